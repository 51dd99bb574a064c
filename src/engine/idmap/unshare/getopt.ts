import { partOf, type Word } from '../../text/index.ts';
import type { HostFacts } from '../subid/HostFacts.ts';
import { since } from '../versions/since.ts';

/** Whether an option takes a value: never, always, or only where it is joined on with "=". */
export type Takes = 'none' | 'value' | 'joined';

/** An option as found; `value` is the text after it. */
export interface FoundOption {
  name: string;
  value: Word | undefined;
  start: number;
  end: number;
}

/** What getopt_long(3) complains of, in its words, without the program's name before them. */
export interface OptionProblem {
  message: string;
  start: number;
  end: number;
}

/**
 * Reads options as getopt_long(3) of glibc does under "+" (it stops at the first word that is none): short ones bundled, long ones in full or as the
 * beginning of one name alone. `long` maps each long name to what it takes, `short` each letter to the long name it stands for.
 */
export function getopt(
  args: readonly Word[],
  long: ReadonlyMap<string, Takes>,
  short: ReadonlyMap<string, string>,
): (FoundOption | OptionProblem)[] {
  const found: (FoundOption | OptionProblem)[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (!word || word.text === '--' || word.text === '-' || !word.text.startsWith('-')) break;
    const { start, end } = word;
    const following = (): Word | undefined => args[++at];

    if (!word.text.startsWith('--')) {
      let letters = word.text.slice(1);
      while (letters !== '') {
        const letter = letters.charAt(0);
        letters = letters.slice(1);
        const name = short.get(letter);
        if (name === undefined) {
          found.push({ message: `invalid option -- '${letter}'`, start, end });
        } else if (long.get(name) === 'value') {
          const value = letters === '' ? following() : partOf(word, word.text.length - letters.length);
          found.push(
            value
              ? { name, value, start, end: Math.max(end, value.end) }
              : { message: `option requires an argument -- '${letter}'`, start, end },
          );
          letters = '';
        } else {
          found.push({ name, value: undefined, start, end });
        }
      }
      continue;
    }

    const typed = word.text.slice(2);
    const equals = typed.indexOf('=');
    const begins = equals === -1 ? typed : typed.slice(0, equals);
    const joined = equals === -1 ? undefined : partOf(word, equals + 3);
    const names = long.has(begins) ? [begins] : [...long.keys()].filter((name) => name.startsWith(begins));
    const [name, ...others] = names;
    if (name === undefined) {
      found.push({ message: `unrecognized option '--${typed}'`, start, end });
    } else if (others.length > 0) {
      const possible = names.map((each) => ` '--${each}'`).join('');
      found.push({ message: `option '--${typed}' is ambiguous; possibilities:${possible}`, start, end });
    } else if (long.get(name) === 'none' && joined) {
      found.push({ message: `option '--${name}' doesn't allow an argument`, start, end });
    } else {
      const value = joined ?? (long.get(name) === 'value' ? following() : undefined);
      found.push(
        long.get(name) === 'value' && !value
          ? { message: `option '--${name}' requires an argument`, start, end }
          : { name, value, start, end: Math.max(end, value?.end ?? end) },
      );
    }
  }
  return found;
}

/** The options of unshare (util-linux 2.41.5, sys-utils/unshare.c, longopts), in the order in which getopt looks at them. */
export const UNSHARE_LONG: ReadonlyMap<string, Takes> = new Map<string, Takes>([
  ['help', 'none'],
  ['version', 'none'],
  ['mount', 'joined'],
  ['uts', 'joined'],
  ['ipc', 'joined'],
  ['net', 'joined'],
  ['pid', 'joined'],
  ['user', 'joined'],
  ['cgroup', 'joined'],
  ['time', 'joined'],
  ['fork', 'none'],
  ['kill-child', 'joined'],
  ['mount-proc', 'joined'],
  ['mount-binfmt', 'joined'],
  ['map-user', 'value'],
  ['map-users', 'value'],
  ['map-group', 'value'],
  ['map-groups', 'value'],
  ['map-root-user', 'none'],
  ['map-current-user', 'none'],
  ['map-auto', 'none'],
  ['map-subids', 'none'],
  ['propagation', 'value'],
  ['setgroups', 'value'],
  ['keep-caps', 'none'],
  ['setuid', 'value'],
  ['setgid', 'value'],
  ['root', 'value'],
  ['wd', 'value'],
  ['monotonic', 'value'],
  ['boottime', 'value'],
  ['load-interp', 'value'],
]);

/** The letters, "+fhVmuinpCTUrR:w:S:G:cl:". */
export const UNSHARE_SHORT: ReadonlyMap<string, string> = new Map([
  ['f', 'fork'],
  ['h', 'help'],
  ['V', 'version'],
  ['m', 'mount'],
  ['u', 'uts'],
  ['i', 'ipc'],
  ['n', 'net'],
  ['p', 'pid'],
  ['C', 'cgroup'],
  ['T', 'time'],
  ['U', 'user'],
  ['r', 'map-root-user'],
  ['R', 'root'],
  ['w', 'wd'],
  ['S', 'setuid'],
  ['G', 'setgid'],
  ['c', 'map-current-user'],
  ['l', 'load-interp'],
]);

/** Those that make a user namespace by themselves. */
export const MAKES_USER_NAMESPACE: ReadonlySet<string> = new Set([
  'user',
  'mount-binfmt',
  'load-interp',
  'map-user',
  'map-users',
  'map-group',
  'map-groups',
  'map-root-user',
  'map-current-user',
  'map-auto',
  'map-subids',
]);

/** The other namespaces that options make. */
export const MAKES_NAMESPACES: ReadonlyMap<string, readonly string[]> = new Map([
  ...['mount', 'uts', 'ipc', 'net', 'pid', 'cgroup', 'time'].map((name) => [name, [name]] as const),
  ...['mount-proc', 'mount-binfmt', 'load-interp'].map((name) => [name, ['mount']] as const),
]);

/** Options that came later than the others. */
const LATER: ReadonlyMap<string, 'map-ranges' | 'map-subids'> = new Map([
  ['map-users', 'map-ranges'],
  ['map-groups', 'map-ranges'],
  ['map-auto', 'map-ranges'],
  ['map-subids', 'map-subids'],
  ['mount-binfmt', 'map-subids'],
  ['load-interp', 'map-subids'],
]);

/** Of the options, by their names or letters, those that the host's unshare has. */
export function optionsOf<Of>(options: ReadonlyMap<string, Of>, { versions }: HostFacts): ReadonlyMap<string, Of> {
  const isThere = ([key, of]: readonly [string, Of]) => {
    const difference = LATER.get(key) ?? LATER.get(String(of));
    return difference === undefined || since('util-linux', difference, versions);
  };
  return new Map([...options].filter(isThere));
}
