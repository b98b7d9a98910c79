// A repeating group of the form: unions, agreements, strikes.
import type { AnyNode } from '@getodk/xforms-engine';
import type { Ctx } from '../context.ts';
import { childrenOf, labelOf } from '../engine.ts';
import { t } from '../i18n.ts';
import type { Repeat } from '../model.ts';
import { each, h, when } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';
import { plain } from './control.ts';

function inside(ctx: Ctx, node: AnyNode): HTMLElement {
  if (node.nodeType === 'group') return h('div', { class: 'ft-inner-group' }, childrenOf(node).map((child) => inside(ctx, child)));
  return plain(ctx, node);
}

export function repeat(ctx: Ctx, { range, name }: Repeat): HTMLElement {
  const free = () => range.nodeType === 'repeat-range:uncontrolled' && ctx.readonly.value === '';
  const heading = `r-${name}`;
  return h('section', { class: 'ft-q ft-repeat', 'aria-labelledby': heading, hidden: () => !range.currentState.relevant },
    h('h4', { id: heading, class: 'ft-q-label' }, () => labelOf(range)),
    h('ol', { class: 'ft-plain' }, each(() => childrenOf(range), (instance) => instance.nodeId, (instance) => {
      const number = () => childrenOf(range).indexOf(instance) + 1;
      return h('li', { class: 'ft-entry' },
        h('div', { class: 'ft-entry-head' },
          h('strong', null, () => t('entry', { n: number() })),
          when(free, () => h('button', { type: 'button', class: 'ft-quiet', onclick: () => ctx.filling.removeInstance(range, number() - 1) }, icon('close'), () => t('remove')))),
        childrenOf(instance).map((node) => inside(ctx, node)));
    })),
    when(free, () => h('button', { type: 'button', class: 'ft-button', onclick: () => ctx.filling.addInstance(range) }, icon('plus'), () => t('add'))));
}
