// What is open, what is done, and what does not count. A closed gate takes its questions out of every denominator.
import { computed, type ComputedRef } from '@vue/reactivity';
import { valueOf } from './engine.ts';
import type { Findings } from './findings.ts';
import { isQuestion, type Cluster, type Model, type Question } from './model.ts';
import type { Answer, Merged } from './types.ts';

/** `evidence`: answered as non-compliant, but the evidence is still to be written. */
export type Status = 'closed' | 'uncounted' | 'optional' | 'open' | 'evidence' | 'wrong' | 'done';
export interface Count {
  readonly done: number;
  readonly total: number;
}

export type Outcome = 'compliant' | 'non_compliant' | 'not_applicable' | null;

export function outcome(question: Question, value: string): Outcome {
  if (!question.facts?.compliant || question.facts.kind !== 'compliance') return null;
  if (value === 'na') return 'not_applicable';
  if (value !== 'yes' && value !== 'no') return null;
  return value === question.facts.compliant ? 'compliant' : 'non_compliant';
}

export class Progress {
  private readonly statuses = new Map<string, ComputedRef<Status>>();
  private readonly counts = new Map<string, ComputedRef<Count>>();

  constructor(
    readonly model: Model,
    private readonly findings: Findings,
    private readonly merged: Merged,
    private readonly me: () => string,
    private readonly evidenceRequired: boolean,
  ) {
    for (const question of model.questions.values()) this.statuses.set(question.name, computed(() => this.judge(question)));
    for (const cluster of model.clusters) this.counts.set(cluster.code, computed(() => this.countOf(cluster)));
  }

  status(question: Question): Status {
    return this.statuses.get(question.name)?.value ?? 'uncounted';
  }

  isOpen(question: Question): boolean {
    const status = this.status(question);
    return status === 'open' || status === 'evidence' || status === 'wrong';
  }

  count(cluster: Cluster): Count {
    return this.counts.get(cluster.code)?.value ?? { done: 0, total: 0 };
  }

  readonly overall = computed<Count>(() => {
    let done = 0;
    let total = 0;
    for (const cluster of this.model.clusters) {
      const count = this.count(cluster);
      done += count.done;
      total += count.total;
    }
    return { done, total };
  });

  /** What the other assessors answered: where we disagree all of it, else the answer that counts when it is not mine. */
  others(name: string): readonly Answer[] {
    const conflict = this.merged.conflicts.find((one) => one.question === name);
    const answers = conflict?.answers ?? (this.merged.answers[name] ? [this.merged.answers[name]] : []);
    // A parent's merged answer belongs to no one.
    return answers.filter((answer) => answer.instance_id !== null && answer.instance_id !== this.me());
  }

  private judge(question: Question): Status {
    const { node, facts } = question;
    if (!node.currentState.relevant) return 'closed';
    if (question.derived || node.nodeType === 'note' || node.currentState.readonly) return 'uncounted';
    const value = valueOf(node);
    const violation = (node.validationState as { violation?: { condition: string } | null }).violation;
    if (violation?.condition === 'constraint') return 'wrong';
    const optional = (facts?.kind ?? 'information') === 'information' && !node.currentState.required;
    if (optional) return 'optional';
    if (!value) return this.others(question.name).length > 0 ? 'done' : 'open';
    if (this.needsEvidence(question)) return 'evidence';
    return 'done';
  }

  needsEvidence(question: Question): boolean {
    return this.evidenceRequired && !question.derived && outcome(question, valueOf(question.node)) === 'non_compliant' &&
      this.findings.get(question.name, 'evidence').trim() === '';
  }

  private countOf(cluster: Cluster): Count {
    let done = 0;
    let total = 0;
    for (const point of cluster.points)
      for (const item of point.items) {
        if (!isQuestion(item)) continue;
        const status = this.status(item);
        if (status === 'done') done += 1;
        if (status === 'done' || this.isOpen(item)) total += 1;
      }
    return { done, total };
  }
}
