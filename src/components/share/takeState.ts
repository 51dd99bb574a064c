/** The line below an embedded instrument leads to the instrument's own page in the present state, which the address has. */
export function startTakingState(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-takes-state]')) {
    // What is too long for a link is kept in a tab's own storage, which the new tab has not.
    const take = () => {
      link.hash = location.hash.startsWith('#kept=') ? '' : location.hash;
    };
    link.addEventListener('pointerdown', take);
    link.addEventListener('click', take);
  }
}
