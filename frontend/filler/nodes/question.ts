// One question as a card: what is asked, the answer, what supports it, what others say.
import type { Ctx } from '../context.ts';
import { labelOf, valueOf } from '../engine.ts';
import { lang, t } from '../i18n.ts';
import type { Question } from '../model.ts';
import { outcome } from '../progress.ts';
import { h, when, type Child } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';
import { control, hint, violation } from './control.ts';
import { theirs } from './attached.ts';
import { badges, facts, remarksAt } from './facts.ts';
import { finding } from './finding.ts';
import { answerText, others } from './others.ts';

const MARK = { compliant: 'check', non_compliant: 'cross', not_applicable: 'dash' } as const;

export function labelText(question: Question): string {
  return labelOf(question.node) || question.facts?.label?.[lang.value] || question.facts?.code || question.name;
}

/** A parent's answer is worked out by the form: shown, not asked. */
function derived(ctx: Ctx, question: Question): Child {
  const applicable = () => question.details.filter((detail) => ctx.progress.status(detail) !== 'closed');
  const answered = () => applicable().filter((detail) => valueOf(detail.node) !== '');
  return h('div', { class: 'ft-derived' },
    () => {
      const value = valueOf(question.node);
      const result = outcome(question, value);
      if (!value) return h('span', { class: 'ft-result' }, () => t('derivedOpen', { done: answered().length, total: applicable().length }));
      return h('span', { class: 'ft-result', 'data-outcome': result }, result ? icon(MARK[result]) : null, () => (result ? t(result) : answerText(question, value)));
    },
    h('span', { class: 'ft-derived-why' }, icon('derived'), () => t('derived')));
}

/** Says in words what a yes or no amounts to: the same “no” is good at one question and bad at another. */
function verdict(question: Question): Child {
  return when(() => outcome(question, valueOf(question.node)), () => h('span', { class: 'ft-verdict', 'data-outcome': () => outcome(question, valueOf(question.node)) },
    () => { const result = outcome(question, valueOf(question.node)); return result ? t(result) : ''; }));
}

function closedBelow(ctx: Ctx, question: Question): Child {
  if (question.opens.length === 0) return null;
  const closed = () => question.opens.filter((one) => ctx.progress.status(one) === 'closed').length;
  return when(() => valueOf(question.node) !== '' && closed() > 0, () => h('p', { class: 'ft-note' }, icon('lock'), () => t('gateClosed', { n: closed() })));
}

export function question(ctx: Ctx, of: Question): HTMLElement {
  const id = `n-${of.name}`;
  const labelId = `${id}-label`;
  const native = of.node.nodeType === 'input' || of.node.nodeType === 'range';
  const note = of.node.nodeType === 'note';
  const optional = () => ctx.progress.status(of) === 'optional';
  const label = h(native ? 'label' : 'h4', { id: labelId, for: native ? id : null, class: 'ft-q-label' }, () => labelText(of));
  return h('article', {
    id: `q-${of.name}`, tabindex: -1, 'aria-labelledby': labelId, 'data-status': () => ctx.progress.status(of),
    class: ['ft-q', of.facts?.parent ? 'ft-q-detail' : of.facts?.gate ? 'ft-q-opened' : '', of.derived ? 'ft-q-derived' : '', of.opens.length ? 'ft-q-gate' : '', note ? 'ft-q-note' : ''].join(' ').trim(),
  },
    h('div', { class: 'ft-q-main' },
      h('div', { class: 'ft-q-text' },
        h('p', { class: 'ft-q-head' },
          of.facts?.code ? h('span', { class: 'ft-code' }, of.facts.code) : null,
          badges(of.facts),
          when(optional, () => h('span', { class: 'ft-badge ft-badge-plain' }, () => t('optional')))),
        label,
        hint(of.node)),
      h('div', { class: 'ft-q-answer' },
        of.derived ? derived(ctx, of) : control(ctx, of.node, id, labelId, of),
        of.derived ? null : verdict(of),
        violation(of.node))),
    remarksAt(ctx, of.name),
    others(ctx, of),
    theirs(ctx, of),
    closedBelow(ctx, of),
    h('div', { class: 'ft-more' }, facts(of.facts), note || of.derived ? null : finding(ctx, of)));
}
