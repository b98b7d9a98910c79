// Which questions are in view: the search, the "only open" switch, the gates.
import type { Ctx } from '../context.ts';
import { labelOf } from '../engine.ts';
import { fold } from '../i18n.ts';
import { isQuestion, type Cluster, type Item, type Point, type Question } from '../model.ts';
import { labelText } from '../nodes/question.ts';

function contains(question: Question, words: readonly string[]): boolean {
  const text = fold([question.facts?.code, question.name, labelText(question), ...(question.facts?.legal.en ?? []), ...(question.facts?.legal.vi ?? [])].join(' '));
  return words.every((word) => text.includes(word));
}

export class Filter {
  constructor(private readonly ctx: Ctx) {}

  get words(): readonly string[] {
    return fold(this.ctx.look.query).split(/\s+/).filter(Boolean);
  }

  get searching(): boolean {
    return this.words.length > 0;
  }

  private seen(question: Question): boolean {
    const { look, progress } = this.ctx;
    if (progress.status(question) === 'closed') return false;
    if (this.searching && !contains(question, this.words)) return false;
    if (!look.openOnly) return true;
    if (question.derived) return question.details.some((detail) => this.seen(detail));
    return look.kept.has(question.name) || progress.isOpen(question);
  }

  items(point: Point): readonly Item[] {
    return point.items.filter((item) => {
      if (isQuestion(item)) return this.seen(item);
      if (!item.range.currentState.relevant || this.ctx.look.openOnly) return false;
      return !this.searching || this.words.every((word) => fold(labelOf(item.range)).includes(word));
    });
  }

  clusters(): readonly Cluster[] {
    const { look, model } = this.ctx;
    return this.searching ? model.clusters.filter((cluster) => cluster.points.some((point) => this.items(point).length > 0)) : model.clusters.filter((cluster) => cluster.code === look.cluster);
  }

  found(): number {
    return this.ctx.model.clusters.reduce((sum, cluster) => sum + cluster.points.reduce((n, point) => n + this.items(point).length, 0), 0);
  }

  /** Remembers what is open now, so that a card does not vanish under the hand that answers it. */
  keep(): void {
    const { look, model, progress } = this.ctx;
    look.kept = new Set([...model.questions.values()].filter((question) => progress.isOpen(question)).map((question) => question.name));
  }

  nextOpen(): Cluster | undefined {
    const { look, model, progress } = this.ctx;
    const at = model.clusters.findIndex((cluster) => cluster.code === look.cluster);
    const round = [...model.clusters.slice(at + 1), ...model.clusters.slice(0, at)];
    return round.find((cluster) => { const count = progress.count(cluster); return count.done < count.total; });
  }
}
