import { type Diagnostic, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { colonTriple } from './colonTriple.ts';
import type { Entries, Entry } from './Entries.ts';
import { optionValues, shellCommands } from './shellWords.ts';

/** The command unshare(1) with an option for each extent (util-linux 2.39 and later take several). */
export function writeUnshare(map: IdMap, kind: IdKind): string {
  const option = kind === 'uid' ? '--map-users' : '--map-groups';
  return [
    'unshare',
    '--user',
    ...map.map(({ inside, outside, count }) => `${option}=${inside}:${outside}:${count}`),
  ].join(' ');
}

/** The extents that --map-users and --map-groups give in numbers; what its words (auto, all, subids) give depends on the host: `parseUnshare`. */
export function readUnshare(text: string): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const value of optionValues(shellCommands(text).flat(), ['--map-users', '--map-groups'])) {
    const kind: IdKind = value.option === '--map-users' ? 'uid' : 'gid';
    const span = spanAt(source, value.start, value.end);
    if (/^[a-z]+$/.test(value.text)) {
      diagnostics.push({
        code: 'unshare-word',
        severity: 'error',
        message: `${value.text} is not three numbers.`,
        hint: 'The result of this word depends on the user and on /etc/subuid.',
        span,
      });
      continue;
    }
    const read = colonTriple(source, value);
    diagnostics.push(...read.diagnostics);
    if (read.extent) entries.push({ ...read.extent, kinds: [kind], span });
  }
  return { entries, diagnostics };
}
