/** Shows the page's bar while the header is out of sight, and folds its contents and the header's menus once they have served: a heading was chosen, another place was pressed, or Escape. */
export function startPageBar(): void {
  for (const contents of document.querySelectorAll<HTMLDetailsElement>('.page-bar details, header details')) {
    document.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element) || (contents.contains(target) && !target.closest('a'))) return;
      contents.open = false;
    });
    contents.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !contents.open) return;
      contents.open = false;
      contents.querySelector('summary')?.focus();
    });
  }
  const bar = document.querySelector('.page-bar');
  const header = document.querySelector('body > header');
  if (bar && header)
    new IntersectionObserver((seen) => bar.toggleAttribute('data-alone', !seen.at(-1)?.isIntersecting)).observe(header);
}
