// Yes / no / not applicable as one row of radio buttons; longer lists stacked; several answers as check boxes.
import type { SelectNode } from '@getodk/xforms-engine';
import type { Ctx } from '../context.ts';
import { t } from '../i18n.ts';
import type { Question } from '../model.ts';
import { outcome } from '../progress.ts';
import { each, h, when } from '../ui/dom.ts';
import { icon, type Icon } from '../ui/icons.ts';

const MARK: Readonly<Record<string, Icon>> = { compliant: 'check', non_compliant: 'cross', not_applicable: 'dash' };
const SHORT = 22;

export function choice(ctx: Ctx, node: SelectNode, labelId: string, question: Question | null): HTMLElement {
  const many = node.selectType === 'select';
  const options = () => node.currentState.valueOptions;
  const inRow = () => !many && options().length <= 4 && options().every((option) => option.label.asString.length <= SHORT);
  const off = () => ctx.readonly.value !== '' || node.currentState.readonly;

  function pick(value: string, on: boolean): void {
    if (!many) ctx.filling.set(node, value);
    else ctx.filling.set(node, on ? [...node.currentState.value, value] : node.currentState.value.filter((one) => one !== value));
  }

  const buttons = each(options, (option) => option.value, (option) => {
    const result = question ? outcome(question, option.value) : null;
    return h('label', { class: 'ft-option', 'data-outcome': result },
      h('input', {
        type: many ? 'checkbox' : 'radio', name: node.nodeId, value: option.value, disabled: off,
        checked: () => node.currentState.value.includes(option.value),
        onchange: (event: Event) => pick(option.value, (event.target as HTMLInputElement).checked),
      }),
      h('span', null, result ? icon(MARK[result] as Icon) : null, () => (node.getValueOption(option.value) ?? option).label.asString));
  });
  const clearable = () => !many && !off() && !node.currentState.required && node.currentState.value.length > 0;
  return h('div', { class: 'ft-answer' },
    h('div', { role: many ? 'group' : 'radiogroup', 'aria-labelledby': labelId, class: () => (inRow() ? 'ft-segments' : 'ft-stack') }, buttons),
    when(clearable, () => h('button', {
      type: 'button', class: 'ft-quiet ft-clear', 'aria-describedby': labelId, title: () => t('clear'), 'aria-label': () => t('clear'),
      onclick: () => ctx.filling.set(node, null),
    }, icon('close'))));
}
