import { optionValues, partOf, shellCommands, type Word } from '../../text/index.ts';
import type { IdKind } from '../map/Extent.ts';

/** One option about ids in a text about mounts, as its entries. */
export interface MountValue {
  option: 'X-mount.idmap' | '--map-users' | '--map-groups' | 'idmap';
  /** What the option's name says its entries are for; undefined where each entry says it. */
  kinds: readonly IdKind[] | undefined;
  words: readonly Word[];
  start: number;
  end: number;
  /** What looks like a further entry, and is none, since no quotes hold it. */
  cut?: Word;
}

const ENTRY = /^(?:[bgu]:)?[0-9]+:[0-9]+:[0-9]+/;

/**
 * The options about ids in a mount command, a line of /etc/fstab (blanks written \040), a bare X-mount.idmap=… text (blanks and all), and the
 * volume option of Podman.
 */
export function mountValues(text: string): MountValue[] {
  const values: MountValue[] = [];
  for (const { words } of shellCommands(text)) {
    const bare = words[0]?.text.startsWith('X-mount.idmap=') ?? false;
    for (const [index, word] of words.entries()) {
      const option = idmapOption(word);
      if (option) {
        const more = bare && index === 0 ? words.slice(1).filter(({ text: next }) => ENTRY.test(next)) : [];
        const next = words[index + 1];
        const cut = more.length === 0 && next && ENTRY.test(next.text) ? { cut: next } : {};
        const entries = [...pieces(option, /\\040| /g), ...more];
        const end = entries.at(-1)?.end ?? option.end;
        values.push({ option: 'X-mount.idmap', kinds: undefined, words: entries, start: word.start, end, ...cut });
      }
      values.push(...podmanIdmap(word));
    }
    if (words.some(({ text: word }) => /(?:^|\/)mount$/.test(word))) {
      for (const { option: name, value } of optionValues(words, ['--map-users', '--map-groups'])) {
        const option = name === '--map-users' ? ('--map-users' as const) : ('--map-groups' as const);
        const kinds: readonly IdKind[] = value.text.startsWith('/')
          ? ['uid', 'gid']
          : option === '--map-users'
            ? ['uid']
            : ['gid'];
        values.push({ option, kinds, words: [value], start: value.start, end: value.end });
      }
    }
  }
  return values;
}

/** The value of X-mount.idmap= among the options that a word holds, between commas. */
function idmapOption(word: Word): Word | undefined {
  const found = /(?:^|,)X-mount\.idmap=([^,]*)/.exec(word.text);
  if (!found) return undefined;
  const from = found.index + found[0].length - (found[1] ?? '').length;
  return partOf(word, from, found.index + found[0].length);
}

/** `idmap=uids=0-1000-1#1-100000-10;gids=…`: on the disk, in the mount, count (podman-run(1), --volume, Podman 5.4.2). */
function podmanIdmap(word: Word): MountValue[] {
  const found = /(?:^|[:,])idmap=((?:[ug]ids=[^;,]*;?)+)/.exec(word.text);
  if (!found) return [];
  const from = found.index + found[0].length - (found[1] ?? '').length;
  return pieces(partOf(word, from, found.index + found[0].length), /;/g).map((side) => {
    const own = partOf(side, 5, side.text.length);
    const words = pieces(own, /#/g).map((piece) => ({ ...piece, text: piece.text.replaceAll('-', ':') }));
    const kinds: readonly IdKind[] = [side.text.startsWith('u') ? 'uid' : 'gid'];
    return { option: 'idmap' as const, kinds, words, start: own.start, end: own.end };
  });
}

/** What stands between the separators, empty pieces left out. */
function pieces(word: Word, separator: RegExp): Word[] {
  const found: Word[] = [];
  let from = 0;
  for (const match of word.text.matchAll(separator)) {
    if (match.index > from) found.push(partOf(word, from, match.index));
    from = match.index + match[0].length;
  }
  if (from < word.text.length) found.push(partOf(word, from, word.text.length));
  return found;
}
