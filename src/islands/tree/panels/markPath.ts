/** What the page's own sections show of a state: tree.css reads these marks. */
export interface Marks {
  path: ReadonlySet<string>;
  here: string;
  isWhole: boolean;
}

/** Marks the sections of the tree that lie on the way. They are the page's plain HTML, which the island doesn't render again. */
export function markPath(tree: HTMLElement, { path, here, isWhole }: Marks): void {
  tree.toggleAttribute('data-walk', !isWhole);
  for (const place of tree.querySelectorAll<HTMLElement>('.tree-place')) {
    place.toggleAttribute('data-path', path.has(place.id));
    place.toggleAttribute('data-here', place.id === here);
  }
}

/** Brings a place into view and moves the focus to its heading. */
export function goTo(tree: HTMLElement, here: string, isWhole: boolean): void {
  const heading = tree.querySelector<HTMLElement>(`#${CSS.escape(here)} > .tree-own > h3`);
  heading?.focus({ preventScroll: true });
  const shown = isWhole ? heading : tree;
  shown?.scrollIntoView({ block: 'start' });
}
