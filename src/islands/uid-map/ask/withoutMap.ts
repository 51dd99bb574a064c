import { OVERFLOW_ID, type Part, readListing, SUBID_COUNT, SUBID_MIN } from '../../../engine/idmap/index.ts';

/** Ids that are looked at; a listing may have thousands. */
const LOOKED_AT = 3;

/** What a listing tells though no map is known: that an id has no mapping, or of which range it looks like. Ends with a blank, or is empty. */
export function withoutMap(parts: readonly Part[]): string[] {
  const ids = parts.flatMap((part) =>
    part.kind === 'listing' ? readListing(part).rows.flatMap((row) => row.ids) : [],
  );
  const isOverflow = ids.some(({ id, name }) => id === OVERFLOW_ID || name === 'nobody' || name === 'nogroup');
  const lent = [...new Set(ids.flatMap(({ id }) => (id !== undefined && id >= SUBID_MIN ? [id] : [])))];
  return [
    ...(isOverflow
      ? [
          `${OVERFLOW_ID} (nobody, nogroup) is shown in the container for an owner without a mapping. Look on the host to see the real owner. `,
        ]
      : []),
    ...lent.slice(0, LOOKED_AT).map((id) => `${rangeOf(id)} `),
  ];
}

/** useradd lends 65536 ids at a time, from 100000 on (SUB_UID_MIN and SUB_UID_COUNT of login.defs(5)). */
function rangeOf(id: number): string {
  const start = id - ((id - SUBID_MIN) % SUBID_COUNT);
  return `${id} looks like ${id - start} in a container whose range begins at ${start}.`;
}
