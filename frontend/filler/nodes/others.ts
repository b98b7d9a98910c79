// What the other assessors answered; where we differ, both answers and the lead's choice.
import { ref } from '@vue/reactivity';
import type { Ctx } from '../context.ts';
import { valueOf } from '../engine.ts';
import { t, time } from '../i18n.ts';
import type { Question } from '../model.ts';
import type { Answer } from '../types.ts';
import { each, h, when, type Child } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';

export function answerText(question: Question, value: string): string {
  const { node } = question;
  if (node.nodeType !== 'select') return value;
  return value.split(' ').map((one) => node.getValueOption(one)?.label.asString ?? one).join(', ');
}

const key = (answer: Answer) => `${answer.instance_id} ${answer.value} ${answer.at} ${answer.evidence ?? ''}`;

function line(question: Question, answer: Answer, who: Child, ...more: Child[]): HTMLElement {
  return h('li', { class: 'ft-other' },
    icon('person'),
    h('span', { class: 'ft-other-text' },
      h('strong', null, who, ': ', () => answerText(question, answer.value)), () => (answer.at ? [', ', h('time', { datetime: answer.at, class: 'ft-num' }, time(answer.at))] : null),
      answer.evidence ? h('span', { class: 'ft-other-evidence' }, answer.evidence) : null),
    ...more);
}

export function others(ctx: Ctx, question: Question): Node {
  const box = h('div', { class: 'ft-others' });
  // A parent's difference goes away with its children's.
  const conflict = () => (question.derived ? undefined : ctx.merged.conflicts.find((one) => one.question === question.name));
  const theirs = () => (conflict() ? [] : ctx.progress.others(question.name));
  const mine = () => valueOf(question.node);
  const differs = () => !question.derived && theirs().some((answer) => mine() !== '' && answer.value !== mine());
  const same = (answer: Answer) => when(
    () => mine() === '' && ctx.readonly.value === '' && !question.derived,
    () => h('button', { type: 'button', class: 'ft-quiet', onclick: () => ctx.filling.set(question.node, question.node.nodeType === 'select' ? answer.value.split(' ') : answer.value) }, () => t('sameAnswer')));
  box.append(
    h('div', null, when(conflict, () => conflictBox(ctx, question, () => conflict()?.answers ?? []))),
    h('ul', { class: 'ft-plain', hidden: () => theirs().length === 0 },
      each(theirs, key, (answer) => line(question, answer, answer.by, same(answer)))),
    h('div', null, when(differs, () => h('p', { class: 'ft-note' }, icon('flag'), () => t('counts')))));
  return box;
}

function conflictBox(ctx: Ctx, question: Question, answers: () => readonly Answer[]): HTMLElement {
  const failed = ref('');
  async function resolve(answer: Answer): Promise<void> {
    failed.value = '';
    try {
      if (ctx.sync.unsent) await ctx.sync.flush();
      ctx.takeMerged(await ctx.api.resolve(question.name, answer.instance_id ?? ''));
    } catch (error) {
      failed.value = error instanceof Error && error.message ? error.message : t('needsConnection');
    }
  }
  const use = (answer: Answer) => (ctx.state.assessment.lead && ctx.readonly.value === ''
    ? h('button', { type: 'button', class: 'ft-button ft-small', onclick: () => void resolve(answer) }, () => t('useAnswer')) : null);
  return h('div', { class: 'ft-conflict', role: 'group', 'aria-label': () => t('conflict') },
    h('p', { class: 'ft-conflict-title' }, icon('split'), () => t('conflict')),
    h('ul', { class: 'ft-plain' }, each(answers, key, (answer) =>
      line(question, answer, () => (answer.instance_id === ctx.me ? t('me') : answer.by), use(answer)))),
    ctx.state.assessment.lead ? null : h('p', { class: 'ft-note' }, () => t('leadDecides')),
    h('p', { class: 'ft-wrong', role: 'alert' }, () => failed.value));
}
