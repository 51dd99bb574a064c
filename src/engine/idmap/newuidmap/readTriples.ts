import { strtouNoneg } from '../../linux/index.ts';
import { type Diagnostic, error, shorten } from '../../text/index.ts';
import { type Extent, LAST_ID, NUMBER_NAMES } from '../map/Extent.ts';
import { readUlong } from '../subid/grantedIds.ts';
import { since, type Versions } from '../versions/programWords.ts';

/** The rules of newuidmap and newgidmap, in the order the programs look at them; after them come the kernel's (`writeRules`). */
export type NewuidmapRule =
  | 'newuidmap-usage'
  | 'newuidmap-no-process'
  | 'newuidmap-no-account'
  | 'newuidmap-other-owner'
  | 'newuidmap-no-file'
  | 'newuidmap-triples'
  | 'newuidmap-number'
  | 'newuidmap-overflow'
  | 'newuidmap-not-allowed'
  | 'newuidmap-setgroups'
  | 'newuidmap-no-namespace';

/** Each rule in words, and where it stands (shadow 4.17.4). */
export const newuidmapRules: Record<NewuidmapRule, { says: string; source: string }> = {
  'newuidmap-usage': {
    says: 'The first argument is a process ID, in decimal digits.',
    source: 'src/newuidmap.c, main; lib/get_pid.c, open_pidfd',
  },
  'newuidmap-no-process': { says: 'The process is there.', source: 'lib/get_pid.c, open_pidfd' },
  'newuidmap-no-account': { says: 'The caller has an account in /etc/passwd.', source: 'lib/myname.c, get_my_pwent' },
  'newuidmap-other-owner': {
    says: 'The process is the caller’s, and both run under the login group (but for GRANT_AUX_GROUP_SUBIDS in /etc/login.defs).',
    source: 'src/newuidmap.c, main: "Target process is owned by a different user"',
  },
  'newuidmap-no-file': {
    says: '/etc/subuid (/etc/subgid) is there and can be read.',
    source: 'src/newuidmap.c, main: sub_uid_open',
  },
  'newuidmap-triples': {
    says: 'After the PID come triples: inside, outside, count.',
    source: 'lib/idmapping.c, get_map_ranges: ranges * 3 != argc',
  },
  'newuidmap-number': {
    says: 'Each argument is a number: decimal, octal after 0, hexadecimal after 0x.',
    source: 'lib/idmapping.c, get_map_ranges: a2ul',
  },
  'newuidmap-overflow': {
    says: 'IDs go from 0 to 4294967294, and a range ends at 4294967294 at the latest; a count is at least 1.',
    source: 'lib/idmapping.c, get_map_ranges: ERANGE',
  },
  'newuidmap-not-allowed': {
    says: 'Each range is assigned to the caller in /etc/subuid, by name or UID, or is the caller’s own ID with a count of 1.',
    source: 'src/newuidmap.c, verify_range; lib/subordinateio.c, have_range',
  },
  'newuidmap-setgroups': {
    says: 'A GID map of one’s own GID alone needs "deny" in /proc/PID/setgroups, which can’t be written once there is a GID map.',
    source: 'src/newgidmap.c, write_setgroups; kernel/user_namespace.c, proc_setgroups_write',
  },
  'newuidmap-no-namespace': {
    says: 'The process is in a user namespace of its own.',
    source: 'kernel/user_namespace.c, proc_uid_map_write',
  },
};

/** The extents of a command line, or what the program says and every argument that is wrong. */
type Triples =
  | { ok: true; extents: Extent[] }
  | { ok: false; message: string; rule: NewuidmapRule; diagnostics: Diagnostic[]; withoutUsage?: true };

/**
 * Reads the arguments after the pid (shadow 4.17.4, lib/idmapping.c, get_map_ranges, or the release that is given). `message` is what the program
 * prints before its usage, '' where it prints nothing; `withoutUsage` where 4.13 ends without one.
 */
export function readTriples(args: readonly string[], program: string, versions: Versions = {}): Triples {
  const bounded = since('shadow', 'bounded-numbers', versions);
  const ranges = Math.floor((args.length + 2) / 3);
  if (ranges * 3 !== args.length) {
    const found = `${args.length} ${args.length === 1 ? 'number' : 'numbers'} after the PID; each range needs three.`;
    return {
      ok: false,
      message: bounded
        ? `${program}: ranges: ${ranges} is wrong for argc: ${args.length}`
        : `ranges: ${ranges} argc: ${args.length}\n${program}: Not enough arguments to form ${ranges} mappings`,
      rule: 'newuidmap-triples',
      diagnostics: [error('newuidmap-triples', found, 'Give container ID, host ID and count.')],
    };
  }

  if (!bounded) return readUnbounded(args, program, versions);

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

/**
 * The same of shadow 4.13 and older (libmisc/idmapping.c, get_map_ranges): numbers of 64 bits first, then whether 32 hold them and both ends; a count of
 * 0 passes here, and is assigned to nobody.
 */
function readUnbounded(args: readonly string[], program: string, versions: Versions): Triples {
  const binary = since('shadow', 'binary-numbers', versions);
  const extents: Extent[] = [];
  const refuse = (overflow: boolean, message: string, hint: string): Triples => {
    const rule = overflow ? 'newuidmap-overflow' : 'newuidmap-number';
    const diagnostics = [error(rule, message, hint)];
    return overflow
      ? { ok: false, message: `${program}: subuid overflow detected.`, rule, diagnostics, withoutUsage: true }
      : { ok: false, message: '', rule, diagnostics };
  };
  for (let at = 0; at < args.length; at += 3) {
    const numbers: bigint[] = [];
    for (const [index, name] of NUMBER_NAMES.entries()) {
      const text = args[at + index] ?? '';
      const number = readUlong(text, binary);
      if (number === undefined) {
        const hint = name === 'count' ? 'Write a count from 1 up.' : 'Write an ID from 0 to 4294967294.';
        return refuse(false, `Found "${shorten(text)}" as ${name}, expected a number.`, hint);
      }
      numbers.push(number);
    }
    const [inside = 0n, outside = 0n, count = 0n] = numbers;
    if ([inside, outside].some((first) => first + count > UINT_MAX)) {
      const message = `${shorten(args.slice(at, at + 3).join(' '))} runs past ID ${LAST_ID}.`;
      return refuse(true, message, 'IDs go from 0 to 4294967294.');
    }
    extents.push({ inside: Number(inside), outside: Number(outside), count: Number(count) });
  }
  return { ok: true, extents };
}

const UINT_MAX = 2n ** 32n - 1n;
