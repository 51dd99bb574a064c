import {
  counted,
  type Diagnostic,
  error,
  optionValues,
  shellCommands,
  shellWords,
  sourceText,
  spanAt,
} from '../../text/index.ts';
import { type Extent, type IdKind, type IdMap, NUMBER_NAMES } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';
import { extentOf, readDecimal, readTriple } from './readDecimal.ts';

const triple = ({ inside, outside, count }: Extent) => `${inside}:${outside}:${count}`;

/** Options for `podman run` by root, where the outside ids are the host's (podman-run(1), --uidmap, Podman 5.4.2). */
export function writePodman(map: IdMap, kind: IdKind): string {
  return map.map((extent) => `--${kind}map ${triple(extent)}`).join(' ');
}

/**
 * The --uidmap and --gidmap options of a command of root; an amount left out is 1. The flags `u`, `g`, `+` and `@` ask for more than the text
 * says: `parsePodman` reads them.
 */
export function readPodman(text: string): Entries {
  return readOptions(text, { uid: '--uidmap', gid: '--gidmap' }, 1, (value) =>
    /^[ug+]*[ug+]|:@/.test(value)
      ? error(
          'podman-flags',
          'This mapping has flags, so it is not three plain numbers.',
          'The result of u, g, + and @ depends on the ranges of the user who runs podman.',
        )
      : undefined,
  );
}

/** The command unshare(1) with an option for each extent (util-linux 2.39 and later take several). */
export function writeUnshare(map: IdMap, kind: IdKind): string {
  const option = kind === 'uid' ? '--map-users' : '--map-groups';
  return ['unshare', '--user', ...map.map((extent) => `${option}=${triple(extent)}`)].join(' ');
}

/** The extents that --map-users and --map-groups give in numbers; what its words (auto, all, subids) give depends on the host: `parseUnshare`. */
export function readUnshare(text: string): Entries {
  return readOptions(text, { uid: '--map-users', gid: '--map-groups' }, undefined, (value) =>
    /^[a-z]+$/.test(value)
      ? error(
          'unshare-word',
          `${value} is not three numbers.`,
          'The result of this word depends on the user and on /etc/subuid.',
        )
      : undefined,
  );
}

/** The extents of options that take `inside:outside:count`; `refuse` says what of a value isn't in its three numbers. */
function readOptions(
  text: string,
  options: Record<IdKind, string>,
  defaultCount: number | undefined,
  refuse: (value: string) => Diagnostic | undefined,
): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { option, value: word } of optionValues(shellWords(text), Object.values(options))) {
    const span = spanAt(source, word.start, word.end);
    const refused = refuse(word.text);
    const read = refused ? undefined : readTriple(source, word, defaultCount);
    diagnostics.push(...(refused ? [{ ...refused, span }] : (read?.diagnostics ?? [])));
    if (read?.value) entries.push({ ...read.value, kinds: [option === options.uid ? 'uid' : 'gid'], span });
  }
  return { entries, diagnostics };
}

/** The command newuidmap(1) or newgidmap(1); the process id is left as $PID. */
export function writeNewuidmap(map: IdMap, kind: IdKind): string {
  const numbers = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`);
  return [`new${kind}map`, '$PID', ...numbers].join(' ');
}

/** The extents that such commands ask for: whether they are granted is `checkNewuidmap`'s question. */
export function readNewuidmap(text: string): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { words } of shellCommands(text)) {
    const at = words.findIndex((word) => /(?:^|\/)new[ug]idmap$/.test(word.text));
    const name = words[at];
    if (!name) continue;
    const kind: IdKind = name.text.endsWith('newuidmap') ? 'uid' : 'gid';
    const numbers = words.slice(at + 2);
    const left = numbers.length % 3;
    if (numbers.length === 0 || left > 0) {
      const from = numbers.at(-left) ?? name;
      diagnostics.push(
        error(
          'newuidmap-fields',
          `The process ID is followed by ${numbers.length === 0 ? 'no numbers' : counted(numbers.length, 'number')}; each range needs three.`,
          'Write the first container ID, the first host ID, and how many, for each range.',
          spanAt(source, from.start, numbers.at(-1)?.end ?? name.end),
        ),
      );
    }
    for (let index = 0; index + 2 < numbers.length; index += 3) {
      const fields = numbers.slice(index, index + 3);
      const read = extentOf(
        fields.map((word, which) => readDecimal(source, { ...word, name: NUMBER_NAMES[which] ?? 'number' })),
      );
      diagnostics.push(...read.diagnostics);
      const span = spanAt(source, fields[0]?.start ?? 0, fields[2]?.end ?? 0);
      if (read.value) entries.push({ ...read.value, kinds: [kind], span });
    }
  }
  return { entries, diagnostics };
}
