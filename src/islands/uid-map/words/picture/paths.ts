interface Point {
  x: number;
  y: number;
}

/** A tenth of a unit is less than a pixel shows; more digits only make the page heavier. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A curve from one point to another that leaves and arrives upright; between equal x it is a straight line. */
export function sway(from: Point, to: Point): string {
  const middle = round((from.y + to.y) / 2);
  return `C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(to.y)}`;
}

/**
 * Water with a surface of one wave every 40 units, as on the site's waterline. Its sides and its bottom lie outside the picture, so that a
 * stroke shows on the surface alone.
 */
export function waterPath(width: number, y: number, height: number): string {
  const waves = Math.ceil(width / 40);
  const half = round(width / waves / 2);
  return `M0 ${y}q${half / 2} -4 ${half} 0${`t${half} 0`.repeat(2 * waves - 1)}h9V${height + 9}H-9V${y}z`;
}
