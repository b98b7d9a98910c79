// What the parts of the page share.
import type { Ref } from '@vue/reactivity';
import type { Api } from './api.ts';
import type { Filling } from './engine.ts';
import type { Attachments, Findings } from './findings.ts';
import type { Model } from './model.ts';
import type { Progress } from './progress.ts';
import type { Sync } from './sync.ts';
import type { Answer, Conflict, Merged, State } from './types.ts';

export interface Look {
  cluster: string;
  query: string;
  openOnly: boolean;
  /** The open questions at the moment the filter was set: they stay in view once answered. */
  kept: ReadonlySet<string>;
  drawer: boolean;
}
export interface Shared {
  answers: Readonly<Record<string, Answer>>;
  conflicts: readonly Conflict[];
}
export interface Ctx {
  readonly api: Api;
  readonly state: State;
  readonly filling: Filling;
  readonly model: Model;
  readonly progress: Progress;
  readonly findings: Findings;
  readonly attachments: Attachments;
  readonly sync: Sync;
  readonly merged: Shared & Merged;
  readonly me: string;
  /** Where the page came from. */
  readonly back: string | null;
  readonly readonly: Ref<'' | 'second_tab' | 'tab_lost' | 'state'>;
  readonly look: Look;
  takeMerged(merged: Merged): void;
  openCluster(code: string): void;
  jump(question: string): void;
}
