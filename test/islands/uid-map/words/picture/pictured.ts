import fc from 'fast-check';
import { toInside, toOutside } from '../../../../../src/engine/idmap/index.ts';
import type { PictureOf } from '../../../../../src/islands/uid-map/words/picture/layout.ts';
import { arbitraryMap } from '../../../../engine/idmap/arbitraryMap.ts';
import { extents } from '../../../../engine/idmap/extents.ts';

const NAMES = ['app', 'container', 'ann’s namespace', 'host'];

/** What the two lines of a single map are called, as in a sentence. */
const SINGLE = ['in the container', 'on the host'];

const namesOf = (maps: number) => (maps === 1 ? SINGLE : NAMES.slice(NAMES.length - maps - 1));

/** A picture in short form: the maps, innermost first, and what is asked on which line. */
export function pictured(
  maps: readonly string[],
  { ask, accounts = [] }: { ask?: [line: number, id: number]; accounts?: PictureOf['accounts'] } = {},
): PictureOf {
  const read = maps.map(extents);
  return {
    lines: namesOf(maps.length).map((name) => ({ name })),
    maps: read,
    trace: ask && traceOf(read, ...ask),
    asked: ask?.[0],
    accounts,
  };
}

/** The id on every line, as the maps lead it inwards and outwards. */
export function traceOf(maps: PictureOf['maps'], line: number, id: number): (number | undefined)[] {
  const trace: (number | undefined)[] = new Array(maps.length + 1).fill(undefined);
  trace[line] = id;
  for (let at = line; at < maps.length; at++) {
    const known = trace[at];
    trace[at + 1] = known === undefined ? undefined : toOutside(maps[at] ?? [], known);
  }
  for (let at = line; at > 0; at--) {
    const known = trace[at];
    trace[at - 1] = known === undefined ? undefined : toInside(maps[at - 1] ?? [], known);
  }
  return trace;
}

const account = fc.record({
  id: fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 4294967294 })),
  name: fc.string({ maxLength: 20 }),
});

/** Pictures of one to three maps, with some id asked for on some line. */
export const arbitraryPicture: fc.Arbitrary<PictureOf> = fc
  .record({
    maps: fc.array(arbitraryMap(40), { minLength: 1, maxLength: 3 }),
    line: fc.nat({ max: 3 }),
    id: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4294967294 })),
    isAsked: fc.boolean(),
    accounts: fc.array(account, { maxLength: 20 }),
  })
  .map(({ maps, line, id, isAsked, accounts }) => ({
    lines: NAMES.slice(0, maps.length + 1).map((name) => ({ name })),
    maps,
    trace: isAsked ? traceOf(maps, Math.min(line, maps.length), id) : undefined,
    asked: isAsked ? Math.min(line, maps.length) : undefined,
    accounts,
  }));
