import type { Point, Polygon } from './outline.ts';

/** The part of `polygon` between two depths; [] when it has none there. Sutherland and Hodgman's clipping, against two horizontal edges. */
export function slice(polygon: Polygon, from: number, to: number): Polygon {
  return clip(clip(polygon, from, 1), to, -1);
}

function clip(polygon: Polygon, depth: number, below: 1 | -1): Polygon {
  const inside = ([, y]: Point) => (y - depth) * below >= 0;
  return polygon.flatMap((point, at): Point[] => {
    const before = polygon.at(at - 1) ?? point;
    const crossing = inside(point) === inside(before) ? [] : [crossingAt(before, point, depth)];
    return inside(point) ? [...crossing, point] : crossing;
  });
}

function crossingAt([x1, y1]: Point, [x2, y2]: Point, depth: number): Point {
  return [x1 + ((x2 - x1) * (depth - y1)) / (y2 - y1), depth];
}

/** The area of `polygon`, by the shoelace formula. */
export function area(polygon: Polygon): number {
  const twice = polygon.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = polygon[(at + 1) % polygon.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** The depth above which `share` (0 to 1) of the polygon's area between `from` and `to` lies, to a hundredth of a unit. */
export function depthForShare(polygon: Polygon, from: number, to: number, share: number): number {
  const total = area(slice(polygon, from, to));
  let [low, high] = [from, to];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (area(slice(polygon, from, middle)) < total * share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The leftmost and rightmost x of `polygon` at a depth; undefined where it isn't. */
export function extentAt(polygon: Polygon, depth: number): { left: number; right: number } | undefined {
  const xs = slice(polygon, depth, depth + 0.001).map(([x]) => x);
  return xs.length === 0 ? undefined : { left: Math.min(...xs), right: Math.max(...xs) };
}

/** `points` for an SVG polygon. */
export function points(polygon: Polygon): string {
  return polygon.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
}

const round = (value: number) => Math.round(value * 10) / 10;
