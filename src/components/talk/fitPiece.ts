/** Smaller letters can't be read from the back of a hall. */
const SMALLEST = 0.6;
/** Halvings of what lies between that and full size: to one percent. */
const STEPS = 5;

/** Makes a piece of a page as small as its slide needs, and no smaller; the slide must be laid out. What would be cut off is lost to those who have only a clicker. */
export function fitPiece(slide: HTMLElement): void {
  const piece = slide.querySelector<HTMLElement>(':scope > .piece');
  if (!piece) return;
  if (fits(piece, 1)) return;
  // Lines break elsewhere once they are smaller, so that the room that there is tells little of the size that fits.
  let [fitting, cut] = [SMALLEST, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (fitting + cut) / 2;
    if (fits(piece, middle)) fitting = middle;
    else cut = middle;
  }
  fits(piece, fitting);
}

/** Draws a piece in a size, and tells whether there is room for it. */
function fits(piece: HTMLElement, zoom: number): boolean {
  for (const each of piece.querySelectorAll<HTMLElement>(':scope > *')) each.style.zoom = String(zoom);
  return piece.scrollHeight <= piece.clientHeight && piece.scrollWidth <= piece.clientWidth;
}
