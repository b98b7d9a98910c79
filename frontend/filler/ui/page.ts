// The questions in view: one cluster, or what a search found.
import type { Ctx } from '../context.ts';
import { lang, t } from '../i18n.ts';
import { isQuestion, title, type Cluster, type Point } from '../model.ts';
import { question } from '../nodes/question.ts';
import { repeat } from '../nodes/repeat.ts';
import { each, h, when } from './dom.ts';
import type { Filter } from './filter.ts';
import { finish } from './finish.ts';
import { icon } from './icons.ts';

function pointSection(ctx: Ctx, filter: Filter, point: Point): HTMLElement {
  const items = () => filter.items(point);
  return h('section', { class: 'ft-point', hidden: () => items().length === 0 },
    point.node || point.words ? h('h3', { class: 'ft-point-title' }, () => title(point, lang.value)) : null,
    each(items, (item) => item, (item) => (isQuestion(item) ? question(ctx, item) : repeat(ctx, item))));
}

function clusterSection(ctx: Ctx, filter: Filter, cluster: Cluster): HTMLElement {
  const count = () => ctx.progress.count(cluster);
  const empty = () => cluster.points.every((point) => filter.items(point).length === 0);
  return h('section', { class: 'ft-cluster', 'aria-labelledby': `c-${cluster.code}` },
    h('div', { class: 'ft-cluster-head' },
      h('h2', { id: `c-${cluster.code}`, tabindex: -1 }, () => (cluster.code === 'general' && !cluster.node ? t('general') : title(cluster, lang.value))),
      h('p', { class: 'ft-num', hidden: () => count().total === 0 }, () => t('progress', { ...count() }))),
    cluster.points.map((point) => pointSection(ctx, filter, point)),
    when(empty, () => h('p', { class: 'ft-empty' }, icon('check'), () => t('nothingOpen'))));
}

function footer(ctx: Ctx, filter: Filter): HTMLElement {
  const at = () => ctx.model.clusters.findIndex((cluster) => cluster.code === ctx.look.cluster);
  const step = (by: number, way: 'left' | 'right') => when(() => ctx.model.clusters[at() + by], () => h('button', {
    type: 'button', class: `ft-button ft-step ft-step-${way}`, onclick: () => { const to = ctx.model.clusters[at() + by]; if (to) ctx.openCluster(to.code); },
  }, way === 'left' ? icon('left') : null, h('span', null, h('small', null, () => t(way === 'left' ? 'previous' : 'next')), h('span', null, () => { const to = ctx.model.clusters[at() + by]; return to ? title(to, lang.value) : ''; })), way === 'right' ? icon('right') : null));
  const open = when(() => ctx.look.openOnly && filter.nextOpen(), () => h('button', {
    type: 'button', class: 'ft-button ft-strong', onclick: () => { const to = filter.nextOpen(); if (to) ctx.openCluster(to.code); },
  }, () => t('nextOpen'), icon('right')));
  return h('footer', { class: 'ft-footer' }, h('div', { class: 'ft-steps' }, step(-1, 'left'), step(1, 'right')), open, finish(ctx));
}

export function page(ctx: Ctx, filter: Filter): HTMLElement {
  return h('div', { class: 'ft-page' },
    each(() => filter.clusters(), (cluster) => cluster.code, (cluster) => clusterSection(ctx, filter, cluster)),
    when(() => !filter.searching, () => footer(ctx, filter)));
}
