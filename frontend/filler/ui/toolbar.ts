import type { Ctx } from '../context.ts';
import { t } from '../i18n.ts';
import { h, when } from './dom.ts';
import type { Filter } from './filter.ts';
import { icon } from './icons.ts';

const WAIT_MS = 150;

export function toolbar(ctx: Ctx, filter: Filter): HTMLElement {
  let timer = 0;
  const field = h('input', {
    type: 'search', id: 'ft-search', class: 'ft-field', autocomplete: 'off', enterkeyhint: 'search', placeholder: () => t('search'), 'aria-label': () => t('search'),
    value: () => ctx.look.query,
    oninput: () => { clearTimeout(timer); timer = window.setTimeout(() => (ctx.look.query = field.value), WAIT_MS); },
    onkeydown: (event: Event) => { if ((event as KeyboardEvent).key === 'Escape') ctx.look.query = ''; },
  });
  return h('div', { class: 'ft-toolbar', role: 'search' },
    h('div', { class: 'ft-search' }, icon('search'), field),
    h('label', { class: 'ft-switch' },
      h('input', {
        type: 'checkbox', role: 'switch', checked: () => ctx.look.openOnly,
        onchange: (event: Event) => { filter.keep(); ctx.look.openOnly = (event.target as HTMLInputElement).checked; },
      }),
      h('span', { class: 'ft-switch-track', 'aria-hidden': 'true' }), h('span', null, () => t('onlyOpen'))),
    h('p', { class: 'ft-found', role: 'status' }, when(() => filter.searching, () => h('span', null, () => (filter.found() ? t('found', { n: filter.found() }) : t('foundNone'))))));
}
