import type { PicturedExtent, PictureOf } from './PictureOf.ts';

/** "Extent 2: 1 to 65535 inside are 100000 to 165534 outside (65535 ids)"; of several maps, `between` which lines. */
export function extentText(
  { inside, outside, count }: PicturedExtent,
  index: number,
  between: readonly [inside: string, outside: string] | undefined,
): string {
  const where = between ? `, ${between[0]} to ${between[1]}` : '';
  return `Range ${index + 1}${where}: ${range(inside, count)} inside ${count === 1 ? 'is' : 'are'} ${range(outside, count)} outside (${count === 1 ? '1 ID' : `${count} IDs`})`;
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
    const told = extents
      .slice(0, DESCRIBED)
      .map(
        ({ inside, outside, count }) =>
          `${range(inside, count)} inside ${count === 1 ? 'maps' : 'map'} to ${range(outside, count)} outside.`,
      );
    if (extents.length > DESCRIBED) told.push(moreInTable(extents.length - DESCRIBED));
    if (extents.length === 0) told.push('No ID is mapped.');
    return [`${from}${told[0] ?? ''}`, ...told.slice(1)];
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
  if (first > 0)
    sentences.push(`A line from ${trace[first]} ends on its way to ${nameOf(lines, first - 1)}: no ID there.`);
  if (last >= 0 && last < lines.length - 1)
    sentences.push(`A line from ${trace[last]} ends on its way to ${nameOf(lines, last + 1)}: no ID there.`);
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
