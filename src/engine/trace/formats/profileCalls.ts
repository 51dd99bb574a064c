import type { Arch } from '../../linux/index.ts';
import { type JsonNode, type JsonObject, memberOf } from '../../text/index.ts';
import type { JsonFound } from './JsonFound.ts';
import { listedCalls } from './listedCalls.ts';

/** What a profile that was made of a trace lets pass: the calls that were seen. */
const SEEN = ['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG'];

/** Whether the object is the Security Profiles Operator's SeccompProfile (its api/seccompprofile). */
export function isOperators(root: JsonNode): boolean {
  const version = memberOf(root, 'apiVersion');
  const kind = memberOf(root, 'kind');
  return (
    version?.kind === 'string' &&
    /^security-profiles-operator\.x-k8s\.io\//.test(version.value) &&
    kind?.kind === 'string' &&
    kind.value === 'SeccompProfile'
  );
}

/**
 * The calls in a profile that a tool made of those it saw: oci-seccomp-bpf-hook, Inspektor Gadget's advise_seccomp, a recording of the Security Profiles
 * Operator. They are the names that it lets pass. Undefined for an object that is no profile.
 */
export function profileCalls(root: JsonObject, native: Arch): Omit<JsonFound, 'format'> | undefined {
  const profile = isOperators(root) ? memberOf(root, 'spec') : root;
  const rules = memberOf(profile, 'syscalls');
  if (memberOf(profile, 'defaultAction') === undefined || rules?.kind !== 'array') return undefined;
  const names = rules.items.flatMap((rule) => {
    const action = memberOf(rule, 'action');
    const list = memberOf(rule, 'names');
    return list !== undefined && action?.kind === 'string' && SEEN.includes(action.value) ? [list] : [];
  });
  return listedCalls(names, native);
}
