/** Smaller letters can't be read from the back of a hall. */
const SMALLEST = 0.6;

/** Makes a piece of a page as small as its slide needs, which must be laid out: what would be cut off is lost to those who have only a clicker. */
export function fitPiece(slide: HTMLElement): void {
  const piece = slide.querySelector<HTMLElement>(':scope > .piece');
  if (!piece) return;
  let zoom = 1;
  // Lines break elsewhere once they are smaller, so that one step may not do.
  for (let step = 0; step < 4; step++) {
    for (const each of piece.querySelectorAll<HTMLElement>(':scope > *')) each.style.zoom = String(zoom);
    const { clientHeight, scrollHeight, clientWidth, scrollWidth } = piece;
    const room = Math.min(clientHeight / scrollHeight, clientWidth / scrollWidth);
    if (room >= 1 || zoom === SMALLEST) return;
    zoom = Math.max(SMALLEST, zoom * room);
  }
}
