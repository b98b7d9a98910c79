// One tab writes; a second one reads. The tab that writes holds a Web Lock; the second may ask for it.
export interface Pen {
  readonly mine: boolean;
  /** Asks the tab that writes to hand over, then starts this one anew. */
  take(): void;
}

const POLL_MS = 2500;

function hold(name: string, options: LockOptions, lost: () => void): Promise<{ held: boolean; release: () => void }> {
  return new Promise((resolve) => {
    void navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve({ held: false, release: () => undefined });
        return new Promise<void>((release) => resolve({ held: true, release }));
      })
      .catch(lost);
  });
}

/** `handOver` is called before the pen goes to another tab: save, then stop writing. */
export async function takePen(name: string, handOver: () => Promise<void>, lost: () => void): Promise<Pen> {
  if (!('locks' in navigator)) return { mine: true, take: () => undefined };
  const channel = new BroadcastChannel(name);
  const { held, release } = await hold(name, { ifAvailable: true }, lost);
  if (held) {
    channel.onmessage = async () => {
      await handOver();
      lost();
      release();
    };
    return { mine: true, take: () => location.reload() };
  }
  // Not a queued request: that would win the pen when the writing tab is merely reloaded.
  let free = 0;
  const timer = setInterval(async () => {
    const { held: holders } = await navigator.locks.query();
    free = holders?.some((lock) => lock.name === name) ? 0 : free + 1;
    if (free >= 2) {
      clearInterval(timer);
      location.reload();
    }
  }, POLL_MS);
  return {
    mine: false,
    take() {
      clearInterval(timer);
      void hold(name, {}, () => undefined).then(() => location.reload());
      channel.postMessage('ask');
      // A frozen tab does not answer.
      setTimeout(() => void hold(name, { steal: true }, () => undefined).then(() => location.reload()), 4000);
    },
  };
}
