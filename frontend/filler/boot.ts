// From nothing to a form: what the server has, what the device has, which of the two goes on.
import { ref } from '@vue/reactivity';
import { Unreachable, type Api } from './api.ts';
import { build } from './app.ts';
import { chooseDraft } from './drafts.ts';
import { Filling } from './engine.ts';
import { takePen } from './lock.ts';
import { deviceId, store, uuid } from './store.ts';
import { Sync } from './sync.ts';
import type { Draft, State } from './types.ts';

export class NothingHere extends Error {}
/** The draft could not be put into the form. It stays where it is. */
export class CannotRestore extends Error {
  constructor(readonly xml: string, cause: unknown) {
    super('restore', { cause });
  }
}

interface Sources {
  readonly state: State;
  readonly form: string;
  readonly offline: boolean;
}

/** From the server, and a copy for the day without one; else that copy. */
async function sources(api: Api, key: string): Promise<Sources> {
  try {
    const [state, form] = await Promise.all([api.state(), api.form()]);
    void store.putText(`${key} state`, JSON.stringify(state)).catch(() => undefined);
    void store.putText(`${key} form`, form).catch(() => undefined);
    return { state, form, offline: false };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const [state, form] = await Promise.all([store.text(`${key} state`), store.text(`${key} form`)]);
    if (!state || !form) throw new NothingHere();
    return { state: JSON.parse(state) as State, form, offline: true };
  }
}

export async function boot(api: Api, place: HTMLElement): Promise<HTMLElement> {
  const key = `${place.dataset['user'] ?? ''} ${api.base}`;
  const readonly = ref<'' | 'second_tab' | 'tab_lost' | 'state'>('');
  let sync: Sync | undefined;
  const pen = await takePen(`fairthread-fill ${key}`, async () => { await sync?.save(); sync?.stop(); }, () => {
    readonly.value = 'tab_lost';
    sync?.stop();
  });
  const [{ state, form, offline }, device] = await Promise.all([sources(api, key), store.draft(key).catch(() => undefined)]);
  if (!pen.mine) readonly.value = 'second_tab';
  else if (state.assessment.may_fill === false) readonly.value = 'state';

  const choice = chooseDraft(device, state.me);
  const xml = choice.use === 'device' ? (device?.xml ?? null) : choice.use === 'server' ? state.me.xml : null;
  const filling = await Filling.load(form, xml).catch((error: unknown) => {
    throw xml ? new CannotRestore(xml, error) : error;
  });
  if (pen.mine && choice.setAside && device) await store.setAside(device, 'the server’s was newer');
  // A draft that the server already holds keeps the name it has there; its XML need not carry one.
  const known = (choice.use === 'device' ? device?.instanceId : state.me.instance_id) || state.me.instance_id || filling.instanceId || uuid();
  const draft: Draft = choice.use === 'device' && device
    ? { ...device, instanceId: known, acked: Math.min(device.sequence, Math.max(device.acked, device.xml === state.me.xml ? state.me.sequence : 0)) }
    : { key, instanceId: known, sequence: state.me.sequence, acked: state.me.sequence, xml: filling.xml, at: new Date().toISOString(), ackedAt: state.me.saved_at ?? null };
  if (pen.mine && choice.use === 'server') await store.putDraft({ ...draft, xml: state.me.xml ?? draft.xml });

  sync = new Sync(api, filling, draft, await deviceId().catch(() => ''));
  if (readonly.value) sync.stop();
  else {
    void navigator.storage?.persist?.();
    await sync.resume();
  }
  const copies = await store.copies(key).catch(() => []);
  return build({ api, state, filling, sync, pen, readonly, copies, offlineStart: offline, place });
}
