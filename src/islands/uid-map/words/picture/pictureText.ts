import type { PicturedExtent, PictureOf } from './PictureOf.ts';

/** "Range 2: 1 to 65535 in the container are 100000 to 165534 on the host (65535 IDs)"; of several maps, between which lines. */
export function extentText(
  extent: PicturedExtent,
  index: number,
  { map, lines }: { map: number; lines: PictureOf['lines'] },
): string {
  const { count } = extent;
  const where = lines.length > 2 ? `, ${nameOf(lines, map)} to ${nameOf(lines, map + 1)}` : '';
  const says = sides(extent, lines, count === 1 ? 'is' : 'are');
  return `Range ${index + 1}${where}: ${says} (${count === 1 ? '1 ID' : `${count} IDs`})`;
}

/** Of one map the two lines say where they are, "in the container" and "on the host"; of several, each lies inside the next. */
function sides({ inside, outside, count }: PicturedExtent, lines: PictureOf['lines'], verb: string): string {
  const [within, around] = lines.length > 2 ? ['inside', 'outside'] : [nameOf(lines, 0), nameOf(lines, 1)];
  return `${range(inside, count)} ${within} ${verb} ${range(outside, count)} ${around}`;
}

/** Extents and accounts that the description names; the rest is in the table. */
const DESCRIBED = 4;

/** The picture's name. */
export function pictureTitle({ lines }: PictureOf): string {
  if (lines.length <= 2) return 'The IDs in the container, above, and on the host, below';
  return `The IDs of ${lines.length} levels, the innermost above: ${lines.map(({ name }) => name).join('; ')}`;
}

/** What the picture shows, in words. */
export function pictureDescription(picture: PictureOf, refused: boolean): string {
  const { lines, maps } = picture;
  const sentences = maps.flatMap((extents, map) => {
    const from = maps.length > 1 ? `From ${lines[map]?.name ?? ''} to ${lines[map + 1]?.name ?? ''}: ` : '';
    const described = extents
      .slice(0, DESCRIBED)
      .map((extent) => `${sides(extent, lines, extent.count === 1 ? 'maps to' : 'map to')}.`);
    if (extents.length > DESCRIBED) described.push(moreInTable(extents.length - DESCRIBED));
    if (extents.length === 0) described.push('No ID is mapped.');
    return [`${from}${described[0] ?? ''}`, ...described.slice(1)];
  });
  if (refused) sentences.push('The kernel refuses this map.');
  return [...sentences, ...traceSentences(picture), ...accountSentences(picture)].join(' ');
}

function traceSentences({ trace, lines }: PictureOf): string[] {
  if (!trace) return [];
  const ids = trace.filter((id) => id !== undefined);
  const sentences = ids.length > 1 ? [`A line leads from ${ids.join(' to ')}.`] : [];
  const first = trace.findIndex((id) => id !== undefined);
  const last = trace.findLastIndex((id) => id !== undefined);
  const ends = (at: number, to: number) =>
    lines.length > 2
      ? `A line from ${trace[at]} ends on its way to ${nameOf(lines, to)}: no ID there.`
      : `A line from ${trace[at]} ends: no ID ${nameOf(lines, to)}.`;
  if (first > 0) sentences.push(ends(first, first - 1));
  if (last >= 0 && last < lines.length - 1) sentences.push(ends(last, last + 1));
  return sentences;
}

const nameOf = (lines: PictureOf['lines'], index: number) => lines[index]?.name ?? '';

function accountSentences({ accounts, maps }: PictureOf): string[] {
  const covered = accounts.filter(({ id }) => isCovered(id, maps.at(-1) ?? []));
  if (covered.length === 0) return [];
  const named = covered.slice(0, DESCRIBED).map(({ id, name }) => `${id} ${name}`);
  if (covered.length > DESCRIBED) named.push(`${covered.length - DESCRIBED} more`);
  return [`A range covers ${covered.length === 1 ? 'an account' : 'accounts'} of the host: ${named.join(', ')}.`];
}

/** Whether one of the extents has this id outside. */
export function isCovered(id: number, extents: readonly PicturedExtent[]): boolean {
  return extents.some(({ outside, count }) => id >= outside && id - outside < count);
}

/** "0", or "0 to 65535". */
function range(first: number, count: number): string {
  return count === 1 ? `${first}` : `${first} to ${first + count - 1}`;
}

const moreInTable = (count: number) => `${count === 1 ? '1 more is' : `${count} more are`} in the table.`;
