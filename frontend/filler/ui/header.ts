// Always in sight: which factory, how far, saved where, which language.
import type { Ctx } from '../context.ts';
import { chooseLanguage, lang, t } from '../i18n.ts';
import type { Lang } from '../types.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { saveState } from './savestate.ts';

export function languageSwitch(): HTMLElement {
  const one = (code: Lang, short: string, name: string) => h('label', { class: 'ft-lang-one', lang: code },
    h('input', { type: 'radio', name: 'ft-lang', value: code, class: 'ft-visually-hidden', checked: () => lang.value === code, onchange: () => chooseLanguage(code) }),
    h('span', { 'aria-hidden': 'true' }, short), h('span', { class: 'ft-visually-hidden' }, name));
  return h('div', { class: 'ft-lang', role: 'radiogroup', 'aria-label': () => t('language') }, one('vi', 'VI', 'Tiếng Việt'), one('en', 'EN', 'English'));
}

export function header(ctx: Ctx): HTMLElement {
  const count = () => ctx.progress.overall.value;
  const percent = () => (count().total ? Math.floor((100 * count().done) / count().total) : 0);
  return h('header', { class: 'ft-header' },
    h('a', { class: 'ft-skip', href: '#ft-main', onclick: (event: Event) => { event.preventDefault(); document.getElementById('ft-main')?.focus(); } }, () => t('skip')),
    h('button', { type: 'button', class: 'ft-menu', 'aria-haspopup': 'dialog', 'aria-label': () => t('menu'), onclick: () => (ctx.look.drawer = true) }, icon('menu')),
    h('h1', { class: 'ft-factory' }, ctx.back ? h('a', { href: ctx.back, title: () => t('back') }, icon('left'), ctx.state.assessment.factory) : ctx.state.assessment.factory),
    languageSwitch(),
    h('div', { class: 'ft-overall' },
      h('progress', { class: 'ft-bar', max: () => count().total || 1, value: () => count().done, 'aria-label': () => t('progress', { ...count() }) }),
      h('span', { class: 'ft-num ft-overall-text' }, () => t('progress', { ...count() }), h('span', { class: 'ft-percent' }, () => ` ${percent()} %`))),
    saveState(ctx));
}
