// The two top-level repeats, keyed by the question they belong to, so that no one meets a raw repeat.
import type { AnyNode } from '@getodk/xforms-engine';
import { computed } from '@vue/reactivity';
import { childrenOf, nameOf, valueOf, type Filling } from './engine.ts';

export type FindingField = 'evidence' | 'workers' | 'cause' | 'private';
export interface Attached {
  readonly id: string;
  readonly question: string;
  readonly caption: string;
  readonly file: string;
  readonly instance: AnyNode;
}

const field = (instance: AnyNode, name: string): AnyNode | undefined => childrenOf(instance).find((node) => nameOf(node) === name);
const read = (instance: AnyNode, name: string): string => {
  const node = field(instance, name);
  return node ? valueOf(node) : '';
};

export class Findings {
  private readonly byQuestion = computed(() => {
    const found = new Map<string, AnyNode>();
    for (const instance of this.range ? childrenOf(this.range) : []) {
      const question = read(instance, 'finding_question');
      if (question && !found.has(question)) found.set(question, instance);
    }
    return found;
  });

  constructor(private readonly filling: Filling, private readonly range: AnyNode | null) {}

  get(question: string, name: FindingField): string {
    const instance = this.byQuestion.value.get(question);
    return instance ? read(instance, `finding_${name}`) : '';
  }

  set(question: string, name: FindingField, value: string, settled: boolean): void {
    const known = this.byQuestion.value.get(question);
    if (!known && !value) return;
    const instance = known ?? takeBlank(this.filling, this.range, 'finding_question', question);
    const node = instance && field(instance, `finding_${name}`);
    if (node) this.filling.set(node, value, settled);
  }

  has(question: string): boolean {
    return (['evidence', 'workers', 'cause', 'private'] as const).some((name) => this.get(question, name) !== '');
  }
}

/** The engine starts a repeat with one blank instance: use that one first. */
function takeBlank(filling: Filling, range: AnyNode | null, key: string, question: string): AnyNode | null {
  if (!range) return null;
  const blank = (): AnyNode | undefined => childrenOf(range).find((instance) => !read(instance, key));
  if (!blank()) filling.addInstance(range);
  const instance = blank() ?? null;
  const node = instance && field(instance, key);
  if (node) filling.set(node, question, false);
  return instance;
}

export class Attachments {
  private readonly all = computed<readonly Attached[]>(() =>
    (this.range ? childrenOf(this.range) : [])
      .map((instance) => ({
        id: read(instance, 'attachment_id'),
        question: read(instance, 'attachment_question'),
        caption: read(instance, 'attachment_caption'),
        file: read(instance, 'attachment_file'),
        instance,
      }))
      .filter((attached) => attached.id !== ''),
  );

  constructor(private readonly filling: Filling, private readonly range: AnyNode | null) {}

  of(question: string): readonly Attached[] {
    return this.all.value.filter((attached) => attached.question === question);
  }

  add(question: string, id: string, extension: string): void {
    const instance = takeBlank(this.filling, this.range, 'attachment_id', id);
    if (!instance) throw new Error('This form takes no attachments.');
    for (const [name, value] of Object.entries({ question, file: `${id}.${extension}` })) {
      const node = field(instance, `attachment_${name}`);
      if (node) this.filling.set(node, value);
    }
  }

  caption(attached: Attached, text: string, settled: boolean): void {
    const node = field(attached.instance, 'attachment_caption');
    if (node) this.filling.set(node, text, settled);
  }

  remove(attached: Attached): void {
    if (!this.range) return;
    const index = childrenOf(this.range).indexOf(attached.instance);
    if (index >= 0) this.filling.removeInstance(this.range, index);
  }
}
