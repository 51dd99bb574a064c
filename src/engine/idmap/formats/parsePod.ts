import { type Diagnostic, type Parsed, sourceText, spanAt } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { hostIds } from './hostIds.ts';
import { type PodField, podFields } from './podFields.ts';

/**
 * What a Kubernetes Pod, or what holds a Pod's template, says about its ids: `hostUsers: false` in the Pod's spec gives it a user namespace
 * (stable since v1.36; kubernetes.io, "User Namespaces"). Which 65536 host ids it gets, the kubelet decides when the Pod starts, so both sides
 * are undefined; without the field, or with true, the ids are the host's. Undefined where the text holds no Pod.
 */
export function parsePod(text: string): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { hostUsers, spec, misplaced } = podFields(text);
  const place = ({ start, end }: PodField) => spanAt(source, start, end);
  const diagnostics: Diagnostic[] = misplaced.map((field) => ({
    code: 'pod-misplaced',
    severity: 'error',
    message: 'hostUsers is outside the spec of the Pod.',
    hint: 'Write it beside "containers:", once for the whole Pod.',
    span: place(field),
  }));
  if (!spec) {
    const message = 'No spec with containers: this is neither a Pod nor a workload that creates Pods.';
    const hint = 'Paste the manifest from apiVersion on.';
    return { value: undefined, diagnostics: [...diagnostics, { code: 'pod-none', severity: 'error', message, hint }] };
  }

  if (hostUsers?.value === 'false') {
    diagnostics.push({
      code: 'pod-map-unknown',
      severity: 'info',
      message:
        'The kubelet gives this Pod 65536 host IDs of its own, above 65535. You can see which ones once it runs.',
      hint: 'kubectl exec POD -- cat /proc/self/uid_map shows them. A line kubelet:65536:7208960 in /etc/subuid and /etc/subgid of the node sets where they come from.',
      span: place(hostUsers),
    });
    return { value: { uid: undefined, gid: undefined }, diagnostics };
  }
  if (hostUsers && hostUsers.value !== 'true') {
    diagnostics.push({
      code: 'pod-host-users',
      severity: 'error',
      message: `Found ${hostUsers.value === '' ? 'nothing' : `"${hostUsers.value.slice(0, 40)}"`} as hostUsers; expected true or false.`,
      hint: 'Write hostUsers: false, without quotes.',
      span: place(hostUsers),
    });
    return { value: { uid: undefined, gid: undefined }, diagnostics };
  }
  const span = place(hostUsers ?? spec);
  diagnostics.push({
    code: 'pod-host-ids',
    severity: 'info',
    message: hostUsers
      ? 'hostUsers is true: IDs in the container are the node’s.'
      : 'hostUsers is not set, so it is true: IDs in the container are the node’s.',
    hint: 'Write hostUsers: false in the spec.',
    span,
  });
  const side = hostIds(span);
  return { value: { uid: side, gid: side }, diagnostics };
}
