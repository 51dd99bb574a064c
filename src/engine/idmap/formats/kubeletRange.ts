import {
  counted,
  type Diagnostic,
  error,
  info,
  type Parsed,
  type Span,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type NamespaceMaps, NO_ID } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { readSubidsAsShadow } from '../subid/readSubidsAsShadow.ts';
import { noMaps, UNKNOWN_MAPS } from './Entries.ts';
import type { HostReleases } from './noIdmappedMount.ts';
import { noPodNamespace } from './noPodNamespace.ts';
import { POD_MAP_UNKNOWN, SHOW_POD_MAP } from './parsePod.ts';

/** The IDs of each Pod, where the kubelet's configuration has no other number (pkg/kubelet/kubeletconfig, DefaultKubeletUserNamespacesIDsPerPod). */
const PER_POD = 65536;

/** The Pods of a node, where the kubelet's configuration has no other number (kubelet.config.k8s.io/v1beta1, maxPods). */
const MOST_PODS = 110;

/**
 * The map of a Pod with `hostUsers: false` on a node with these files, of which the kubelet asks getsubids for its own lines when it starts
 * (Kubernetes 1.36, pkg/kubelet/kubelet_pods.go, getKubeletMappings and parseGetSubIdsOutput; pkg/kubelet/userns/userns_manager.go, MakeUserNsManager).
 * It decides anew for each Pod, so both sides are undefined, and a diagnostic tells from which IDs; where the kubelet does not start with the lines, there
 * is no map, and none on a `host` that gives a Pod no user namespace. A line under the number of the account's UID is not looked for.
 */
export function kubeletRange(subuid: string, subgid: string, host: HostReleases = {}): Parsed<NamespaceMaps> {
  const lacking = noPodNamespace(host);
  if (lacking) return noMaps(lacking);
  const top = spanAt(sourceText(subuid), 0, 0);
  const [uids, gids] = [ofKubelet(subuid, host), ofKubelet(subgid, host)];
  if (uids === undefined || gids === undefined) return refused('getsubids fails to read the file', top);
  const [line, second] = uids;
  if (printed(uids) !== printed(gids))
    return refused('its lines in /etc/subuid and /etc/subgid differ', (line ?? gids[0])?.span ?? top);
  if (line === undefined) return unknown([info(POD_MAP_UNKNOWN, NO_LINE, SHOW_POD_MAP, top)]);
  if (second) return refused('it has more than one line', second.span);
  const { start, count, span } = line;
  const problem = rangeProblem(line);
  if (problem) return refused(problem, span);
  const few = count / PER_POD < MOST_PODS ? [tooFew(count / PER_POD, span)] : [];
  const message = `The kubelet gives each Pod with hostUsers: false ${PER_POD} of the IDs ${start} to ${start + count - 1}. You can see which ones once it runs.`;
  return unknown([...few, info(POD_MAP_UNKNOWN, message, SHOW_POD_MAP, span)]);
}

/** The account's lines as getsubids finds them; undefined where it reads no file. */
const ofKubelet = (text: string, { versions }: HostReleases): Subid[] | undefined =>
  readSubidsAsShadow(text, versions).value?.filter(({ owner }) => owner === 'kubelet');

const printed = (lines: readonly Subid[]): string => JSON.stringify(lines.map(({ start, count }) => [start, count]));

const unknown = (diagnostics: Diagnostic[]): Parsed<NamespaceMaps> => ({ value: UNKNOWN_MAPS, diagnostics });

const NO_LINE = `/etc/subuid has no line for kubelet. Without an account of that name, the kubelet gives each Pod with hostUsers: false ${PER_POD} host IDs above 65535; with one, it does not start.`;

function refused(because: string, span: Span): Parsed<NamespaceMaps> {
  const hint = `In both files, assign kubelet the same single range: starting at ${PER_POD} or a multiple of it, with ${PER_POD} IDs for each Pod, and none that another line or account has.`;
  return noMaps(error('kubelet-refuses', `The kubelet does not start: ${because}.`, hint, span));
}

/** What the kubelet has against the range; undefined where it takes it. */
function rangeProblem({ start, count }: Subid): string | undefined {
  const tooLarge = [start, count].find((number) => number > NO_ID);
  if (tooLarge !== undefined) return `${tooLarge} is not a 32-bit number`;
  if (start % PER_POD !== 0) return `the range begins at ${start}, which is not a multiple of ${PER_POD}`;
  if (start < PER_POD) return `the range begins at ${start}, below ${PER_POD}`;
  if (count === 0) return 'the range has no IDs';
  return count % PER_POD === 0 ? undefined : `the count, ${count}, is not a multiple of ${PER_POD}`;
}

function tooFew(pods: number, span: Span): Diagnostic {
  const message = `This range is enough for ${counted(pods, 'Pod')}. If the node’s maxPods is higher, the kubelet does not start.`;
  return warning('kubelet-few', message, `maxPods is ${MOST_PODS} unless the kubelet’s configuration sets it.`, span);
}
