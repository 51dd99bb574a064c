import type { Span } from '../../../text/index.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdRange } from './BothMaps.ts';

/**
 * `map` with the `free` outside ids laid into its gaps, from inside 0 up, and what remains behind its end (Podman 5.4.2, pkg/util/utils.go,
 * fillIDMap). `span` is what asked for it.
 */
export function fillMap(map: readonly LocatedExtent[], free: readonly IdRange[], span: Span): LocatedExtent[] {
  const filled: LocatedExtent[] = [];
  const left = free.map((range) => ({ ...range }));
  let index = 0;
  let inside = 0;
  const take = (most: number) => {
    const range = left[index];
    if (!range) return;
    const count = Math.min(most, range.end - range.start);
    filled.push({ inside, outside: range.start, count, span });
    inside += count;
    range.start += count;
    if (range.start >= range.end) index++;
  };
  for (const piece of [...map].sort((a, b) => a.inside - b.inside)) {
    while (inside < piece.inside && index < left.length) take(piece.inside - inside);
    filled.push(piece);
    inside += piece.count;
  }
  while (index < left.length) take(Number.POSITIVE_INFINITY);
  return filled;
}
