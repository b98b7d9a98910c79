// Elements without a framework. A function as property or child is read again whenever what it read changes.
import type { EffectScope } from '@vue/reactivity';
import { ownScope, untracked, watch } from './reactive.ts';

export type Child = Node | string | number | null | undefined | false | readonly Child[] | (() => Child);
export type Props = Record<string, unknown>;

const AS_PROPERTY = new Set(['value', 'checked', 'open', 'max', 'hidden']);

function set(element: Element, key: string, value: unknown): void {
  if (AS_PROPERTY.has(key)) {
    if ((element as unknown as Props)[key] !== value) (element as unknown as Props)[key] = value;
  } else if (value === false || value === null || value === undefined) element.removeAttribute(key);
  else element.setAttribute(key, value === true ? '' : String(value));
}

function apply(element: Element, props: Props | null | undefined): void {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value as EventListener);
    else if (typeof value === 'function') watch(() => set(element, key, (value as () => unknown)()));
    else set(element, key, value);
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  apply(element, props);
  for (const child of children) append(element, child);
  return element;
}

export function svg(tag: string, props: Props, ...children: Element[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  apply(element, props);
  element.append(...children);
  return element;
}

export function append(parent: Node, child: Child): void {
  if (Array.isArray(child)) for (const one of child) append(parent, one as Child);
  else if (typeof child === 'function') region(parent, child);
  else if (child instanceof Node) parent.appendChild(child);
  else if (child !== null && child !== undefined && child !== false) parent.appendChild(document.createTextNode(String(child)));
}

function clearBetween(start: Node, end: Node): void {
  while (start.nextSibling && start.nextSibling !== end) start.nextSibling.remove();
}

function region(parent: Node, read: () => Child): void {
  const start = parent.appendChild(document.createComment(''));
  const end = parent.appendChild(document.createComment(''));
  let scope: EffectScope | undefined;
  watch(() => {
    scope?.stop();
    scope = ownScope();
    const value = scope.run(read);
    const only = start.nextSibling;
    if ((typeof value === 'string' || typeof value === 'number') && only instanceof Text && only.nextSibling === end) {
      if (only.data !== String(value)) only.data = String(value);
      return;
    }
    clearBetween(start, end);
    const fresh = document.createDocumentFragment();
    scope.run(() => untracked(() => append(fresh, value)));
    end.parentNode?.insertBefore(fresh, end);
  });
}

/** Builds when the condition becomes true, takes away when it becomes false; what is built does not depend on the rest of the condition. */
export function when(condition: () => unknown, build: () => Child, otherwise?: () => Child): () => Child {
  let last: boolean | undefined;
  return () => {
    last = Boolean(condition());
    return untracked(() => (last ? build() : otherwise?.()));
  };
}

/** A keyed list: nodes of keys that stay are kept, with their focus. */
export function each<T>(items: () => readonly T[], key: (item: T) => unknown, build: (item: T) => Node): Node {
  const holder = document.createDocumentFragment();
  const end = holder.appendChild(document.createComment(''));
  const kept = new Map<unknown, { node: Node; scope: EffectScope }>();
  watch(() => {
    const wanted = items();
    const keys = new Set(wanted.map(key));
    for (const [id, { node, scope }] of kept) {
      if (keys.has(id)) continue;
      scope.stop();
      node.parentNode?.removeChild(node);
      kept.delete(id);
    }
    let before: Node = end;
    for (let i = wanted.length - 1; i >= 0; i--) {
      const item = wanted[i] as T;
      let entry = kept.get(key(item));
      if (!entry) {
        const scope = ownScope();
        entry = { scope, node: scope.run(() => untracked(() => build(item))) as Node };
        kept.set(key(item), entry);
      }
      if (entry.node.nextSibling !== before || entry.node.parentNode !== before.parentNode) before.parentNode?.insertBefore(entry.node, before);
      before = entry.node;
    }
  });
  return holder;
}
