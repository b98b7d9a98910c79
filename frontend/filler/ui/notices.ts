// What must be known before going on: read-only, a refused draft, a draft set aside, remarks, disagreements.
import { ref } from '@vue/reactivity';
import type { Ctx } from '../context.ts';
import { t, time } from '../i18n.ts';
import { labelText } from '../nodes/question.ts';
import { answerText } from '../nodes/others.ts';
import type { Pen } from '../lock.ts';
import { store } from '../store.ts';
import type { Copy } from '../types.ts';
import { each, h, when, type Child } from './dom.ts';
import { icon } from './icons.ts';
import { problem as shown } from './problem.ts';

export function download(name: string, xml: string): void {
  const url = URL.createObjectURL(new Blob([xml], { type: 'text/xml' }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function readOnly(ctx: Ctx, pen: Pen): Child {
  const words = { second_tab: 'secondTab', tab_lost: 'tabLost', state: 'readOnly' } as const;
  return when(() => ctx.readonly.value, () => h('div', { class: 'ft-notice ft-notice-warn', role: 'status' },
    icon('lock'),
    h('p', null, () => (ctx.readonly.value ? t(words[ctx.readonly.value]) : '')),
    ctx.readonly.value === 'state' ? null : h('button', { type: 'button', class: 'ft-button', onclick: () => pen.take() }, () => t('takeOver'))));
}

function refusal(ctx: Ctx): Child {
  const failed = ref(false);
  const act = (run: () => Promise<void>) => () => { failed.value = false; run().catch(() => (failed.value = true)); };
  return when(() => ctx.sync.view.problem, () => {
    const problem = ctx.sync.view.problem;
    if (!problem) return null;
    return h('div', { class: 'ft-notice ft-notice-danger', role: 'alert' },
      icon('warn'),
      h('div', null,
        shown(ctx, problem),
        h('p', null, () => t('takeServerNote')),
        h('div', { class: 'ft-row' },
          h('button', { type: 'button', class: 'ft-button ft-strong', onclick: act(() => ctx.sync.insist()) }, () => t('keepMine')),
          h('button', { type: 'button', class: 'ft-button', onclick: act(() => ctx.sync.giveWay()) }, () => t('takeServer')),
          h('button', { type: 'button', class: 'ft-quiet', onclick: () => download('draft.xml', ctx.filling.xml) }, () => t('download'))),
        h('p', { class: 'ft-wrong', role: 'alert' }, () => (failed.value ? t('needsConnection') : ''))));
  });
}

function signedOut(ctx: Ctx): Child {
  return when(() => ctx.sync.view.phase === 'signed_out', () => h('div', { class: 'ft-notice ft-notice-warn', role: 'alert' },
    icon('warn'), h('p', null, () => t('signedOut')), h('a', { class: 'ft-button', href: ctx.api.base, target: '_blank', rel: 'noopener' }, () => t('signIn'))));
}

function conflicts(ctx: Ctx): Child {
  const all = () => ctx.merged.conflicts.filter((one) => ctx.model.questions.get(one.question)?.derived === false);
  return when(() => all().length > 0, () => h('details', { class: 'ft-list ft-list-conflict', open: false },
    h('summary', null, icon('split'), () => t('conflicts', { n: all().length })),
    h('ul', { class: 'ft-plain' }, each(all, (one) => one.question, (one) => {
      const question = ctx.model.questions.get(one.question);
      return h('li', null, h('button', { type: 'button', class: 'ft-link', onclick: () => ctx.jump(one.question) },
        h('span', { class: 'ft-code' }, question?.facts?.code), ' ', () => (question ? labelText(question) : ''),
        h('span', { class: 'ft-list-more' }, () => (question ? one.answers.map((a) => `${a.instance_id === ctx.me ? t('me') : a.by}: ${answerText(question, a.value)}`).join(' · ') : ''))));
    }))));
}

function remarks(ctx: Ctx): Child {
  if (ctx.state.remarks.length === 0) return null;
  return h('details', { class: 'ft-list ft-list-remark', open: innerWidth >= 700 },
    h('summary', null, icon('flag'), () => t('remarks', { n: ctx.state.remarks.length })),
    h('ul', { class: 'ft-plain' }, ctx.state.remarks.map((remark) => {
      const question = ctx.model.questions.get(remark.question ?? '');
      const text = [question ? h('span', { class: 'ft-code' }, question.facts?.code ?? '') : null, ' ', remark.text, h('span', { class: 'ft-list-more' }, remark.by, ', ', () => time(remark.at))];
      return h('li', null, question ? h('button', { type: 'button', class: 'ft-link', onclick: () => ctx.jump(question.name) }, text) : h('p', { class: 'ft-link ft-unlinked' }, text));
    })));
}

function setAside(ctx: Ctx, copy: Copy): HTMLElement {
  const notice = h('div', { class: 'ft-notice' }, icon('device'), h('p', null, () => t('setAside', { time: time(copy.at) })),
    h('div', { class: 'ft-row' },
      when(() => ctx.readonly.value === '', () => h('button', { type: 'button', class: 'ft-button', onclick: () => void ctx.sync.adopt(copy) }, () => t('useCopy'))),
      h('button', { type: 'button', class: 'ft-quiet', onclick: () => download(`draft-${copy.sequence}.xml`, copy.xml) }, () => t('download')),
      h('button', { type: 'button', class: 'ft-quiet', onclick: () => { void store.seen(copy); notice.remove(); } }, () => t('close'))));
  return notice;
}

export function notices(ctx: Ctx, pen: Pen, copies: readonly Copy[], offlineStart: boolean): Child {
  return h('div', { class: 'ft-notices' },
    readOnly(ctx, pen),
    refusal(ctx),
    signedOut(ctx),
    offlineStart ? h('div', { class: 'ft-notice' }, icon('device'), h('p', null, () => t('offlineStart'))) : null,
    copies.slice(-1).map((copy) => setAside(ctx, copy)),
    remarks(ctx),
    conflicts(ctx));
}
