// Puts the parts together.
import { shallowReactive } from '@vue/reactivity';
import type { Api } from './api.ts';
import type { Ctx, Look, Shared } from './context.ts';
import type { Filling } from './engine.ts';
import { Attachments, Findings } from './findings.ts';
import { lang } from './i18n.ts';
import type { Pen } from './lock.ts';
import { buildModel } from './model.ts';
import { Progress } from './progress.ts';
import type { Sync } from './sync.ts';
import type { Copy, Merged, State } from './types.ts';
import { h } from './ui/dom.ts';
import { Filter } from './ui/filter.ts';
import { header } from './ui/header.ts';
import { drawer, nav } from './ui/nav.ts';
import { notices } from './ui/notices.ts';
import { page } from './ui/page.ts';
import { untracked, watch } from './ui/reactive.ts';
import { toolbar } from './ui/toolbar.ts';

const LOOK_AGAIN_MS = 60_000;

export interface Parts {
  readonly api: Api;
  readonly state: State;
  readonly filling: Filling;
  readonly sync: Sync;
  readonly pen: Pen;
  readonly readonly: Ctx['readonly'];
  readonly copies: readonly Copy[];
  readonly offlineStart: boolean;
  readonly place: HTMLElement;
}

const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export function build(parts: Parts): HTMLElement {
  const { api, state, filling, sync } = parts;
  const me = () => sync.instanceId;
  const model = buildModel(filling, state);
  const merged = shallowReactive<Shared>({ answers: state.answers, conflicts: state.conflicts });
  const findings = new Findings(filling, model.finding);
  const attachments = new Attachments(filling, model.attachment);
  const progress = new Progress(model, findings, merged, me, state.problems?.required_evidence !== false);
  const fromAddress = decodeURIComponent(location.hash.slice(1));
  const first = model.clusters.find((cluster) => cluster.code === fromAddress) ?? model.clusters.find((cluster) => cluster.code !== 'general') ?? model.clusters[0];
  const look = shallowReactive<Look>({ cluster: first?.code ?? '', query: '', openOnly: false, kept: new Set(), drawer: false });

  const ctx: Ctx = {
    api, state, filling, model, progress, findings, attachments, sync, merged, get me() { return me(); }, back: parts.place.dataset['back'] ?? null, look, readonly: parts.readonly,
    takeMerged: (fresh: Merged) => Object.assign(merged, { answers: fresh.answers, conflicts: fresh.conflicts }),
    openCluster(code) {
      Object.assign(look, { query: '', drawer: false, cluster: code });
      filter.keep();
      history.replaceState(null, '', `#${encodeURIComponent(code)}`);
      void painted().then(() => {
        window.scrollTo({ top: 0 });
        document.getElementById(`c-${code}`)?.focus({ preventScroll: true });
      });
    },
    jump(name) {
      const question = model.questions.get(name);
      if (!question) return;
      Object.assign(look, { query: '', openOnly: false, drawer: false, cluster: question.cluster.code });
      void painted().then(() => {
        const card = document.getElementById(`q-${name}`);
        card?.scrollIntoView({ block: 'start' });
        card?.focus({ preventScroll: true });
      });
    },
  };
  const filter = new Filter(ctx);

  watch(() => {
    const chosen = lang.value;
    untracked(() => filling.setLanguage(chosen));
    document.documentElement.lang = chosen;
  });
  sync.onMerged = ctx.takeMerged;
  // What the other assessors answer meanwhile.
  setInterval(() => {
    if (!document.hidden && navigator.onLine) api.state().then(ctx.takeMerged, () => undefined);
  }, LOOK_AGAIN_MS);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLTextAreaElement || (event.target instanceof HTMLInputElement && !/^(radio|checkbox)$/.test(event.target.type));
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    document.getElementById('ft-search')?.focus();
  });

  return h('div', { class: 'ft-app' },
    header(ctx),
    drawer(ctx),
    h('div', { class: 'ft-body' },
      nav(ctx),
      h(parts.place.closest('main') ? 'div' : 'main', { id: 'ft-main', class: 'ft-main', tabindex: -1 },
        notices(ctx, parts.pen, parts.copies, parts.offlineStart),
        toolbar(ctx, filter),
        page(ctx, filter))));
}
