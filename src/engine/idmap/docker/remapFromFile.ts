import type { Parsed } from '../../text/index.ts';
import type { LocatedExtent } from '../map/LocatedExtent.ts';
import { readSubidFile } from '../subid/readSubidFile.ts';
import { ownedBy } from './ownedBy.ts';
import type { RemapUser } from './RemapUser.ts';
import { remapSubids } from './remapSubids.ts';

/**
 * The map that dockerd 26.1.5 with --userns-remap builds from the text of /etc/subuid, each extent with its line; undefined where dockerd
 * stops instead: at any line that doesn't have three fields, and at a number it can't read in a line of its user
 * (pkg/idtools, parseSubidFile). Problems of other users' lines are warnings.
 */
export function remapFromFile(text: string, user: RemapUser): Parsed<readonly LocatedExtent[]> {
  const lines = readSubidFile(text);
  const chosen = new Set(ownedBy(lines, user));
  let stopped = false;
  const diagnostics = lines.flatMap((line) => {
    const stops = line.owner === undefined || chosen.has(line);
    return line.diagnostics.map((diagnostic) => {
      if (diagnostic.severity !== 'error') return diagnostic;
      stopped ||= stops;
      return stops ? diagnostic : { ...diagnostic, severity: 'warning' as const };
    });
  });
  if (stopped) return { value: undefined, diagnostics };

  const subids = lines.flatMap(({ owner, start, count, span }) =>
    owner === undefined || start === undefined || count === undefined ? [] : [{ owner, start, count, span }],
  );
  const remapped = remapSubids(subids, user);
  return { value: remapped.value, diagnostics: [...diagnostics, ...remapped.diagnostics] };
}
