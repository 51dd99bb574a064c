import type { Layout } from './axis.ts';

const round = (value: number) => Math.round(value * 10) / 10;

/** How time, and what lies across it, become the x and y of a drawing that lies as `layout` says. */
export function placing({ isDown, away, from, to, height, bases }: Layout) {
  const line = (time: number, start: number, end: number) =>
    isDown ? `M${start} ${time}H${end}` : `M${time} ${start}V${end}`;
  const lanes = Object.values(bases);
  const [first, last] = isDown ? [from, Math.max(...lanes) + 50] : [20, Math.max(...lanes) + 18];
  return {
    point: (time: number, across: number) => (isDown ? { cx: across, cy: time } : { cx: time, cy: across }),
    /** From the first lane to the last. */
    across: (time: number) => line(time, first, last),
    base: (across: number) => (isDown ? `M${across} ${from}V${to}` : `M${from} ${across}H${to}`),
    /** Where one stands, on the side of what comes: the other has names. */
    here: (time: number, base: number) => line(time, base, base - 50 * away),
    yearLabel: (time: number) => (isDown ? { x: 0, y: time + 14 } : { x: time + 4, y: height - 4 }),
    laneLabel: (base: number) =>
      isDown ? { x: base, y: 14, 'text-anchor': 'middle' as const } : { x: from, y: base - 54 },
    takenLabel: (time: number, base: number, across: number) =>
      isDown
        ? { x: base - across - 5, y: time + 4, 'text-anchor': 'end' as const }
        : { x: time, y: base + across + 14, 'text-anchor': 'middle' as const },
    /** From one distance of a base to another, across time; what is taken away lies on the side that is positive. */
    box(time: number, base: number, start: number, end: number, thick: number) {
      const [low = base, high = base] = [base + start * away, base + end * away].sort((one, other) => one - other);
      const [along, length] = [round(time - thick / 2), round(high - low)];
      return isDown
        ? { x: round(low), y: along, width: length, height: thick }
        : { x: along, y: round(low), width: thick, height: length };
    },
  };
}
