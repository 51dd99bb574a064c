import { OVERFLOW_ID, type Part, readListing, SUBID_COUNT, SUBID_MIN } from '../../../engine/idmap/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** Ids that are looked at; a listing may have thousands. */
const LOOKED_AT = 3;

/** What a text without a map is: nothing yet, nothing that the calculator reads, or a start. */
export type Mapless = 'empty' | 'unread' | 'started';

export function maplessKind(parts: readonly Part[]): Mapless {
  const read = parts.filter(({ kind }) => kind !== 'separator' && kind !== 'prompt');
  if (read.length === 0) return 'empty';
  return read.every(({ kind }) => kind === 'unknown') ? 'unread' : 'started';
}

/** The answer where no text tells a map: what is missing, and what the IDs at hand are without it. */
export function withoutMap(parts: readonly Part[]): { sentence: Phrase; why: Phrase } {
  const whoseIds = idsWithRanges(parts);
  switch (maplessKind(parts)) {
    case 'empty':
      return { sentence: ['No text yet.'], why: PASTE };
    case 'unread':
      return { sentence: ['Not recognised.'], why: PASTE };
    case 'started':
      return {
        sentence: ['This text has no ID map.'],
        why: [...(whoseIds.length > 0 ? whoseIds : placeOfIds(parts)), ...ADD],
      };
  }
}

const PLAN = ' To plan a map, choose “Make a map”.';

/** What a text needs beside what it has. */
export const ADD: Phrase = [
  'To translate IDs, add one of these: ',
  code('/etc/subuid'),
  ', a ',
  code('uid_map'),
  ', or the container’s configuration.',
  PLAN,
];

const PASTE: Phrase = [
  'Paste one of these: ',
  code('/etc/subuid'),
  ', a ',
  code('uid_map'),
  ', a container’s or Pod’s configuration, a ',
  code('docker'),
  ' or ',
  code('podman'),
  ' command, the output of ',
  code('ls -ln'),
  ', or an error message.',
  PLAN,
];

/** Of which side the IDs of a listing are: those of the host are what they are, with or without a map. */
function placeOfIds(parts: readonly Part[]): string[] {
  const listings = parts.filter(({ kind }) => kind === 'listing');
  if (listings.length === 0) return [];
  return listings.every(({ where }) => where === 'container')
    ? ['These are IDs in the container. ']
    : ['If the command ran on the host, these are IDs on the host, which need no map. '];
}

/** What the IDs of a listing tell by themselves: that one has no mapping, or of which range it looks like. Each ends with a blank. */
function idsWithRanges(parts: readonly Part[]): string[] {
  const ids = parts.flatMap((part) =>
    part.kind === 'listing' ? readListing(part).rows.flatMap((row) => row.ids) : [],
  );
  const isOverflow = ids.some(({ id, name }) => id === OVERFLOW_ID || name === 'nobody' || name === 'nogroup');
  const assigned = [...new Set(ids.flatMap(({ id }) => (id !== undefined && id >= SUBID_MIN ? [id] : [])))];
  return [
    ...(isOverflow
      ? [
          `${OVERFLOW_ID} (nobody, nogroup) is what a container shows for an owner without a mapping. Run ls -ln on the host to see the real owner. `,
        ]
      : []),
    ...assigned.slice(0, LOOKED_AT).map((id) => `${rangeOf(id)} `),
  ];
}

/** useradd assigns 65536 ids at a time, from 100000 on (SUB_UID_MIN and SUB_UID_COUNT of login.defs(5)). */
function rangeOf(id: number): string {
  const start = id - ((id - SUBID_MIN) % SUBID_COUNT);
  return `${id} looks like ${id - start} in a container whose range begins at ${start}.`;
}
