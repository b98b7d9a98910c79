// One answer, whatever its kind.
import type { AnyNode } from '@getodk/xforms-engine';
import type { Ctx } from '../context.ts';
import { hintOf, labelOf, valueOf } from '../engine.ts';
import { t } from '../i18n.ts';
import type { Question } from '../model.ts';
import { h, when, type Child } from '../ui/dom.ts';
import { choice } from './choice.ts';
import { input } from './input.ts';

export function control(ctx: Ctx, node: AnyNode, id: string, labelId: string, question: Question | null): Child {
  switch (node.nodeType) {
    case 'select':
      return choice(ctx, node, labelId, question);
    case 'input':
    case 'range':
      return input(ctx, node, id);
    case 'trigger':
      return h('label', { class: 'ft-option ft-option-alone' },
        h('input', {
          id, type: 'checkbox', disabled: () => ctx.readonly.value !== '', checked: () => valueOf(node) === 'OK',
          onchange: (event: Event) => ctx.filling.set(node, (event.target as HTMLInputElement).checked ? 'OK' : null),
        }),
        h('span', null, 'OK'));
    case 'note':
    case 'model-value':
      return null;
    default:
      return h('p', { class: 'ft-note' }, () => t('unsupported'));
  }
}

export function hint(node: AnyNode): Child {
  return when(() => hintOf(node), () => h('p', { class: 'ft-hint' }, () => hintOf(node)));
}

/** What the form itself objects to; only once there is an answer, so that an empty form does not shout. */
export function violation(node: AnyNode): Child {
  const found = () => (node.validationState as { violation?: { condition: string; message: { asString: string } | null } | null }).violation;
  return h('p', { class: 'ft-wrong', role: 'alert' }, () => {
    const wrong = found();
    return wrong && wrong.condition === 'constraint' && valueOf(node) !== '' ? wrong.message?.asString || t('invalid') : '';
  });
}

/** A question inside a repeating group: label, answer, complaint; no finding. */
export function plain(ctx: Ctx, node: AnyNode): HTMLElement {
  const id = `n-${node.nodeId}`;
  const tag = node.nodeType === 'input' ? 'label' : 'p';
  return h('div', { class: 'ft-inner', hidden: () => !node.currentState.relevant },
    h(tag, { id: `${id}-label`, for: tag === 'label' ? id : null, class: 'ft-inner-label' }, () => labelOf(node)),
    hint(node),
    control(ctx, node, id, `${id}-label`, null),
    violation(node));
}
