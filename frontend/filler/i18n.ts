import { ref } from '@vue/reactivity';
import type { Lang } from './types.ts';
import { en, vi, type Word } from './words.ts';

const KEPT = 'fairthread-filler-lang';

export const lang = ref<Lang>('vi');

export function startLanguage(fromPage: string | undefined): void {
  const kept = localStorage.getItem(KEPT);
  lang.value = (kept ?? fromPage) === 'en' ? 'en' : 'vi';
}

export function chooseLanguage(chosen: Lang): void {
  lang.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

export function t(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text = (lang.value === 'vi' ? vi : en)[word];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function time(at: Date | string): string {
  const moment = typeof at === 'string' ? new Date(at) : at;
  const today = moment.toDateString() === new Date().toDateString();
  const clock = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hour12: false }).format(moment);
  return today ? clock : `${new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit' }).format(moment)} ${clock}`;
}

export function date(day: string): string {
  const moment = new Date(day);
  return Number.isNaN(moment.valueOf()) ? day : new Intl.DateTimeFormat(locale(), { day: '2-digit', month: '2-digit', year: 'numeric' }).format(moment);
}

function locale(): string {
  return lang.value === 'vi' ? 'vi-VN' : 'en-GB';
}

/** For searching: without marks, so that "nguoi" finds "người". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
}
