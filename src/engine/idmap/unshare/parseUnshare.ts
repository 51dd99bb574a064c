import { info, type Parsed, type Span, sourceText } from '../../text/index.ts';
import type { IdKind, IdMap, LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { findCommand } from '../subid/findCommand.ts';
import type { HostFacts } from '../subid/HostFacts.ts';
import { readRequest } from './readRequest.ts';
import type { UnshareRequest } from './UnshareRequest.ts';
import { writeUnshareMaps } from './writeUnshareMaps.ts';

const UNSHARE = { name: 'unshare', article: 'an', pattern: /^(?:.*\/)?unshare$/ } as const;

/**
 * The maps of the user namespace that the command `unshare ...` makes, run by the host's user (by root after sudo): those of --map-root-user,
 * --map-current-user, --map-user, --map-group, --map-users, --map-groups, --map-auto and --map-subids, as unshare of the host’s util-linux works them out
 * and writes them (see `writeUnshareMaps`). A side that it doesn't write is []. Undefined where unshare fails: the first error is what it prints, with
 * PID for the number of its process; and where the command makes no user namespace. Spans are in the command.
 */
export function parseUnshare(command: string, host: HostFacts): Parsed<NamespaceMaps> {
  const source = sourceText(command);
  const { value: found, diagnostics: none } = findCommand(command, host, UNSHARE);
  if (!found) return { value: undefined, diagnostics: none };
  const { request, diagnostics } = readRequest(found, source, host);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const span = found.program.span();
  const noMaps = (code: string, message: string) => ({
    value: undefined,
    diagnostics: [info(code, message, 'Add --user, or an option that maps IDs.', span)],
  });
  if (request.tellsOnly) return noMaps('unshare-tells', 'This option only prints information.');
  const maps = writeUnshareMaps(request, found.user, host, span);
  if (!maps.ok) return { value: undefined, diagnostics: maps.diagnostics };
  if (!request.userNamespace) {
    const message = 'No option makes a user namespace: IDs in the container are the host’s.';
    return noMaps('unshare-no-user-namespace', message);
  }
  return {
    value: { uid: located(maps.uid, 'uid', request, span), gid: located(maps.gid, 'gid', request, span) },
    diagnostics: [],
  };
}

/** Each extent with the option that gave it. */
function located(map: IdMap, kind: IdKind, request: UnshareRequest, program: Span): LocatedExtent[] {
  const single = request.single[kind];
  return map.map((extent) => {
    const range = request.ranges[kind].find(
      ({ outer, count }) => extent.outside >= outer && extent.outside <= outer + count,
    );
    const isSingle = single && extent.inside === single.id && extent.count === 1;
    return { ...extent, span: (isSingle ? single.span : range?.span) ?? program };
  });
}
