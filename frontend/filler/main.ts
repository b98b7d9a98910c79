import './styles/index.css';
import { SignedOut, Api } from './api.ts';
import { boot, CannotRestore, NothingHere } from './boot.ts';
import { startLanguage, t } from './i18n.ts';
import { h } from './ui/dom.ts';
import { download } from './ui/notices.ts';

function fault(error: unknown): HTMLElement {
  console.error(error);
  const restore = error instanceof CannotRestore ? error : null;
  const text = restore ? t('cannotRestore') : error instanceof NothingHere ? t('cannotOpenHelp') : error instanceof SignedOut ? t('signedOut') : error instanceof Error ? error.message : '';
  return h('div', { class: 'ft-fault', role: 'alert' },
    h('h1', null, t('cannotOpen')), h('p', null, text),
    h('div', { class: 'ft-row' },
      h('button', { type: 'button', class: 'ft-button ft-strong', onclick: () => location.reload() }, t('retry')),
      restore ? h('button', { type: 'button', class: 'ft-button', onclick: () => download('draft.xml', restore.xml) }, t('download')) : null));
}

const root = document.getElementById('filler');
if (root) {
  startLanguage(root.dataset['lang']);
  root.classList.add('ft');
  root.classList.toggle('ft-nested', root.closest('main') !== null);
  root.replaceChildren(h('p', { class: 'ft-loading', role: 'status' }, t('loading')));
  const base = new URL(root.dataset['base'] ?? './', location.href).pathname;
  boot(new Api(base), root).then(
    (app) => {
      root.replaceChildren(app);
      performance.mark('filler-usable');
    },
    (error: unknown) => root.replaceChildren(fault(error)),
  );
}
