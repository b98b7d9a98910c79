// Words, numbers, dates.
import type { AnyNode } from '@getodk/xforms-engine';
import { ref } from '@vue/reactivity';
import type { Ctx } from '../context.ts';
import { valueOf } from '../engine.ts';
import { t } from '../i18n.ts';
import type { Word } from '../words.ts';
import { h, when } from '../ui/dom.ts';
import { watch } from '../ui/reactive.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

const NATIVE: Readonly<Record<string, string>> = { date: 'date', time: 'time', dateTime: 'datetime-local' };

/** The text as the engine wants it, or the complaint. */
function read(type: string, text: string): { value: string } | { wrong: Word } {
  const plain = text.trim();
  if (plain === '') return { value: '' };
  if (type === 'int') return /^-?\d{1,9}$/.test(plain) ? { value: plain } : { wrong: 'wholeNumber' };
  if (type === 'decimal') {
    const dotted = plain.replace(',', '.');
    return /^-?\d+(\.\d+)?$/.test(dotted) ? { value: dotted } : { wrong: 'number' };
  }
  return { value: type === 'string' ? text : plain };
}

/** Shows what is stored, but never changes the text under the hands of the person typing. */
export function follow(field: Field, value: () => string): void {
  watch(() => {
    const stored = value();
    if (document.activeElement !== field && field.value !== stored) field.value = stored;
  });
}

/** Grows with its text; needs no inline style in the markup. */
export function grow(field: HTMLTextAreaElement): void {
  field.rows = Math.min(12, Math.max(2, field.value.split('\n').length + Math.floor(field.value.length / 70)));
}

export function input(ctx: Ctx, node: AnyNode, id: string): HTMLElement {
  const type = 'valueType' in node ? node.valueType : 'string';
  const wrong = ref<Word | ''>('');
  const off = () => ctx.readonly.value !== '' || node.currentState.readonly;
  const take = (settled: boolean) => {
    const got = read(type, field.value);
    wrong.value = 'wrong' in got ? got.wrong : '';
    if ('value' in got && got.value !== valueOf(node)) ctx.filling.set(node, got.value, settled);
    if (field instanceof HTMLTextAreaElement) grow(field);
  };
  const props = { id, disabled: off, 'aria-invalid': () => wrong.value !== '' || null, 'aria-describedby': `${id}-wrong`, oninput: () => take(false), onchange: () => take(true) };
  const field: Field = type === 'string'
    ? h('textarea', { ...props, class: 'ft-field', rows: 2 })
    : h('input', { ...props, class: 'ft-field ft-short', type: NATIVE[type] ?? 'text', inputmode: type === 'int' ? 'numeric' : type === 'decimal' ? 'decimal' : null, autocomplete: 'off' });
  follow(field, () => valueOf(node).slice(0, type === 'date' ? 10 : undefined));
  if (field instanceof HTMLTextAreaElement) grow(field);
  return h('div', { class: 'ft-answer' }, field, h('p', { class: 'ft-wrong', id: `${id}-wrong` }, when(() => wrong.value, () => h('span', null, () => (wrong.value ? t(wrong.value) : '')))));
}
