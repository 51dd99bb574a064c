/** A point of the drawing, in its own units: x to the right, y down, the waterline at y = 180. */
type Point = readonly [x: number, y: number];
export type Polygon = readonly Point[];

/** A polygon as the `points` of SVG are written. */
const polygon = (points: string): Polygon =>
  points.split(' ').map((point) => {
    const [x = 0, y = 0] = point.split(',').map(Number);
    return [x, y];
  });

export const WATERLINE = 180;
/** The drawing's left edge; what lies left of it is empty. */
export const LEFT = 40;
export const WIDTH = 500;
export const HEIGHT = 640;

/** The tip: your code. It begins and ends on the waterline. */
export const TIP = polygon(
  '136,180 148,158 172,138 180,108 204,88 212,56 236,22 252,50 262,60 268,84 292,102 302,132 326,152 332,180',
);

/** The shaded side of the tip, from its peak on. */
export const TIP_SHADE: Polygon = [...TIP.slice(6), ...polygon('248,180 256,148 240,118 246,82')];

/** Everything under water, down to the last of the kernel. */
export const MASS = polygon(
  '136,180 332,180 372,208 372,248 398,292 390,340 414,388 406,432 382,470 364,526 322,562 ' +
    '296,604 262,626 226,600 176,574 140,524 96,496 84,440 52,398 70,344 60,296 88,250 88,208',
);

/** The shaded side of the mass. */
export const MASS_SHADE: Polygon = [
  [248, 180],
  ...MASS.slice(1, 13),
  ...polygon('250,560 276,500 258,440 280,380 256,310 272,250'),
];

/** Where one layer of the mass ends and the next begins. */
export const LAYERS = [
  { name: 'your vendor’s code', from: 180, to: 238 },
  { name: 'base image', from: 238, to: 294 },
  { name: 'runtime', from: 294, to: 350 },
  { name: 'the kernel', from: 350, to: 626 },
] as const;

/**
 * The three lines, in the order in which a call meets them: all are the kernel's. seccomp is asked at its edge, before the call's own code
 * (seccomp(2)); namespaces and cgroups are asked by that code. Every drawing of the three keeps this order.
 */
export const LINES = [
  { word: 'do', by: 'seccomp', depth: 350 },
  { word: 'see', by: 'namespaces', depth: 396 },
  { word: 'use', by: 'cgroups', depth: 442 },
] as const;

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
