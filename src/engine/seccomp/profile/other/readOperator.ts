import { type JsonNode, type JsonObject, type Member, memberOf, type Problems, shorten } from '../../../text/index.ts';

// kubernetes-sigs/security-profiles-operator, api/seccompprofile/v1/seccompprofile_types.go and doc/profiles.md. The operator writes `spec` as an OCI profile
// into /var/lib/kubelet/seccomp/operator on each node.

const OPERATOR = 'security-profiles-operator.x-k8s.io/';
/** Keys of `spec` that the operator keeps to itself (`state`, before v1 `disabled`). */
const OWN_KEYS = ['baseProfileName', 'state', 'disabled'];

/**
 * The profile in a SeccompProfile of the Security Profiles Operator: its `spec`, as the operator writes it, with what it leaves out or adds told. Of a list the
 * first. Undefined for any other object.
 */
export function readOperator(root: JsonObject, problems: Problems): JsonObject | undefined {
  const items = memberOf(root, 'items');
  const specs = (items?.kind === 'array' ? items.items : [root]).flatMap((item) => specOf(item) ?? []);
  if (specs.length > 1 && items !== undefined) {
    const message = `The text has ${specs.length} profiles.`;
    problems.tell(items, 'info', 'operator-several', message, 'Only the first one is read.');
  }
  return specs[0] && readSpec(specs[0], problems);
}

function specOf(root: JsonNode): JsonObject | undefined {
  const spec = memberOf(root, 'spec');
  const version = textOf(memberOf(root, 'apiVersion'));
  const isProfile = version.startsWith(OPERATOR) && textOf(memberOf(root, 'kind')) === 'SeccompProfile';
  return isProfile && spec?.kind === 'object' ? spec : undefined;
}

function readSpec(spec: JsonObject, problems: Problems): JsonObject {
  const base = memberOf(spec, 'baseProfileName');
  if (base !== undefined && textOf(base) !== '') {
    const message = `The base profile ${shorten(JSON.stringify(textOf(base)))} is not in this text.`;
    const hint =
      'The operator adds its system calls to this profile. Paste the file that it writes on the node, under /var/lib/kubelet/seccomp: status.localhostProfile names it.';
    problems.tell(base, 'warning', 'operator-base', message, hint);
  }
  const state = memberOf(spec, 'state') ?? memberOf(spec, 'disabled');
  if (state !== undefined && (textOf(state) === 'Disabled' || state.kind === 'true')) {
    const hint = 'The operator does not install it on the nodes.';
    problems.tell(state, 'warning', 'operator-disabled', 'The profile is disabled.', hint);
  }
  const members = spec.members.filter(({ key }) => !OWN_KEYS.includes(key.value));
  return { ...spec, members: members.map((member) => (member.key.value === 'syscalls' ? written(member) : member)) };
}

/** The rules as they come into the file: an errnoRet of 0 counts as left out. */
function written({ key, value }: Member): Member {
  if (value.kind !== 'array') return { key, value };
  const items = value.items.map((rule) =>
    rule.kind === 'object' ? { ...rule, members: rule.members.filter((member) => !isNoError(member)) } : rule,
  );
  return { key, value: { ...value, items } };
}

const isNoError = ({ key, value }: Member) =>
  key.value === 'errnoRet' && value.kind === 'number' && value.digits === '0';

const textOf = (node: JsonNode | undefined) => (node?.kind === 'string' ? node.value : '');
