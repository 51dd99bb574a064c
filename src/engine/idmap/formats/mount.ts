import { type Diagnostic, sourceText, spanAt } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import { colonTriple } from './colonTriple.ts';
import type { Entries, Entry } from './Entries.ts';
import { type MountValue, mountValues } from './mountValues.ts';
import { shorten } from './readDecimal.ts';

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
  values: readonly MountValue[];
}

/**
 * The extents of X-mount.idmap= (of several the first counts), of --map-users and --map-groups, and of Podman's volume option idmap=
 * (libmount/src/hook_idmap.c, hook_prepare_options, util-linux 2.41.5; podman-run(1)). A path to a namespace gives none.
 */
export function readMount(text: string): MountSettings {
  const source = sourceText(text);
  const values = mountValues(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const value of values) {
    for (const word of value.words) {
      const span = spanAt(source, word.start, word.end);
      if (word.text.startsWith('/')) continue;
      const type = value.option === 'X-mount.idmap' ? (/^[bgu]:/.exec(word.text)?.[0] ?? '') : '';
      const read = colonTriple(source, word, { skip: type.length });
      diagnostics.push(...read.diagnostics);
      if (read.extent) entries.push({ ...read.extent, kinds: value.kinds ?? KINDS[type] ?? ['uid', 'gid'], span });
    }
    if (value.cut !== undefined) {
      diagnostics.push({
        code: 'mount-unquoted',
        severity: 'warning',
        message: `The shell ends the option before "${shorten(value.cut.text)}".`,
        hint: 'Put the whole option in quotes; in /etc/fstab write \\040 for each blank.',
        span: spanAt(source, value.cut.start, value.cut.end),
      });
    }
  }
  return { entries, diagnostics, values };
}
