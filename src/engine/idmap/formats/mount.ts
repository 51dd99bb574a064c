import { type Diagnostic, type SourceText, shorten, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { colonTriple } from './colonTriple.ts';
import type { Entries, Entry } from './Entries.ts';
import { type MountValue, mountValues } from './mountValues.ts';
import type { Word } from './shellWords.ts';

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
export interface MountSettings extends Entries {
  /** The options that count. */
  values: readonly MountValue[];
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
  const diagnostics: Diagnostic[] = more.map(({ start, end }) => ({
    code: 'mount-several',
    severity: 'warning',
    message: 'mount uses only the first X-mount.idmap, and this is a second one.',
    hint: 'Put all entries into one option, with spaces between them; paste each mount separately.',
    span: spanAt(source, start, end),
  }));
  for (const value of values) {
    for (const [index, word] of value.words.entries()) {
      if (index === 0 && word.text.startsWith('/')) break;
      const read = value.option === 'idmap' ? colonTriple(source, word) : asMountDoes(source, word, value.option);
      diagnostics.push(...read.diagnostics);
      if (read.extent) {
        const kinds = value.kinds ?? KINDS[word.text.slice(0, 2)] ?? ['uid', 'gid'];
        entries.push({ ...read.extent, kinds, span: spanAt(source, word.start, word.end) });
      }
    }
    if (value.cut !== undefined) {
      diagnostics.push({
        code: 'mount-unquoted',
        severity: 'warning',
        message: `The shell ends the option before "${shorten(value.cut.text)}".`,
        hint: 'Put the whole option in quotes; in /etc/fstab write \\040 for each space.',
        span: spanAt(source, value.cut.start, value.cut.end),
      });
    }
  }
  return { entries, diagnostics, values };
}

/** sscanf(3) with "%u:%u:%u": signs and blanks before a number, the lowest 32 bits of it, and whatever comes after the third. */
function asMountDoes(source: SourceText, word: Word, option: MountValue['option']) {
  const text = option === 'X-mount.idmap' ? word.text.replace(/^[bgu]:/, '') : word.text;
  const found = /^[\t-\r ]*([+-]?[0-9]+):[\t-\r ]*([+-]?[0-9]+):[\t-\r ]*([+-]?[0-9]+)/.exec(text);
  if (!found)
    return colonTriple(source, { ...word, text, place: (at) => word.place(at + word.text.length - text.length) });
  const [whole, ...numbers] = found;
  const [inside = 0, outside = 0, count = 0] = numbers.map(lowest32);
  const diagnostics: Diagnostic[] = [];
  const told = (code: string, message: string, hint: string) => {
    diagnostics.push({ code, severity: 'warning', message, hint, span: spanAt(source, word.start, word.end) });
  };
  if (whole.length < text.length) {
    told(
      'mount-rest',
      `mount does not read "${shorten(text.slice(whole.length))}".`,
      'Put a space between two entries.',
    );
  }
  if (numbers.some((number) => !/^[0-9]+$/.test(number) || Number(number) > 0xffffffff)) {
    told('mount-wraps', `mount reads this as ${inside}:${outside}:${count}.`, 'IDs go from 0 to 4294967294.');
  }
  return { extent: { inside, outside, count }, diagnostics };
}

/** strtoul(3) keeps to 64 bits, and the variable to 32. */
function lowest32(number: string): number {
  if (number.length > 40) return 0xffffffff;
  const value = BigInt(number.replace(/^\+/, ''));
  const most = 2n ** 64n - 1n;
  return value > most || value < -most ? 0xffffffff : Number(BigInt.asUintN(32, value));
}
