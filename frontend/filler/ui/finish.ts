// "I have finished": the server checks, and says what is missing.
import { ref, shallowRef } from '@vue/reactivity';
import { Refused } from '../api.ts';
import type { Ctx } from '../context.ts';
import { t } from '../i18n.ts';
import type { ProblemBody } from '../types.ts';
import { h, when } from './dom.ts';
import { problem as shown } from './problem.ts';

export function finish(ctx: Ctx): HTMLElement {
  const said = ref<'' | 'done' | 'offline'>(ctx.state.me.finished ? 'done' : '');
  const problem = shallowRef<ProblemBody | null>(null);
  const busy = ref(false);
  async function run(): Promise<void> {
    said.value = '';
    problem.value = null;
    busy.value = true;
    try {
      await ctx.sync.flush();
      if (ctx.sync.unsent) said.value = 'offline';
      else {
        await ctx.api.finish();
        said.value = 'done';
      }
    } catch (error) {
      if (error instanceof Refused) problem.value = error.problem;
      else said.value = 'offline';
    } finally {
      busy.value = false;
    }
  }
  const left = () => ctx.progress.overall.value.total - ctx.progress.overall.value.done;
  return h('div', { class: 'ft-finish', hidden: () => ctx.readonly.value !== '' },
    h('button', { type: 'button', class: () => (left() ? 'ft-button' : 'ft-button ft-strong'), disabled: () => busy.value, onclick: () => void run() }, () => t('finish')),
    h('p', { class: 'ft-help' }, () => (left() ? t('finishHelp', { n: left() }) : t('finishReady'))),
    h('div', { role: 'status' },
      () => (said.value === 'done' ? h('p', { class: 'ft-note' }, t('finished')) : said.value === 'offline' ? h('p', { class: 'ft-wrong' }, t('needsConnection')) : null),
      when(() => problem.value, () => h('div', { class: 'ft-notice ft-notice-warn' },
        h('div', null,
          problem.value ? shown(ctx, problem.value) : null)))));
}
