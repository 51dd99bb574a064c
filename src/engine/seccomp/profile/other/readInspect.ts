import {
  type Edit,
  type JsonNode,
  type JsonObject,
  type JsonString,
  type Member,
  memberOf,
  type Problems,
  shorten,
  sourceText,
  stringOffsets,
} from '../../../text/index.ts';
import type { InspectedContainer } from '../names.ts';
import { TELLING } from '../otherText.ts';

/** The problems of a text that stands in a JSON string of another, from the character `from` on: told at their places there, with edits that fit there. */
function embeddedProblems(outer: Problems, string: JsonString, from: number): Problems {
  const offsets = stringOffsets(outer.source.text, string);
  const offsetOf = (at: number) => offsets[Math.min(from + at, offsets.length - 1)] ?? string.end;
  // What has a line is a span that `spanOf` gave, and lies in the whole text already.
  const placeOf = (place: { start: number; end: number }) =>
    'line' in place ? place : { start: offsetOf(place.start), end: offsetOf(place.end) };
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  return {
    source: sourceText(string.value.slice(from)),
    tell(place, severity, code, message, hint, fix) {
      const edits =
        typeof fix === 'string' ? escaped(fix) : fix?.map((edit) => ({ ...placeOf(edit), text: escaped(edit.text) }));
      outer.tell(placeOf(place), severity, code, message, hint, edits);
    },
    get full() {
      return outer.full;
    },
    spanOf: (place) => outer.spanOf(placeOf(place)),
    list: outer.list,
  };
}

/** The text of the container's profile with its problems, where it has one there; or that it runs without a filter; or neither, with the problem told. */
type InspectedProfile = { problems: Problems } | { off: JsonNode } | undefined;

/** moby, daemon/seccomp_linux.go WithSeccomp; podman, libpod/container_inspect.go, which prints the profile's path. */
export function readInspect({ hostConfig, count }: InspectedContainer, problems: Problems): InspectedProfile {
  if (count > 1) {
    const hint = 'Only the first one is read.';
    problems.tell(hostConfig, 'info', 'inspect-several', `The text describes ${count} containers.`, hint);
  }
  const option = seccompOption(hostConfig);
  const said = option?.value.slice(PREFIX);
  const isText = said?.trimStart().startsWith('{') ?? false;
  const isPath = said !== undefined && !isText && said !== 'unconfined' && !DEFAULTS.includes(said);
  const privileged = memberOf(hostConfig, 'Privileged');
  if (privileged?.kind === 'true' && !isPath) {
    const hint = `${NO_FILTER} Docker ignores the profile that a privileged container names.`;
    problems.tell(privileged, 'warning', 'inspect-unconfined', 'The container is privileged.', hint);
    return { off: privileged };
  }
  if (option === undefined || said === undefined || DEFAULTS.includes(said)) {
    const at = option ?? memberOf(hostConfig, 'SecurityOpt') ?? hostConfig;
    const message =
      option === undefined
        ? 'The container has no profile of its own.'
        : `${shown(option)} names the engine’s default profile.`;
    const hint =
      'docker inspect doesn’t print the engine’s default profile. Choose your release from the list of profiles, or paste the file that dockerd’s --seccomp-profile names.';
    problems.tell(at, 'error', 'inspect-default', message, hint);
    return undefined;
  }
  if (said === 'unconfined') {
    problems.tell(option, 'warning', 'inspect-unconfined', `${shown(option)} turns seccomp off.`, NO_FILTER);
    return { off: option };
  }
  if (isPath) {
    const hint = 'Podman prints the path of the profile, not its text. Paste that file.';
    problems.tell(option, 'error', 'inspect-path', `${shown(option)} is the path of a profile.`, hint);
    return undefined;
  }
  return { problems: embeddedProblems(problems, option, PREFIX) };
}

const NO_FILTER = 'The container runs without a filter: every call is allowed.';
/** moby, daemon/daemon_unix.go parseSecurityOpt: `=`, and `:` of before 1.11. */
const OPTION = /^seccomp[=:]/;
const PREFIX = 'seccomp='.length;
/** moby, daemon/config SeccompProfileDefault. */
const DEFAULTS: readonly string[] = ['builtin', ''];

const shown = ({ value }: JsonString) => shorten(JSON.stringify(value));

/** The last of the security options that names a profile. */
function seccompOption(hostConfig: JsonObject): JsonString | undefined {
  const options = memberOf(hostConfig, 'SecurityOpt');
  const strings = options?.kind === 'array' ? options.items.filter((item) => item.kind === 'string') : [];
  return strings.findLast(({ value }) => OPTION.test(value));
}

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

const PASTE = 'Paste the contents of the profile file, { "defaultAction": ..., "syscalls": [ ... ] }';

/** Tells what a text seems to be that no profile can be read of, and what to do instead. */
export function tellOtherText(problems: Problems): void {
  const { text } = problems.source;
  const start = text.length - text.trimStart().length;
  const first = /^[^\r\n]*/.exec(text.slice(start, start + MOST_LOOKED_AT))?.[0] ?? '';
  const looked = text.slice(start, start + MOST_LOOKED_AT);
  if (/^"[^"\n]*"\s*:/.test(looked) && TELLING.test(text)) {
    // No value of a profile's own keys is an object, so a brace at the end is the profile's.
    const isClosed = text.trimEnd().endsWith('}');
    const opening = { start, end: start, text: '{' };
    const closing = { start: text.length, end: text.length, text: '}' };
    const [edits, message, hint]: [Edit[], string, string] = isClosed
      ? [[opening], 'The profile’s opening brace is missing.', 'Add { at the start, or copy the whole profile again.']
      : [
          [opening, closing],
          'The braces around the profile are missing.',
          'Add { at the start and } at the end, or copy the whole profile again.',
        ];
    problems.tell({ start, end: start + 1 }, 'error', 'json-other', message, hint, edits);
    return;
  }
  const kind = KINDS.find(([looks]) => looks(looked));
  const message = kind === undefined ? 'The text is not JSON.' : `The text is ${kind[1]}, not a profile.`;
  problems.tell({ start, end: start + first.length }, 'error', 'json-other', message, kind?.[2] ?? `${PASTE}.`);
}

/** The beginning tells enough. */
const MOST_LOOKED_AT = 4000;

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

/** Whether half of the lines, and two at least, are keys with a colon or items of a list. */
function isYaml(text: string): boolean {
  const lines = text.split('\n').filter((line) => /^\s*[^\s#]/.test(line));
  const written = lines.filter((line) => /^\s*(?:- )?\s*[\w.$/"'-]+:(?:\s|$)|^\s*- \S|^---\s*$/.test(line));
  return written.length >= 2 && 2 * written.length >= lines.length;
}

/** What people paste instead; the first that fits. */
const KINDS: readonly (readonly [looks: (text: string) => boolean, found: string, hint: string])[] = [
  [
    matches(/^<(?:!doctype\s+html|html|head|body|meta|script|link|title|div|p|table|pre)\b/i),
    'a web page',
    'Use the raw file instead of the page around it: on GitHub, click “Raw”.',
  ],
  [matches(/^</), 'HTML or XML', `${PASTE}. From a web page, use the raw file.`],
  [
    matches(
      /^(?:#!|[$#>%]\s+\S|(?:sudo\s+)?(?:docker|podman|nerdctl|runc|crun|kubectl|crictl|curl|wget|cat|jq|strace)\s)/,
    ),
    'a shell command',
    `${PASTE}, not the command that reads or prints it.`,
  ],
  [
    matches(/^(?:Client|Server):|^\s*Server Version:/m),
    'the output of docker info',
    'docker info only names the profile: “builtin” is Docker’s default, which you can choose from the list of profiles. The output of docker inspect for a container contains a profile given with --security-opt.',
  ],
  [
    matches(/^FROM\s+\S+[^\n]*\n[\s\S]*^(?:RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|WORKDIR|USER)\s/m),
    'a Dockerfile',
    `A Dockerfile contains no profile: docker run takes it with --security-opt. ${PASTE}.`,
  ],
  [
    (text) => isYaml(text) && /^\s*(?:- )?apiVersion:\s*["']?security-profiles-operator\./m.test(text),
    'YAML',
    'For a SeccompProfile of the Security Profiles Operator, paste the output of kubectl get seccompprofile NAME -o json.',
  ],
  [
    (text) => isYaml(text) && /\b(?:seccompProfile|localhostProfile|apiVersion|security_opt)\b/.test(text),
    'YAML',
    `The YAML only names the profile’s file (localhostProfile, security_opt). ${PASTE}.`,
  ],
  [isYaml, 'YAML', 'Docker, Podman and runc read profiles in JSON only: write it as JSON.'],
  [matches(/\b(?:error|failed|denied|not permitted|cannot|can't|invalid|no such)\b/i), 'an error message', `${PASTE}.`],
];
