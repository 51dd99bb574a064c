import {
  counted,
  type Diagnostic,
  error,
  findMember,
  info,
  type JsonNode,
  memberOf,
  type Parsed,
  problemsOf,
  readJson,
  type Span,
  shorten,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type NamespaceMaps, NO_ID } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { readSubidsAsShadow } from '../subid/readSubidsAsShadow.ts';
import { hostMaps, noMaps, UNKNOWN_MAPS } from './lxc.ts';
import type { HostReleases } from './mount.ts';
import { noPodNamespace } from './noPodNamespace.ts';

/** A field of a manifest with its value as written, and its place, key and all. */
interface PodField {
  name: string;
  value: string;
  start: number;
  end: number;
}

/** What a manifest has about the users of its Pod; of several Pods the first one counts. */
interface PodFields {
  hostUsers: PodField | undefined;
  /** What asks for others of the node's namespaces. */
  hostNamespaces: readonly PodField[];
  /** The key of the object that holds `containers`. */
  spec: PodField | undefined;
  /** Every `hostUsers` that is nobody's. */
  misplaced: PodField[];
}

/** A Pod's part of a manifest. */
type Pod = Pick<PodFields, 'hostUsers' | 'hostNamespaces'> & { spec: PodField };

const HOST_NAMESPACES: readonly string[] = ['hostNetwork', 'hostPID', 'hostIPC'];

/** Reads YAML, as far as keys and indentation go, or JSON. */
function podFields(text: string): PodFields {
  return /^\s*\{/.test(text) ? fromJson(text) : fromYaml(text);
}

/** A mapping of the YAML text that is still open, and what of a Pod it has shown. */
interface Mapping {
  indent: number;
  /** The key that opened it. */
  key: PodField | undefined;
  name: string;
  containers: boolean;
  hostUsers: PodField | undefined;
  hostNamespaces: PodField[];
}

function fromYaml(text: string): PodFields {
  const pods: Pod[] = [];
  const misplaced: PodField[] = [];
  let open: Mapping[] = [];
  const close = (mapping: Mapping) => {
    if (mapping.name === 'spec' && mapping.containers && mapping.key) {
      const { key: spec, hostUsers, hostNamespaces } = mapping;
      pods.push({ spec, hostUsers, hostNamespaces });
    } else if (mapping.hostUsers) misplaced.push(mapping.hostUsers);
  };
  const closeFrom = (indent: number) => {
    for (let last = open.at(-1); last !== undefined && last.indent >= indent; last = open.at(-1)) {
      close(last);
      open.pop();
    }
  };

  let at = 0;
  let block = Number.POSITIVE_INFINITY;
  let opener: { name: string; key: PodField } | undefined;
  for (const line of text.split('\n')) {
    const lineStart = at;
    at += line.length + 1;
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    let indent = line.length - content.length;
    if (indent > block) continue;
    block = Number.POSITIVE_INFINITY;
    if (/^(?:---|\.\.\.)/.test(line)) {
      closeFrom(0);
      open = [];
      opener = undefined;
      continue;
    }
    const dashes = /^(?:- +)+/.exec(content)?.[0] ?? '';
    indent += dashes.length;
    if (dashes !== '') closeFrom(indent);
    const match = /^(?:"([\w.-]+)"|([\w.-]+))[ \t]*:(?:[ \t]+(.*))?$/.exec(content.slice(dashes.length).trimEnd());
    if (!match) continue;
    const name = match[1] ?? match[2] ?? '';
    const written = match[3] ?? '';
    const value =
      written.startsWith('"') || written.startsWith("'") ? written : written.replace(/(?:^|\s)#.*$/, '').trim();
    const start = lineStart + indent;
    const end = lineStart + line.trimEnd().length - (written.length - value.length);
    closeFrom(indent + 1);
    let mapping = open.at(-1);
    if (mapping === undefined || mapping.indent < indent) {
      const { key, name = '' } = opener ?? {};
      mapping = { indent, key, name, containers: false, hostUsers: undefined, hostNamespaces: [] };
      open.push(mapping);
    }
    const key = { name, value, start, end };
    if (name === 'containers') mapping.containers = true;
    if (name === 'hostUsers') mapping.hostUsers = key;
    if (HOST_NAMESPACES.includes(name) && value === 'true') mapping.hostNamespaces.push(key);
    opener = value === '' ? { name, key } : undefined;
    if (/^[|>][+-]?[0-9]?[+-]?$/.test(value)) block = indent;
  }
  closeFrom(0);
  return first(pods, misplaced);
}

function fromJson(text: string): PodFields {
  const pods: Pod[] = [];
  const misplaced: PodField[] = [];
  const field = (value: JsonNode, name: string): PodField | undefined => {
    const member = findMember(value, name);
    if (!member) return undefined;
    const { key, value: own } = member;
    return { name, value: text.slice(own.start, own.end), start: key.start, end: own.end };
  };
  const waiting: { name: string; value: JsonNode }[] = [];
  const source = sourceText(text);
  // Of a manifest that is no JSON, kubectl tells; what was meant is read all the same.
  const root = readJson(source, problemsOf(source));
  if (root) waiting.push({ name: '', value: root });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, value } = next;
    if (value.kind === 'array') waiting.push(...value.items.map((item) => ({ name: '', value: item })).reverse());
    if (value.kind !== 'object') continue;
    const hostUsers = field(value, 'hostUsers');
    if (name === 'spec' && memberOf(value, 'containers')) {
      const asked = HOST_NAMESPACES.flatMap((each) => field(value, each) ?? []);
      const hostNamespaces = asked.filter((each) => each.value === 'true');
      pods.push({ spec: { name, value: '', start: value.start, end: value.start + 1 }, hostUsers, hostNamespaces });
    } else if (hostUsers) misplaced.push(hostUsers);
    waiting.push(...value.members.map((member) => ({ name: member.key.value, value: member.value })).reverse());
  }
  return first(pods, misplaced);
}

function first([pod]: readonly Pod[], misplaced: PodField[]): PodFields {
  return { spec: pod?.spec, hostUsers: pod?.hostUsers, hostNamespaces: pod?.hostNamespaces ?? [], misplaced };
}

/** The code of what is said where the kubelet decides which host ids a Pod gets, and how to see them. */
const POD_MAP_UNKNOWN = 'pod-map-unknown';
const SHOW_POD_MAP = 'kubectl exec POD -- cat /proc/self/uid_map shows them.';

/**
 * What a Kubernetes Pod, or what holds a Pod's template, says about its ids: `hostUsers: false` in the Pod's spec gives it a user namespace
 * (stable since v1.36; kubernetes.io, "User Namespaces"). Which 65536 host ids it gets, the kubelet decides when the Pod starts, so both sides
 * are undefined; without the field or with true the ids are the host's. Undefined where the text holds no Pod, where the API server refuses the Pod, and on a
 * `host` that gives it no user namespace.
 */
export function parsePod(text: string, host: HostReleases = {}): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { hostUsers, hostNamespaces, spec, misplaced } = podFields(text);
  const place = ({ start, end }: PodField) => spanAt(source, start, end);
  const diagnostics: Diagnostic[] = misplaced.map((field) =>
    error(
      'pod-misplaced',
      'hostUsers is outside the spec of the Pod.',
      'Write it beside "containers:", once for the whole Pod.',
      place(field),
    ),
  );
  if (!spec) {
    const message = 'No spec with containers: this is neither a Pod nor a workload that creates Pods.';
    return noMaps(...diagnostics, error('pod-none', message, 'Paste the manifest from apiVersion on.'));
  }

  const span = place(hostUsers ?? spec);
  if (hostUsers?.value === 'false') {
    const lacking = noPodNamespace(host);
    if (lacking) return noMaps(...diagnostics, { ...lacking, span });
    const [refused, ...more] = hostNamespaces.map((field) => forbidden(field, place(field)));
    if (refused) return noMaps(...diagnostics, refused, ...more);
    const open = info(
      POD_MAP_UNKNOWN,
      'The kubelet gives this Pod 65536 host IDs of its own, above 65535. You can see which ones once it runs.',
      `${SHOW_POD_MAP} A line for kubelet in the node’s /etc/subuid and /etc/subgid sets the range they come from.`,
      span,
    );
    return { value: UNKNOWN_MAPS, diagnostics: [...diagnostics, open] };
  }
  if (hostUsers && hostUsers.value !== 'true') {
    const found = hostUsers.value === '' ? 'nothing' : `"${shorten(hostUsers.value)}"`;
    const message = `Found ${found} as hostUsers, expected true or false.`;
    const wrong = error('pod-host-users', message, 'Write hostUsers: false, without quotes.', span);
    return { value: UNKNOWN_MAPS, diagnostics: [...diagnostics, wrong] };
  }
  const why = hostUsers ? 'hostUsers is true' : 'hostUsers is not set, so it is true';
  const message = `${why}: IDs in the container are the node’s.`;
  const ofHost = info('pod-host-ids', message, 'Write hostUsers: false in the spec.', span);
  return { value: hostMaps(span), diagnostics: [...diagnostics, ofHost] };
}

/** A Pod with a user namespace has none of the node's others (kubernetes, pkg/apis/core/validation/validation.go, validateHostUsers). */
function forbidden({ name, value }: PodField, span: Span): Diagnostic {
  const unless =
    name === 'hostNetwork'
      ? ' unless the alpha feature gate UserNamespacesHostNetworkSupport (Kubernetes 1.35) is on'
      : '';
  const message = `The API server refuses ${name}: ${value} with hostUsers: false${unless}.`;
  return error('pod-host-namespace', message, `Remove ${name} or hostUsers.`, span);
}

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
