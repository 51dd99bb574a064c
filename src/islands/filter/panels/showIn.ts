/** Brings the current step into the box's view, and leaves the page where it is. */
export function showIn(box: HTMLElement | null): void {
  const node = box?.querySelector('[aria-current="step"]');
  if (!box || !node) return;
  const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - box.clientWidth / 3;
}
