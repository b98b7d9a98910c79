// Every answer: on the device at once, on the server within seconds, and again and again until it is there.
import { shallowReactive } from '@vue/reactivity';
import { Refused, SignedOut, Unreachable, type Api } from './api.ts';
import type { Filling } from './engine.ts';
import { store } from './store.ts';
import type { Copy, Draft, Merged, ProblemBody, StoredFile } from './types.ts';

const TYPING_MS = 120;
const SEND_MS = 1500;
/** Someone who types without a pause is still sent now and then. */
const LONGEST_MS = 6000;
const BACKOFF_MS = [2000, 4000, 8000, 15000, 30000];

export type Phase = 'idle' | 'waiting' | 'sending' | 'offline' | 'signed_out' | 'refused';
export interface View {
  phase: Phase;
  onDevice: Date | null;
  onServer: Date | null;
  deviceFailed: boolean;
  files: number;
  refusedFiles: number;
  problem: ProblemBody | null;
  fileProblems: Readonly<Record<string, ProblemBody>>;
}

export class Sync {
  readonly view: View = shallowReactive<View>({ phase: 'idle', onDevice: null, onServer: null, deviceFailed: false, files: 0, refusedFiles: 0, problem: null, fileProblems: {} });
  onMerged: (merged: Merged) => void = () => undefined;
  private at = '';
  private saveTimer = 0;
  private sendTimer = 0;
  private askedAt = 0;
  private failures = 0;
  private busy = false;
  private stopped = false;
  private saving: Promise<unknown> = Promise.resolve();
  /** Compared with the engine's own writing: a draft read back may be the same answers in other words. */
  private known: string;

  constructor(private readonly api: Api, private readonly filling: Filling, private draft: Draft, private readonly device: string) {
    this.at = draft.at;
    this.known = filling.xml;
    if (draft.ackedAt && !this.unsent) this.view.onServer = new Date(draft.ackedAt);
    filling.changed = (settled) => this.touch(settled);
    addEventListener('online', () => this.sendSoon(0));
    addEventListener('pagehide', () => this.leave());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.leave() : this.sendSoon(0)));
  }

  get instanceId(): string {
    return this.draft.instanceId;
  }

  get sequence(): number {
    return this.draft.sequence;
  }

  get unsent(): boolean {
    return this.draft.sequence > this.draft.acked;
  }

  /** Sends what an earlier page left behind. */
  async resume(): Promise<void> {
    await this.countFiles();
    if (this.unsent || this.view.files > 0) this.sendSoon(0);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.sendTimer);
  }

  touch(settled: boolean): void {
    if (this.stopped) return;
    this.at = new Date().toISOString();
    if (settled) queueMicrotask(() => this.save());
    else if (!this.saveTimer) this.saveTimer = window.setTimeout(() => this.save(), TYPING_MS);
  }

  /** Synchronous up to the write itself, so that it also works while the page goes away. */
  save(): Promise<unknown> {
    clearTimeout(this.saveTimer);
    this.saveTimer = 0;
    const xml = this.filling.xml;
    if (xml === this.known) return this.saving;
    this.known = xml;
    this.draft = { ...this.draft, xml, at: this.at, sequence: this.draft.sequence + 1 };
    this.saving = store.putDraft(this.draft).then(
      () => Object.assign(this.view, { onDevice: new Date(), deviceFailed: false }),
      () => (this.view.deviceFailed = true),
    );
    if (this.view.phase === 'idle') this.view.phase = 'waiting';
    if (!this.failures) this.sendSoon(SEND_MS);
    return this.saving;
  }

  async flush(): Promise<void> {
    await this.save();
    if (this.view.phase !== 'refused') await this.send();
  }

  private leave(): void {
    if (this.stopped) return;
    void this.save();
    if (this.unsent && !this.busy && this.view.phase !== 'refused') void this.send(true);
  }

  private sendSoon(ms: number): void {
    if (this.stopped || this.view.phase === 'refused') return;
    const now = Date.now();
    this.askedAt ||= now;
    clearTimeout(this.sendTimer);
    this.sendTimer = window.setTimeout(() => void this.send(), Math.max(0, Math.min(ms, this.askedAt + Math.max(ms, LONGEST_MS) - now)));
  }

  async send(leaving = false): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.askedAt = 0;
    try {
      if (this.unsent) await this.sendDraft(leaving);
      if (!leaving) await this.sendFiles();
      this.failures = 0;
      this.view.phase = this.unsent ? 'waiting' : 'idle';
      if (this.unsent) this.sendSoon(SEND_MS);
    } catch (error) {
      this.failed(error);
    } finally {
      this.busy = false;
    }
  }

  private failed(error: unknown): void {
    if (error instanceof Refused) {
      Object.assign(this.view, { phase: 'refused', problem: error.problem });
      return;
    }
    if (!(error instanceof Unreachable) && !(error instanceof SignedOut)) console.error(error);
    this.failures += 1;
    this.view.phase = error instanceof SignedOut ? 'signed_out' : 'offline';
    this.sendSoon(BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length) - 1] ?? SEND_MS);
  }

  private async sendDraft(leaving: boolean): Promise<void> {
    const { instanceId, sequence, xml, at } = this.draft;
    if (this.view.phase !== 'offline') this.view.phase = 'sending';
    const saved = await this.api.putDraft({ instance_id: instanceId, sequence, xml, device: this.device, at }, leaving);
    this.draft = { ...this.draft, acked: Math.max(this.draft.acked, sequence), ackedAt: saved.saved_at };
    this.view.onServer = new Date(saved.saved_at);
    this.onMerged(saved);
    await store.putDraft(this.draft);
  }
  async addFile(file: Omit<StoredFile, 'key' | 'sent'>): Promise<void> {
    await store.putFile({ ...file, key: this.draft.key, sent: false });
    await this.countFiles();
    if (!this.failures) this.sendSoon(SEND_MS);
  }

  async dropFile(id: string): Promise<void> {
    await store.dropFile(id);
    const { [id]: _, ...others } = this.view.fileProblems;
    this.view.fileProblems = others;
    await this.countFiles();
  }

  private async countFiles(): Promise<StoredFile[]> {
    const unsent = (await store.files(this.draft.key)).filter((file) => !file.sent);
    const waiting = unsent.filter((file) => !this.view.fileProblems[file.id]);
    Object.assign(this.view, { files: waiting.length, refusedFiles: unsent.length - waiting.length });
    return waiting;
  }

  private async sendFiles(): Promise<void> {
    for (const file of await this.countFiles()) {
      try {
        await this.api.putFile(file.id, file.blob, file.name, file.question, file.caption);
        // Not if she has taken it away meanwhile.
        if (await store.file(file.id)) await store.putFile({ ...file, sent: true });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.view.fileProblems = { ...this.view.fileProblems, [file.id]: error.problem };
      }
    }
    await this.countFiles();
  }

  /** After a refusal: number my draft above the server's and send it again. */
  async insist(): Promise<void> {
    const { me } = await this.api.state();
    if (me.xml) await store.setAside({ ...this.draft, xml: me.xml, sequence: me.sequence }, 'device chosen');
    this.draft = { ...this.draft, instanceId: me.instance_id ?? this.draft.instanceId, sequence: Math.max(me.sequence, this.draft.sequence) + 1 };
    await store.putDraft(this.draft);
    Object.assign(this.view, { phase: 'waiting', problem: null });
    await this.send();
  }

  /** After a refusal: set my draft aside on this device and go on with the server's. */
  async giveWay(): Promise<void> {
    const { me } = await this.api.state();
    if (!me.xml || !me.instance_id) return this.insist();
    this.stop();
    await this.saving;
    await store.setAside(this.draft, 'server chosen');
    await store.putDraft({ ...this.draft, instanceId: me.instance_id, sequence: me.sequence, acked: me.sequence, xml: me.xml });
    location.reload();
  }

  /** Goes on with a copy that had been set aside; the present draft takes its place there. */
  async adopt(copy: Copy): Promise<void> {
    await this.save();
    this.stop();
    await store.setAside(this.draft, 'copy chosen');
    await store.putDraft({ ...this.draft, xml: copy.xml, at: copy.at, sequence: Math.max(this.draft.sequence, copy.sequence) + 1 });
    await store.seen(copy);
    location.reload();
  }
}
