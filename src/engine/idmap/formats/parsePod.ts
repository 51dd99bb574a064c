import { type Diagnostic, error, info, type Parsed, type Span, shorten, sourceText, spanAt } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { hostMaps, noMaps, UNKNOWN_MAPS } from './Entries.ts';
import type { HostReleases } from './noIdmappedMount.ts';
import { noPodNamespace } from './noPodNamespace.ts';
import { type PodField, podFields } from './podFields.ts';

/** The code of what is said where the kubelet decides which host ids a Pod gets, and how to see them. */
export const POD_MAP_UNKNOWN = 'pod-map-unknown';
export const SHOW_POD_MAP = 'kubectl exec POD -- cat /proc/self/uid_map shows them.';

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
