// Photos and documents: made small, kept on the device, sent when there is a connection.
import { ref, onScopeDispose } from '@vue/reactivity';
import type { Ctx } from '../context.ts';
import type { Attached } from '../findings.ts';
import { t } from '../i18n.ts';
import type { Question } from '../model.ts';
import { prepare, TooLarge } from '../photos.ts';
import { store, uuid } from '../store.ts';
import { each, h, when, type Child } from '../ui/dom.ts';
import { icon } from '../ui/icons.ts';
import { sentence } from '../ui/problem.ts';
import { follow } from './input.ts';

/** What the server takes (`base.files.receive`). */
const TAKEN = 'image/*,.pdf,.xlsx,.docx';

const isPhoto = (name: string) => /\.(jpe?g|png|webp|gif)$/i.test(name);

function tile(ctx: Ctx, one: Attached): HTMLElement {
  const url = ref('');
  const gone = ref(false);
  // The device's own copy first: it is there without a connection.
  void store.file(one.id).then((file) => {
    if (!gone.value) url.value = file ? URL.createObjectURL(file.blob) : ctx.api.fileUrl(one.id);
  });
  onScopeDispose(() => {
    gone.value = true;
    if (url.value.startsWith('blob:')) URL.revokeObjectURL(url.value);
  });
  const id = `a-${one.id}`;
  const caption = h('input', {
    id, class: 'ft-field', type: 'text', maxlength: 200, placeholder: () => t('caption'), 'aria-label': () => t('caption'), disabled: () => ctx.readonly.value !== '',
    oninput: () => ctx.attachments.caption(one, caption.value, false), onchange: () => ctx.attachments.caption(one, caption.value, true),
  });
  follow(caption, () => ctx.attachments.of(one.question).find((now) => now.id === one.id)?.caption ?? '');
  const said = () => {
    const problem = ctx.sync.view.fileProblems[one.id];
    return problem ? `${sentence(problem)} ${problem.todo}` : '';
  };
  return h('li', { class: 'ft-tile' },
    isPhoto(one.file)
      ? h('a', { href: () => url.value || null, target: '_blank', rel: 'noopener', class: 'ft-thumb' }, h('img', { src: () => url.value || null, alt: () => caption.value || t('caption'), loading: 'lazy' }))
      : h('a', { href: () => url.value || null, download: one.file, class: 'ft-thumb ft-thumb-file' }, icon('file'), h('span', null, one.file.split('.').pop()?.toUpperCase())),
    h('div', { class: 'ft-tile-side' },
      caption,
      h('p', { class: 'ft-wrong', role: 'alert' }, () => said()),
      h('button', { type: 'button', class: 'ft-quiet ft-remove', hidden: () => ctx.readonly.value !== '', onclick: () => { ctx.attachments.remove(one); void ctx.sync.dropFile(one.id); } }, icon('close'), () => t('remove'))));
}

/** Files of the other assessors, as links: they are theirs to change. */
export function theirs(ctx: Ctx, question: Question): Child {
  const mine = () => new Set(ctx.attachments.of(question.name).map((one) => one.id));
  const files = (ctx.state.attachments ?? []).filter((file) => file.question === question.name && file.by !== ctx.state.me.name && !mine().has(file.id));
  return files.length === 0 ? null : h('ul', { class: 'ft-plain ft-their-files' }, files.map((file) =>
    h('li', null, h('a', { class: 'ft-quiet', href: ctx.api.fileUrl(file.id), target: '_blank', rel: 'noopener' },
      icon(isPhoto(file.name) ? 'camera' : 'file'), () => t('theirFile', { by: file.by, what: file.caption || file.name })))));
}

export function attached(ctx: Ctx, question: Question): HTMLElement {
  const failed = ref('');
  async function take(event: Event): Promise<void> {
    const picker = event.target as HTMLInputElement;
    failed.value = '';
    for (const file of picker.files ?? []) {
      try {
        const { blob, extension } = await prepare(file);
        const id = uuid();
        // The file first: a record without its file would promise what nobody has.
        await ctx.sync.addFile({ id, question: question.name, caption: '', name: `${id}.${extension}`, blob });
        ctx.attachments.add(question.name, id, extension);
      } catch (error) {
        failed.value = t(error instanceof TooLarge ? 'tooLarge' : 'fileFailed', { name: file.name });
      }
    }
    picker.value = '';
  }
  const picker = (kind: 'camera' | 'file', accept: string | null) => {
    const id = `p-${question.name}-${kind}`;
    return [
      h('input', { id, type: 'file', class: 'ft-visually-hidden ft-picker', accept, multiple: true, onchange: (event: Event) => void take(event) }),
      h('label', { for: id, class: 'ft-button ft-small' }, icon(kind), () => t(kind === 'camera' ? 'addPhoto' : 'addDocument')),
    ];
  };
  return h('div', { class: 'ft-attached' },
    h('ul', { class: 'ft-plain ft-tiles' }, each(() => ctx.attachments.of(question.name), (one) => one.id, (one) => tile(ctx, one))),
    when(() => ctx.readonly.value === '', () => h('div', { class: 'ft-pickers' }, picker('camera', 'image/*'), picker('file', TAKEN))),
    h('p', { class: 'ft-wrong', role: 'alert' }, () => failed.value));
}
