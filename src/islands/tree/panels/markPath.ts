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

/** Of the window's height: a question further below the tree's head is brought to the top itself. */
const FAR = 0.6;

/** Brings a place into view, with the way to it where both have room, and moves the focus to its heading. */
export function goTo(tree: HTMLElement, here: string, isWhole: boolean): void {
  const heading = tree.querySelector<HTMLElement>(`#${CSS.escape(here)} > .tree-own > h3`);
  if (!heading) return;
  heading.focus({ preventScroll: true });
  const below = heading.getBoundingClientRect().top - tree.getBoundingClientRect().top;
  const shown = isWhole || below > innerHeight * FAR ? heading.parentElement : tree;
  shown?.scrollIntoView({ block: 'start' });
}
