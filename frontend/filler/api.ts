// The only module that talks to the server. Filling needs none of it.
import { t } from './i18n.ts';
import type { Merged, ProblemBody, Saved, State } from './types.ts';

/** The server could not be reached, or is in trouble: worth trying again. */
export class Unreachable extends Error {}
/** The session has ended: worth trying again after signing in. */
export class SignedOut extends Error {}
/** The server said no, and why: not worth trying again unchanged. */
export class Refused extends Error {
  constructor(readonly problem: ProblemBody, readonly status: number) {
    super(problem.title);
  }
}

function csrf(): string {
  const cookie = document.cookie.match(/(?:^|; )(?:__Secure-|__Host-)?csrftoken=([^;]+)/)?.[1];
  return cookie ?? document.getElementById('filler')?.dataset['csrf'] ?? '';
}

export class Api {
  constructor(readonly base: string) {}

  private async call(path: string, init: RequestInit = {}, seconds = 20): Promise<Response> {
    const patience = AbortSignal.timeout(seconds * 1000);
    const headers: Record<string, string> = { Accept: 'application/json', ...(init.headers as Record<string, string>) };
    if (init.method) headers['X-CSRFToken'] = csrf();
    let response: Response;
    try {
      response = await fetch(this.base + path, { credentials: 'same-origin', redirect: 'manual', signal: patience, ...init, headers });
    } catch {
      throw new Unreachable();
    }
    if (response.ok) return response;
    if (response.type === 'opaqueredirect' || response.status === 401) throw new SignedOut();
    if (response.status >= 500 || response.status === 408 || response.status === 429) throw new Unreachable();
    const body = (await response.json().catch(() => null)) as { problem?: ProblemBody } | null;
    if (!body?.problem && response.status === 403) throw new SignedOut();
    throw new Refused(body?.problem ?? { number: response.status, title: t('notTaken'), detail: '', todo: '' }, response.status);
  }

  private async json<T>(path: string, init: RequestInit = {}, seconds?: number): Promise<T> {
    const response = await this.call(path, init, seconds);
    try {
      return (await response.json()) as T;
    } catch {
      throw new Unreachable();
    }
  }

  state(): Promise<State> {
    return this.json('state.json');
  }

  async form(): Promise<string> {
    return (await this.call('form.xml', { headers: { Accept: 'application/xml' } }, 60)).text();
  }

  putDraft(body: Readonly<Record<string, unknown>>, leaving = false): Promise<Saved> {
    const text = JSON.stringify(body);
    // A request that outlives the page may carry at most 64 kB.
    const keepalive = leaving && text.length < 60_000;
    return this.json('draft', { method: 'PUT', body: text, keepalive, headers: { 'Content-Type': 'application/json' } });
  }

  async putFile(id: string, file: Blob, name: string, question: string, caption: string): Promise<void> {
    const form = new FormData();
    form.set('question', question);
    form.set('caption', caption);
    form.set('file', file, name);
    await this.call(`attachments/${id}`, { method: 'PUT', body: form }, 180);
  }

  fileUrl(id: string): string {
    return `${this.base}attachments/${id}`;
  }

  async finish(): Promise<void> {
    await this.call('finish', { method: 'POST' });
  }

  async resolve(question: string, answerFrom: string): Promise<Merged> {
    return this.json('resolve', { method: 'POST', body: JSON.stringify({ question, answer_from: answerFrom }), headers: { 'Content-Type': 'application/json' } });
  }
}
