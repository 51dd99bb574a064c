import { type Diagnostic, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { colonTriple } from './colonTriple.ts';
import type { Entries, Entry } from './Entries.ts';
import { optionValues, shellCommands } from './shellWords.ts';

/** Options for `podman run` by root, where the outside ids are the host's (podman-run(1), --uidmap, Podman 5.4.2). */
export function writePodman(map: IdMap, kind: IdKind): string {
  return map.map(({ inside, outside, count }) => `--${kind}map ${inside}:${outside}:${count}`).join(' ');
}

/**
 * The --uidmap and --gidmap options of a command of root; an amount left out is 1. The flags `u`, `g`, `+` and `@` ask for more than the text
 * says: `parsePodman` reads them.
 */
export function readPodman(text: string): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const value of optionValues(shellCommands(text).flat(), ['--uidmap', '--gidmap'])) {
    const kind: IdKind = value.option === '--uidmap' ? 'uid' : 'gid';
    const span = spanAt(source, value.start, value.end);
    if (/^[ug+]*[ug+]|:@/.test(value.text)) {
      diagnostics.push({
        code: 'podman-flags',
        severity: 'error',
        message: 'This mapping has flags, so it is not three plain numbers.',
        hint: 'The result of u, g, + and @ depends on the ranges of the user who runs podman.',
        span,
      });
      continue;
    }
    const read = colonTriple(source, value, { count: 1 });
    diagnostics.push(...read.diagnostics);
    if (read.extent) entries.push({ ...read.extent, kinds: [kind], span });
  }
  return { entries, diagnostics };
}
