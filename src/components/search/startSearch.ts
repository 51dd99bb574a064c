/** Wires the header's search button and the `/` key: the dialog opens at once; what searches is loaded when it first opens. */
export function startSearch(): void {
  const dialog = document.getElementById('search');
  if (!(dialog instanceof HTMLDialogElement)) return;
  let loaded = false;
  const open = async () => {
    dialog.showModal();
    dialog.querySelector('input')?.select();
    if (loaded) return;
    loaded = true;
    const { wireSearch } = await import('./wireSearch.ts');
    wireSearch(dialog);
  };
  document.getElementById('search-open')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
