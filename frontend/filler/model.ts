// The form as the assessor sees it: clusters, compliance points, questions; without the two repeats that carry findings and files.
import type { AnyNode } from '@getodk/xforms-engine';
import { childrenOf, labelOf, nameOf, type Filling } from './engine.ts';
import type { Facts, Lang, State, Words } from './types.ts';

export interface Question {
  readonly name: string;
  readonly node: AnyNode;
  readonly facts: Facts | null;
  readonly cluster: Cluster;
  readonly derived: boolean;
  readonly details: Question[];
  readonly opens: Question[];
}
export interface Repeat {
  readonly name: string;
  readonly range: AnyNode;
}
export type Item = Question | Repeat;
export interface Point {
  readonly code: string;
  readonly node: AnyNode | null;
  readonly words: Words | null;
  readonly items: Item[];
}
export interface Cluster {
  readonly code: string;
  readonly node: AnyNode | null;
  readonly words: Words | null;
  readonly points: Point[];
}
export interface Model {
  readonly clusters: readonly Cluster[];
  readonly questions: ReadonlyMap<string, Question>;
  readonly finding: AnyNode | null;
  readonly attachment: AnyNode | null;
}

export const isQuestion = (item: Item): item is Question => 'derived' in item;

export function title(of: { readonly node: AnyNode | null; readonly words: Words | null; readonly code: string }, lang: Lang): string {
  return (of.node ? labelOf(of.node) : '') || of.words?.[lang] || of.code;
}

export function buildModel(filling: Filling, state: State): Model {
  const questions = new Map<string, Question>();
  const clusters: Cluster[] = [];
  const parents = new Set(Object.values(state.questions).map((facts) => facts.parent));
  let finding: AnyNode | null = null;
  let attachment: AnyNode | null = null;

  function question(node: AnyNode, cluster: Cluster): Question | null {
    const name = nameOf(node);
    const facts = state.questions[name] ?? null;
    if (node.nodeType === 'model-value' && !facts) return null;
    const derived = parents.has(name) || node.nodeType === 'model-value';
    const made: Question = { name, node, facts, cluster, derived, details: [], opens: [] };
    questions.set(name, made);
    return made;
  }

  function fill(node: AnyNode, cluster: Cluster, point: Point): void {
    for (const child of childrenOf(node)) {
      if (child.nodeType === 'group') {
        const words = state.clusters.find((c) => c.code === cluster.code)?.points.find((p) => p.code === nameOf(child))?.label ?? null;
        const inner: Point = { code: nameOf(child), node: child, words, items: [] };
        cluster.points.push(inner);
        fill(child, cluster, inner);
      } else if (child.nodeType.startsWith('repeat-range')) point.items.push({ name: nameOf(child), range: child });
      else {
        const made = question(child, cluster);
        if (made) point.items.push(made);
      }
    }
  }

  function addCluster(node: AnyNode | null, code: string): [Cluster, Point] {
    const words = state.clusters.find((c) => c.code === code)?.label ?? null;
    const cluster: Cluster = { code, node, words, points: [] };
    const loose: Point = { code: `${code}:`, node: null, words: null, items: [] };
    cluster.points.push(loose);
    clusters.push(cluster);
    return [cluster, loose];
  }

  const [general, generalPoint] = addCluster(null, 'general');
  for (const node of childrenOf(filling.root)) {
    const name = nameOf(node);
    if (name === 'finding') finding = node;
    else if (name === 'attachment') attachment = node;
    else if (name === 'meta') continue;
    else if (node.nodeType === 'group') fill(node, ...addCluster(node, name));
    else if (node.nodeType.startsWith('repeat-range')) generalPoint.items.push({ name, range: node });
    else {
      const made = question(node, general);
      if (made) generalPoint.items.push(made);
    }
  }
  for (const made of questions.values()) {
    questions.get(made.facts?.parent ?? '')?.details.push(made);
    questions.get(made.facts?.gate ?? '')?.opens.push(made);
  }
  for (const cluster of clusters) cluster.points.splice(0, Infinity, ...cluster.points.filter((point) => point.items.length > 0));
  return { clusters: clusters.filter((cluster) => cluster.points.length > 0), questions, finding, attachment };
}
