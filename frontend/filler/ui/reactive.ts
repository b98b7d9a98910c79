// Effects run together in a microtask: the engine changes several states in one step, and an effect
// run in the middle of it would see the children of a repeat one step late.
import { effect, effectScope, onScopeDispose, pauseTracking, resetTracking, type EffectScope, type ReactiveEffectRunner } from '@vue/reactivity';

const due = new Set<ReactiveEffectRunner>();
let waiting = false;

function flush(): void {
  waiting = false;
  for (const runner of due) {
    due.delete(runner);
    runner();
  }
}

export function watch(run: () => void): void {
  const runner = effect(run, {
    scheduler() {
      due.add(runner);
      if (!waiting) {
        waiting = true;
        queueMicrotask(flush);
      }
    },
  });
  onScopeDispose(() => due.delete(runner), true);
}

/** Reads without subscribing: for building nodes inside an effect. */
export function untracked<T>(read: () => T): T {
  pauseTracking();
  try {
    return read();
  } finally {
    resetTracking();
  }
}

/** A scope that ends when asked to, or with the scope around it. */
export function ownScope(): EffectScope {
  const scope = effectScope(true);
  onScopeDispose(() => scope.stop(), true);
  return scope;
}
