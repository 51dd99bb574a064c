import type { Diagnostic, Parsed } from '../../text/index.ts';
import type { LocatedExtent } from '../map/Extent.ts';
import type { RemapOptions } from './DockerEngine.ts';
import type { RemapUser } from './parseRemapUser.ts';
import { readRemapLines } from './readRemapLines.ts';
import { ownedBy, remapSubids } from './usernsRemap.ts';

/**
 * The map that dockerd with --userns-remap builds from the text of /etc/subuid or /etc/subgid, each extent with its line; undefined where
 * dockerd stops instead (`readRemapLines` says where and why). Problems of other users' lines are warnings.
 */
export function remapFromFile(
  text: string,
  user: RemapUser,
  options: RemapOptions = {},
): Parsed<readonly LocatedExtent[]> {
  const { engine = '26.1' } = options;
  const lines = readRemapLines(text, engine);
  const chosen = new Set(ownedBy(lines, user, engine));
  let stopped = false;
  const diagnostics = lines.flatMap((line): Diagnostic[] => {
    const stops = line.stops === 'always' || (line.stops === 'owned' && chosen.has(line));
    stopped ||= stops;
    if (line.owner === '') return [...line.diagnostics, nobodys(line.span)];
    return line.diagnostics.map((diagnostic) =>
      diagnostic.severity === 'error' && !stops ? { ...diagnostic, severity: 'warning' as const } : diagnostic,
    );
  });
  if (stopped) return { value: undefined, diagnostics };

  const subids = lines.flatMap(({ owner, start, count, span }) =>
    owner === undefined || start === undefined || count === undefined ? [] : [{ owner, start, count, span }],
  );
  const remapped = remapSubids(subids, user, options);
  const [first] = [...chosen].filter(({ count }) => count !== 0);
  if (first?.negative && remapped.value) diagnostics.push(belowZero(first.span));
  return { value: remapped.value, diagnostics: [...diagnostics, ...remapped.diagnostics] };
}

function nobodys(span: Diagnostic['span']): Diagnostic {
  return {
    code: 'subid-owner',
    severity: 'warning',
    message: 'No owner before the first colon, so these IDs are assigned to no one.',
    hint: 'Write a login name or a UID first.',
    ...(span && { span }),
  };
}

/** dockerd names containerd's namespace after the ids of the remapped root, "moby-165536.165536" (seen with 26.1.5). */
function belowZero(span: Diagnostic['span']): Diagnostic {
  return {
    code: 'remap-below-zero',
    severity: 'error',
    message: 'The first range begins below 0; containerd refuses the namespace that dockerd names after it.',
    hint: 'IDs go from 0 to 4294967294.',
    ...(span && { span }),
  };
}
