// The clusters, each with its own progress: a column where there is room, a drawer where there is not.
import type { Ctx } from '../context.ts';
import { lang, t } from '../i18n.ts';
import { title, type Cluster } from '../model.ts';
import { h, when } from './dom.ts';
import { icon } from './icons.ts';
import { watch } from './reactive.ts';

function entry(ctx: Ctx, cluster: Cluster): HTMLElement {
  const count = () => ctx.progress.count(cluster);
  const done = () => count().total > 0 && count().done === count().total;
  const flags = () => ctx.merged.conflicts.some((one) => { const at = ctx.model.questions.get(one.question); return at && !at.derived && at.cluster === cluster; });
  // A progress element inside a button would be a control inside a control. Set through the style object: the policy allows that.
  const bar = h('span', { class: 'ft-part', 'aria-hidden': 'true' });
  watch(() => bar.style.setProperty('--part', String(count().total ? count().done / count().total : 0)));
  return h('li', null, h('button', {
    type: 'button', class: 'ft-nav-one', 'aria-current': () => (ctx.look.cluster === cluster.code && !ctx.look.query ? 'page' : null), 'data-done': () => done() || null,
    onclick: () => ctx.openCluster(cluster.code),
  },
    h('span', { class: 'ft-nav-name' }, () => title(cluster, lang.value) || t('general'), when(flags, () => h('span', { class: 'ft-nav-flag' }, icon('split'), h('span', { class: 'ft-visually-hidden' }, () => t('conflict'))))),
    h('span', { class: 'ft-nav-count ft-num' }, () => (done() ? icon('check') : null), () => (count().total ? `${count().done}/${count().total}` : '–')),
    bar));
}

function list(ctx: Ctx): HTMLElement {
  return h('ul', { class: 'ft-plain ft-nav-list' }, ctx.model.clusters.map((cluster) => entry(ctx, cluster)));
}

export function nav(ctx: Ctx): HTMLElement {
  return h('nav', { class: 'ft-nav', 'aria-label': () => t('menu') }, list(ctx));
}

export function drawer(ctx: Ctx): HTMLDialogElement {
  const shut = () => (ctx.look.drawer = false);
  const dialog = h('dialog', {
    class: 'ft-drawer', 'aria-label': () => t('menu'), onclose: shut,
    onclick: (event: Event) => { if (event.target === dialog) shut(); },
  },
    h('div', { class: 'ft-drawer-head' }, h('strong', null, () => t('menu')), h('button', { type: 'button', class: 'ft-quiet', onclick: shut, 'aria-label': () => t('close') }, icon('close'))),
    h('nav', { 'aria-label': () => t('menu') }, list(ctx)));
  watch(() => {
    const open = ctx.look.drawer;
    if (open && !dialog.open) dialog.showModal();
    else if (!open && dialog.open) dialog.close();
  });
  return dialog;
}
