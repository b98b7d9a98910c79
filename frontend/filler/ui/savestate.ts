// Where the answers are: on this device, on the server, or waiting. Said aloud, but not at every letter.
import type { Ctx } from '../context.ts';
import { t, time } from '../i18n.ts';
import { h, type Child } from './dom.ts';
import { icon, type Icon } from './icons.ts';
import { sentence } from './problem.ts';

type Kind = 'good' | 'busy' | 'warn' | 'danger';

function said(ctx: Ctx): { kind: Kind; icon: Icon; text: string } {
  const view = ctx.sync.view;
  if (ctx.readonly.value) return { kind: 'good', icon: 'lock', text: t('readingOnly') };
  if (view.deviceFailed) return { kind: 'danger', icon: 'warn', text: t('deviceFailed') };
  if (view.phase === 'refused') {
    return { kind: 'danger', icon: 'warn', text: `${t('refused')}. ${view.problem ? `${sentence(view.problem)} ${view.problem.todo}` : ''}` };
  }
  if (view.phase === 'signed_out') return { kind: 'warn', icon: 'device', text: t('signedOut') };
  if (view.phase === 'offline') return { kind: 'warn', icon: 'device', text: t('offline') };
  if (view.phase === 'waiting' || view.phase === 'sending') {
    return { kind: 'busy', icon: 'device', text: view.onDevice ? t('savedDevice', { time: time(view.onDevice) }) : t('sending') };
  }
  if (view.files > 0) return { kind: 'busy', icon: 'device', text: t('filesWaiting', { n: view.files }) };
  if (view.refusedFiles > 0) return { kind: 'warn', icon: 'warn', text: t('filesRefused', { n: view.refusedFiles }) };
  if (view.onServer) return { kind: 'good', icon: 'cloud', text: t('savedServer', { time: time(view.onServer) }) };
  return { kind: 'good', icon: 'cloud', text: t('notYet') };
}

export function saveState(ctx: Ctx): Child {
  return h('p', { class: 'ft-save', role: 'status', 'aria-live': 'polite', 'data-kind': () => said(ctx).kind, 'data-phase': () => ctx.sync.view.phase },
    () => icon(said(ctx).icon),
    h('span', null, () => said(ctx).text));
}
