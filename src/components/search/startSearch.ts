/** Wires the header's search button and the `/` key; the search itself is loaded when it is first asked for. */
export function startSearch(): void {
  const dialog = document.getElementById('search');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const open = async () => {
    const { openSearch } = await import('./searchDialog.ts');
    openSearch(dialog);
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
