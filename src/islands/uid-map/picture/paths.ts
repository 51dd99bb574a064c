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
