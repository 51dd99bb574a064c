import type { Span } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';

/** A range of host ids that a namespace has, or that a line of /etc/subuid or /etc/subgid assigns. */
export interface HostRange {
  first: number;
  count: number;
  span?: Span | undefined;
  /** The id inside that `first` is; undefined for a line that no known map was made of. */
  inside: number | undefined;
  /** Whose the line is; undefined for an extent. */
  owner: string | undefined;
}

/**
 * The ranges of the outermost map, then the lines that assign anything beyond it. An inner namespace has nothing that the outermost lacks.
 * Lines that an inner namespace was made of are a container's own, not the host's.
 */
export function hostRanges(situation: Situation, kind: IdKind): HostRange[] {
  const [outermost, ...inner] = situation.levels.map((level) => (level.tool === 'mount' ? [] : (level[kind] ?? [])));
  const ofInner = new Set(inner.flat().map(({ outside, count }) => `${outside} ${count}`));
  const ofOutermost = new Set(outermost?.map(({ outside, count }) => `${outside} ${count}`));
  const lines: readonly Subid[] = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return [
    ...(outermost ?? []).map(({ inside, outside, count, span }) => ({
      first: outside,
      count,
      span,
      inside,
      owner: undefined,
    })),
    ...lines
      .filter(({ start, count }) => !ofOutermost.has(`${start} ${count}`) && !ofInner.has(`${start} ${count}`))
      .map(({ owner, start, count, span }) => ({ first: start, count, span, inside: undefined, owner })),
  ];
}
