// A numbered problem, with what it is made of; a part that names a question leads to it.
import type { Ctx } from '../context.ts';
import { t } from '../i18n.ts';
import type { ProblemBody } from '../types.ts';
import { h, type Child } from './dom.ts';

const MOST = 30;

export const sentence = (of: ProblemBody): string => `${t('problem', { n: of.number })}: ${of.title}`;

export function problem(ctx: Ctx, of: ProblemBody): Child {
  const at = (part: ProblemBody) => {
    const code = typeof part.detail === 'string' ? '' : part.detail['question'];
    return code ? [...ctx.model.questions.values()].find((question) => question.facts?.code === code) : undefined;
  };
  return [
    h('p', null, h('strong', null, () => sentence(of))),
    h('p', null, typeof of.detail === 'string' ? `${of.detail} ` : '', of.todo),
    of.parts?.length
      ? h('ul', { class: 'ft-plain' }, of.parts.slice(0, MOST).map((part) => {
          const question = at(part);
          return h('li', null, question ? h('button', { type: 'button', class: 'ft-link', onclick: () => ctx.jump(question.name) }, () => sentence(part)) : () => sentence(part), part.todo ? ` ${part.todo}` : '');
        }), of.parts.length > MOST ? h('li', null, '…') : null)
      : null,
  ];
}
