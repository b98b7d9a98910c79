// What stands beside a question: law, what to look for, last time's result, the reviewer's remark.
import type { Ctx } from '../context.ts';
import { date, lang, t, time } from '../i18n.ts';
import type { Facts } from '../types.ts';
import { h, type Child } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';
import type { Word } from '../words.ts';

export function badges(facts: Facts | null): Child {
  const badge = (word: Word, kind: string) => h('span', { class: `ft-badge ft-badge-${kind}` }, () => t(word));
  return [
    facts?.zero_tolerance ? badge('zeroTolerance', 'danger') : null,
    facts?.public_issue ? badge('publicIssue', 'accent') : null,
    facts?.national_only ? badge('nationalOnly', 'plain') : null,
  ];
}

export function remarksAt(ctx: Ctx, name: string): Child {
  return ctx.state.remarks.filter((remark) => remark.question === name).map((remark) =>
    h('div', { class: 'ft-remark', role: 'note' },
      icon('flag'),
      h('p', null, h('strong', null, () => t('remark')), ' · ', remark.by, ', ', () => time(remark.at), h('span', { class: 'ft-remark-text' }, remark.text))));
}

function previous(facts: Facts): Child {
  const last = facts.previous;
  if (!last) return null;
  const known = last.result === 'compliant' || last.result === 'non_compliant' || last.result === 'not_applicable';
  return h('p', { class: 'ft-previous', 'data-outcome': last.result },
    icon('history'),
    h('span', null, () => t('lastTime', { date: date(last.date) }), ': ',
      h('strong', null, () => (known ? t(last.result as Word) : last.result)), last.evidence ? `. ${last.evidence}` : ''));
}

export function facts(of: Facts | null): Child {
  if (!of) return null;
  const look = of.evidence.vi || of.evidence.en;
  const law = of.legal.en.length ? h('p', { class: 'ft-legal' }, h('span', { class: 'ft-visually-hidden' }, () => `${t('legal')}: `), of.legal.en.map((_, place) => h('span', { class: 'ft-law' }, () => of.legal[lang.value][place] ?? ''))) : null;
  return h('div', { class: 'ft-facts' },
    law || look
      ? h('div', { class: 'ft-facts-row' },
          look ? h('details', { class: 'ft-look' }, h('summary', null, icon('right'), () => t('lookFor')), h('p', null, () => of.evidence[lang.value] || look)) : null,
          law)
      : null,
    previous(of));
}
