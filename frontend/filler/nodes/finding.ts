// Evidence, workers affected, root cause, private note, photos and documents of one question.
import { computed, ref } from '@vue/reactivity';
import type { Ctx } from '../context.ts';
import { valueOf } from '../engine.ts';
import type { FindingField } from '../findings.ts';
import { t } from '../i18n.ts';
import type { Question } from '../model.ts';
import { outcome } from '../progress.ts';
import { h, when, type Child } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';
import type { Word } from '../words.ts';
import { attached } from './attached.ts';
import { follow, grow } from './input.ts';

interface Shape {
  readonly name: FindingField;
  readonly label: () => string;
  readonly help?: Word;
  readonly number?: boolean;
  readonly needed?: () => boolean;
}

function field(ctx: Ctx, question: Question, shape: Shape): HTMLElement {
  const id = `f-${question.name}-${shape.name}`;
  const stored = () => ctx.findings.get(question.name, shape.name);
  const wrong = ref(false);
  const take = (settled: boolean) => {
    const text = shape.number ? box.value.trim() : box.value;
    wrong.value = Boolean(shape.number) && !/^\d{0,9}$/.test(text);
    if (!wrong.value && text !== stored()) ctx.findings.set(question.name, shape.name, text, settled);
    if (box instanceof HTMLTextAreaElement) grow(box);
  };
  const props = {
    id, class: 'ft-field', disabled: () => ctx.readonly.value !== '', 'aria-describedby': `${id}-help`,
    'aria-required': () => (shape.needed ? 'true' : null), 'aria-invalid': () => (wrong.value || shape.needed?.() ? 'true' : null),
    oninput: () => take(false), onchange: () => take(true),
  };
  const box = shape.number ? h('input', { ...props, type: 'text', inputmode: 'numeric', autocomplete: 'off' }) : h('textarea', { ...props, rows: 2 });
  follow(box, stored);
  if (box instanceof HTMLTextAreaElement) grow(box);
  const help = () => (wrong.value ? t('wholeNumber') : shape.needed?.() ? t('evidenceMissing') : shape.help ? t(shape.help) : '');
  return h('div', { class: `ft-finding-field ft-finding-${shape.name}` },
    h('label', { for: id }, shape.name === 'private' ? icon('lock') : null, shape.label),
    box,
    h('p', { id: `${id}-help`, class: () => (wrong.value || shape.needed?.() ? 'ft-wrong' : 'ft-help') }, help));
}

export function finding(ctx: Ctx, question: Question): Child {
  const bad = computed(() => outcome(question, valueOf(question.node)) === 'non_compliant' && !question.derived);
  const asked = ref(false);
  const filled = computed(() => ctx.findings.has(question.name) || ctx.attachments.of(question.name).length > 0);
  // Once open it stays open: a panel that closes while its only word is being deleted would be a trap.
  const open = computed<boolean>((before) => Boolean(before) || bad.value || asked.value || filled.value);
  const panel = () => h('div', { class: 'ft-finding', role: 'group', 'aria-label': () => t('addFinding'), 'data-bad': () => bad.value || null },
    field(ctx, question, {
      name: 'evidence', help: 'evidenceHelp', needed: () => ctx.progress.needsEvidence(question),
      label: () => (bad.value && ctx.state.problems?.required_evidence !== false ? t('evidenceRequired') : t('evidence')),
    }),
    h('div', { class: 'ft-finding-pair', hidden: () => !bad.value && !ctx.findings.get(question.name, 'workers') && !ctx.findings.get(question.name, 'cause') },
      field(ctx, question, { name: 'workers', number: true, label: () => t('workers') }),
      field(ctx, question, { name: 'cause', label: () => t('cause') })),
    field(ctx, question, { name: 'private', help: 'privateHelp', label: () => t('private') }),
    attached(ctx, question));
  const add = () => h('button', {
    type: 'button', class: 'ft-quiet ft-add', hidden: () => ctx.readonly.value !== '',
    onclick: () => {
      asked.value = true;
      // The panel is there after the effects have run.
      queueMicrotask(() => queueMicrotask(() => document.getElementById(`f-${question.name}-evidence`)?.focus()));
    },
  }, icon('note'), () => t('addFinding'));
  return when(() => open.value, panel, add);
}
