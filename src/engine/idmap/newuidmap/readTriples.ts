import { strtouNoneg } from '../../linux/index.ts';
import { type Diagnostic, error, shorten } from '../../text/index.ts';
import { type Extent, LAST_ID, NUMBER_NAMES } from '../map/Extent.ts';
import type { NewuidmapRule } from './newuidmapRules.ts';

/** The extents of a command line, or what the program says and every argument that is wrong. */
export type Triples =
  | { ok: true; extents: Extent[] }
  | { ok: false; message: string; rule: NewuidmapRule; diagnostics: Diagnostic[] };

/**
 * Reads the arguments after the pid (shadow 4.17.4, lib/idmapping.c, get_map_ranges). `message` is what the program prints before its usage,
 * '' where it prints nothing.
 */
export function readTriples(args: readonly string[], program: string): Triples {
  const ranges = Math.floor((args.length + 2) / 3);
  if (ranges * 3 !== args.length) {
    const found = `${args.length} ${args.length === 1 ? 'number' : 'numbers'} after the PID; each range needs three.`;
    return {
      ok: false,
      message: `${program}: ranges: ${ranges} is wrong for argc: ${args.length}`,
      rule: 'newuidmap-triples',
      diagnostics: [error('newuidmap-triples', found, 'Give container ID, host ID and count.')],
    };
  }

  const extents: Extent[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let at = 0; at < args.length; at += 3) {
    const numbers: number[] = [];
    for (const [index, name] of NUMBER_NAMES.entries()) {
      const text = args[at + index] ?? '';
      const isCount = name === 'count';
      const most = isCount ? LAST_ID + 1 - Math.max(...numbers) : LAST_ID;
      const read = strtouNoneg(text, 0, isCount ? 1n : 0n, BigInt(most));
      if (read.ok) {
        numbers.push(Number(read.value));
        continue;
      }
      const [rule, found, expected] =
        read.reason === 'range'
          ? (['newuidmap-overflow', shorten(text), `${isCount ? 1 : 0} to ${most}`] as const)
          : (['newuidmap-number', `"${shorten(text)}"`, 'a number'] as const);
      const message = `Found ${found} as ${name}, expected ${expected}.`;
      const hint = isCount ? `Write a count from 1 to ${most}.` : 'Write an ID from 0 to 4294967294.';
      diagnostics.push(error(rule, message, hint));
      break;
    }
    const [inside, outside, count] = numbers;
    if (inside !== undefined && outside !== undefined && count !== undefined) extents.push({ inside, outside, count });
  }
  const [first] = diagnostics;
  if (!first) return { ok: true, extents };
  const overflow = first.code === 'newuidmap-overflow';
  return {
    ok: false,
    message: overflow ? `${program}: subuid overflow detected.` : '',
    rule: overflow ? 'newuidmap-overflow' : 'newuidmap-number',
    diagnostics,
  };
}
