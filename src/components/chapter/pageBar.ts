/** Folds the contents of the page's bar once they have served: a heading was chosen, another place was pressed, or Escape. */
export function startPageBar(): void {
  const contents = document.querySelector<HTMLDetailsElement>('.page-bar details');
  if (!contents) return;
  const summary = contents.querySelector('summary');
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || (contents.contains(target) && !target.closest('a'))) return;
    contents.open = false;
  });
  contents.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !contents.open) return;
    contents.open = false;
    summary?.focus();
  });
}
