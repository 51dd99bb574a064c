import { addScript } from '../addScript.ts';

/** Wires the page's search buttons and the `/` key: the dialog opens at once; its style and what searches are loaded then. */
export function startSearch(): void {
  const dialog = document.getElementById('search');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const open = () => {
    load(dialog);
    dialog.showModal();
    dialog.querySelector('input')?.select();
  };
  for (const button of document.querySelectorAll('[data-opens-search]')) {
    button.addEventListener('pointerenter', () => load(dialog));
    button.addEventListener('click', open);
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.composedPath()[0]))
      return;
    event.preventDefault();
    open();
  });
}

/** Adds the style and the script to the page, once. */
function load(dialog: HTMLDialogElement): void {
  const { style } = dialog.dataset;
  if (style === undefined) return;
  delete dialog.dataset.style;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
  addScript(new URL('./wireSearch.ts', import.meta.url).href);
}

/** `target` is the innermost one: an editor stands in a shadow root. */
function isTyping(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
