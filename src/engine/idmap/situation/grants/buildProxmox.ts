import { parseLxcConfig } from '#formats';
import type { LocatedExtent } from '../../map/Extent.ts';
import { ROOT } from '../../subid/HostFacts.ts';
import { parseSubids, type Subid } from '../../subid/parseSubids.ts';
import { programWords } from '../../versions/programWords.ts';
import { type Built, FROM_FILES } from '../Built.ts';
import type { Given } from '../Given.ts';
import { assumedTwin } from '../hostUser.ts';
import type { ShownHost } from '../readShownHost.ts';
import { lxcGrants } from './lxcGrants.ts';

/**
 * The map that Proxmox VE gives an unprivileged container without lxc.idmap, at the line of root's that newuidmap finds for it. Where root has no line, as
 * the installer writes root:100000:65536, there is none to show, and the container does not start.
 */
export function buildProxmox({ versions }: Given, shown: ShownHost): Built {
  const { subuid = shown.subgid, subgid = shown.subuid } = shown;
  const { value: usual } = parseLxcConfig('unprivileged: 1');
  const maps = usual && { uid: atLineOfRoot(usual.uid, subuid), gid: atLineOfRoot(usual.gid, subgid) };
  const isShown = maps?.uid !== undefined && maps.gid !== undefined;
  const { grants, refusals } = usual
    ? lxcGrants({ ...usual, ...(isShown && maps) }, { subuid, subgid }, { user: ROOT, versions })
    : { grants: undefined, refusals: [] };
  return {
    levels: [{ name: 'the container', tool: 'lxc', maps: isShown ? maps : undefined, source: FROM_FILES }],
    // Without the line there is no place in the text that is wrong.
    diagnostics: [...refusals.map(({ span, ...rest }) => (isShown ? { span, ...rest } : rest)), ...assumedTwin(shown)],
    userProblems: [],
    asks: 'reader',
    ...(grants && { grants }),
    computedFor: [programWords('lxc', versions)],
  };
}

/** The extents at root's line that covers them, or else at its first; undefined where root has none. */
function atLineOfRoot(
  side: readonly LocatedExtent[] | undefined,
  file: string | undefined,
): readonly LocatedExtent[] | undefined {
  const lines = (parseSubids(file ?? '').value ?? []).filter(({ owner }) => owner === ROOT.name || owner === '0');
  const [first] = lines;
  if (first === undefined) return undefined;
  return side?.map((extent) => ({ ...extent, span: (lines.find((line) => covers(line, extent)) ?? first).span }));
}

const covers = ({ start, count }: Subid, { outside, count: size }: LocatedExtent): boolean =>
  start <= outside && outside + size <= start + count;
