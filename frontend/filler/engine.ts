// The XForms engine, wrapped: load, restore, serialise, change.
import { loadForm, type AnyNode, type RootNode } from '@getodk/xforms-engine';
import { shallowReactive } from '@vue/reactivity';
import type { Lang } from './types.ts';

// The engine's states are flat and replaced property by property, so the shallow kind is enough.
const config = { stateFactory: shallowReactive };

/** The name of a node in the form, without the place of a repeat. */
export function nameOf(node: AnyNode): string {
  const last = node.currentState.reference.split('/').pop() ?? '';
  return last.replace(/\[\d+\]$/, '');
}

export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return (node.currentState.children as readonly AnyNode[] | null) ?? [];
}

export function valueOf(node: AnyNode): string {
  return (node.currentState as { instanceValue?: string }).instanceValue ?? '';
}

export function labelOf(node: AnyNode): string {
  return node.currentState.label?.asString ?? '';
}

export function hintOf(node: AnyNode): string {
  return node.currentState.hint?.asString ?? '';
}

function instanceData(xml: string): FormData {
  const data = new FormData();
  data.set('xml_submission_file', new File([xml], 'xml_submission_file', { type: 'text/xml' }));
  return data;
}

export class Filling {
  /** Called after every change by the person; `settled` is false while she is still typing. */
  changed: (settled: boolean) => void = () => undefined;

  private constructor(readonly root: RootNode) {}

  static async load(formXml: string, draftXml: string | null): Promise<Filling> {
    const form = await loadForm(formXml, { fetchFormAttachment: () => Promise.reject(new Error('no attachments')) });
    if (form.status === 'failure') throw form.error;
    const instance = draftXml
      ? await form.restoreInstance({ data: [instanceData(draftXml) as never] }, config)
      : form.createInstance(config);
    return new Filling(instance.root);
  }

  get xml(): string {
    return this.root.instanceState.instanceXML;
  }

  get instanceId(): string {
    const meta = childrenOf(this.root).find((node) => nameOf(node) === 'meta');
    const id = meta && childrenOf(meta).find((node) => nameOf(node) === 'instanceID');
    return id ? valueOf(id).replace(/^uuid:/, '') : '';
  }

  setLanguage(lang: Lang): void {
    const found = this.root.languages.find((l) => !l.isSyntheticDefault && (l.locale?.language === lang || l.language.endsWith(`(${lang})`)));
    if (found && !found.isSyntheticDefault) this.root.setLanguage(found);
  }

  set(node: AnyNode, value: string | readonly string[] | null, settled = true): void {
    if (node.nodeType === 'select') node.selectValues(Array.isArray(value) ? value : value ? [value as string] : []);
    else if (node.nodeType === 'trigger') node.setValue(value === 'OK');
    else if ('setValue' in node) (node.setValue as (v: unknown) => void)(value || (node.valueType === 'string' ? '' : null));
    this.changed(settled);
  }

  addInstance(range: AnyNode): void {
    if (range.nodeType !== 'repeat-range:uncontrolled') return;
    // Without arguments: an index of one with one instance there throws.
    range.addInstances();
    this.changed(true);
  }

  removeInstance(range: AnyNode, index: number): void {
    if (range.nodeType !== 'repeat-range:uncontrolled') return;
    range.removeInstances(index, 1);
    this.changed(true);
  }
}
