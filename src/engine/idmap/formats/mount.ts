import {
  type Diagnostic,
  error,
  info,
  optionValues,
  type Parsed,
  partOf,
  type SourceText,
  shellCommands,
  shorten,
  sourceText,
  spanAt,
  type Word,
  warning,
} from '../../text/index.ts';
import { kernelBefore } from '../kernel/Writer.ts';
import type { Extent, IdKind, IdMap, NamespaceMaps } from '../map/Extent.ts';
import { programWords, since, type Versions } from '../versions/programWords.ts';
import { type Entries, type Entry, mapsOf, noMaps, readTriple, UNKNOWN_MAPS } from './lxc.ts';

/** The releases of a host's programs and its kernel; what is left out is what links began with. */
export interface HostReleases {
  versions?: Versions | undefined;
  kernel?: string | undefined;
  /** The runtime that the engine starts; left out, nothing hangs on it. */
  runtime?: 'runc' | 'crun' | undefined;
}

/** Why the host has no idmapped mount: before util-linux 2.39 mount(8) ignores the option without a word, and before Linux 5.12 there is none. */
export function noIdmappedMount({ versions, kernel }: HostReleases): Diagnostic | undefined {
  if (!since('util-linux', 'mount-idmap', versions)) {
    const message = `mount from ${programWords('util-linux', versions)} ignores X-mount.idmap and mounts without an ID map.`;
    return error('mount-ignores-idmap', message, 'Use util-linux 2.39 or newer.');
  }
  if (!kernelBefore(kernel, '5.12')) return undefined;
  return error('mount-kernel', `Linux ${kernel} has no idmapped mounts.`, 'Use Linux 5.12 or newer.');
}

/** One option about ids in a text about mounts, as its entries. */
interface MountValue {
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
function mountValues(text: string): MountValue[] {
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

/**
 * The option of mount(8) for an idmapped mount, ready for quotes around it. The first number is an id on the disk, the second the id it shows
 * as in the mount: so Linux does it (seen with mount 2.41.5 on Linux 6.18), though the manual page has the two the other way round.
 */
export function writeMount(map: IdMap, kind: IdKind): string {
  const type = kind === 'uid' ? 'u' : 'g';
  return `X-mount.idmap=${map.map(({ inside, outside, count }) => `${type}:${inside}:${outside}:${count}`).join(' ')}`;
}

const KINDS: Record<string, readonly IdKind[]> = { 'u:': ['uid'], 'g:': ['gid'] };

/** What a mount's options say about ids. */
interface MountSettings extends Entries {
  /** The options that count. */
  values: readonly MountValue[];
  /** All of them. */
  given: readonly MountValue[];
}

/**
 * The extents of X-mount.idmap= (of several the first counts, and it goes before --map-users and --map-groups), and of Podman's volume option
 * idmap= (libmount/src/hook_idmap.c, hook_prepare_options, util-linux 2.41.5; podman-run(1)). A path to a namespace gives none.
 */
export function readMount(text: string): MountSettings {
  const source = sourceText(text);
  const all = mountValues(text);
  const [first, ...more] = all.filter(({ option }) => option === 'X-mount.idmap');
  const values = first ? [first] : all;
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = more.map(({ start, end }) =>
    warning(
      'mount-several',
      'mount uses only the first X-mount.idmap, and this is a second one.',
      'Put all entries into one option, with spaces between them; paste each mount separately.',
      spanAt(source, start, end),
    ),
  );
  for (const value of values) {
    for (const [index, word] of value.words.entries()) {
      if (index === 0 && word.text.startsWith('/')) break;
      const read = value.option === 'idmap' ? readTriple(source, word) : readAsMount(source, word, value.option);
      diagnostics.push(...read.diagnostics);
      const kinds = value.kinds ?? KINDS[word.text.slice(0, 2)] ?? ['uid', 'gid'];
      if (read.value) entries.push({ ...read.value, kinds, span: spanAt(source, word.start, word.end) });
    }
    if (value.cut !== undefined) {
      const message = `The shell ends the option before "${shorten(value.cut.text)}".`;
      const hint = 'Put the whole option in quotes; in /etc/fstab write \\040 for each space.';
      diagnostics.push(warning('mount-unquoted', message, hint, spanAt(source, value.cut.start, value.cut.end)));
    }
  }
  return { entries, diagnostics, values, given: all };
}

/** sscanf(3) with "%u:%u:%u": signs and blanks before a number, the lowest 32 bits of it, and whatever comes after the third. */
function readAsMount(source: SourceText, word: Word, option: MountValue['option']): Parsed<Extent> {
  const text = option === 'X-mount.idmap' ? word.text.replace(/^[bgu]:/, '') : word.text;
  const found = /^[\t-\r ]*([+-]?[0-9]+):[\t-\r ]*([+-]?[0-9]+):[\t-\r ]*([+-]?[0-9]+)/.exec(text);
  if (!found) {
    const { start, end } = word;
    return readTriple(source, { ...partOf(word, word.text.length - text.length), start, end });
  }
  const [triple, ...numbers] = found;
  const [inside = 0, outside = 0, count = 0] = numbers.map(lowest32);
  const diagnostics: Diagnostic[] = [];
  const span = spanAt(source, word.start, word.end);
  if (triple.length < text.length) {
    const message = `mount does not read "${shorten(text.slice(triple.length))}".`;
    diagnostics.push(warning('mount-rest', message, 'Put a space between two entries.', span));
  }
  if (numbers.some((number) => !/^[0-9]+$/.test(number) || Number(number) > 0xffffffff)) {
    const message = `mount reads this as ${inside}:${outside}:${count}.`;
    diagnostics.push(warning('mount-wraps', message, 'IDs go from 0 to 4294967294.', span));
  }
  return { value: { inside, outside, count }, diagnostics };
}

/** strtoul(3) keeps to 64 bits, and the variable to 32. */
function lowest32(number: string): number {
  if (number.length > 40) return 0xffffffff;
  const value = BigInt(number.replace(/^\+/, ''));
  const most = 2n ** 64n - 1n;
  return value > most || value < -most ? 0xffffffff : Number(BigInt.asUintN(32, value));
}

/**
 * The maps of an idmapped mount, as the kernel has them: inside are the ids on the disk, outside those that the mount shows (Linux,
 * Documentation/filesystems/idmappings.rst). From a mount command, a line of /etc/fstab, an X-mount.idmap option, or Podman's idmap= volume
 * option. Both kinds are needed: mount_setattr(2) answers EINVAL to a namespace that lacks one. Undefined where a host of these releases makes no
 * idmapped mount of it.
 */
export function parseMountIdmap(text: string, host: HostReleases = {}): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { entries, diagnostics, values, given } = readMount(text);
  const [first] = values;
  if (!first) {
    const message = 'No X-mount.idmap=, --map-users or idmap= in this text.';
    return noMaps(error('mount-no-idmap', message, 'Write mount --bind -o "X-mount.idmap=b:1000:1005:1" FROM TO.'));
  }
  // An option that mount does not have stops it before it looks at any other.
  const decisive = given.find(({ option }) => option.startsWith('--')) ?? first;
  const lacking = lackingOn(host, decisive.option);
  if (lacking) {
    return { value: undefined, diagnostics: [{ ...lacking, span: spanAt(source, decisive.start, decisive.end) }] };
  }
  const path = values.map(({ words }) => words[0]).find((word) => word?.text.startsWith('/'));
  if (path) {
    const message = `The mount takes the maps of the namespace ${path.text}: they are not in this text.`;
    const span = spanAt(source, path.start, path.end);
    const open = info('mount-namespace', message, 'Read uid_map and gid_map in the same directory.', span);
    return { value: UNKNOWN_MAPS, diagnostics: [...diagnostics, open] };
  }
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  const all = [...diagnostics, ...ofTheKernel];
  const span = spanAt(source, first.start, first.end);
  if (entries.length === 0 && all.length === 0) {
    const hint = 'Write entries such as b:1000:1005:1 after the =.';
    all.push(error('mount-empty', 'The option has no entry; mount refuses it.', hint, span));
  }
  const missing = maps.uid === undefined ? 'uid' : maps.gid === undefined ? 'gid' : undefined;
  if (entries.length > 0 && missing && first.option !== 'idmap') {
    const message = `No entry for ${missing.toUpperCase()}s: an idmapped mount needs both kinds.`;
    const hint = `Add an entry that begins with ${missing === 'uid' ? 'u' : 'g'}: or b:.`;
    all.push(error('mount-one-sided', message, hint, span));
  }
  return { value: maps, diagnostics: all };
}

/** What the host lacks for the option: Podman asks the kernel by itself, and mount before 2.39 has neither option (noIdmappedMount). */
function lackingOn(host: HostReleases, option: MountValue['option']): Diagnostic | undefined {
  const lacking = noIdmappedMount(option === 'idmap' ? { kernel: host.kernel } : host);
  if (lacking?.code !== 'mount-ignores-idmap' || option === 'X-mount.idmap') return lacking;
  const message = `mount from ${programWords('util-linux', host.versions)} has no ${option} option.`;
  return error('mount-no-option', message, lacking.hint);
}
