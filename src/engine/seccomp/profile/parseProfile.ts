import {
  type JsonNode,
  type JsonObject,
  kindInWords,
  memberOf,
  type Parsed,
  type Problems,
  problemsOf,
  readJson,
  type Span,
  shorten,
  sourceText,
} from '../../text/index.ts';
import {
  type ArchMapEntry,
  isOpen,
  type LaterKey,
  type Profile,
  type Reader,
  type Rule,
  type Word,
} from './formatProfile.ts';
import {
  CRUN_FLAGS,
  type InspectedContainer,
  inspectedContainer,
  RUNC_ARCHITECTURES,
  readCrunArchitecture,
} from './names.ts';
import { readInspect, readOperator, tellOtherText } from './other/readInspect.ts';
import { blankBefore, hasTellingKey, isOtherText, objectWithin } from './otherText.ts';
import { keys, type Members, readMembers, replacedBy } from './readMembers.ts';
import { givenCapabilities, jsonProblems, readAction, readErrno, readRule, unknownWord } from './readRule.ts';
import {
  readItems,
  readObject,
  readObjects,
  readPodmansText,
  readText,
  readTexts,
  typeProblems,
  unlessHandedOn,
  unread,
} from './readValues.ts';

const OCI_NAMES = [
  'defaultAction',
  'defaultErrnoRet',
  'architectures',
  'flags',
  'listenerPath',
  'listenerMetadata',
  'syscalls',
];
const PODMANS = {
  defaultErrno: 'Only Podman reads it, in its own profiles. Write "defaultErrnoRet" with the number.',
};
const PROFILE_KEYS = {
  oci: keys(OCI_NAMES, PODMANS, ['defaultErrnoRet']),
  docker: keys([...OCI_NAMES, 'archMap', 'defaultErrno'], {}, ['defaultErrnoRet', 'syscalls']),
};
const ARCH_MAP_KEYS = keys(['architecture', 'subArchitectures']);
/** moby, setupSeccomp, and runc's SetupSeccomp after it: nothing is built without default action and rules. Those that don't apply are gone by then. */
const UNLESS_NONE = 'Where no rule applies, Docker and runc start the container without seccomp.';
const UNLESS_ENTRY = 'Docker reads only the entry of the machine’s own architecture.';

/**
 * Reads a profile as Docker and Podman write it, a bare OCI `linux.seccomp` object, a whole OCI config.json (also in what `crictl inspect` prints), a
 * SeccompProfile of Kubernetes' Security Profiles Operator, or the one in what `docker inspect` prints, as Go's encoding/json would. All problems at once; an error says that Docker or runc refuses the text as it
 * is, whatever the target, though a value still comes, read as it was meant. Undefined only where the text holds no profile, or ends before its default
 * action. Never throws; time is linear in the text. `most`: how many problems are told, 0 where only the value is wanted. `reader`: who reads the
 * text, where it isn't today's Docker and runc: what that one doesn't read is no problem (`readerOf` a target).
 */
export function parseProfile(text: string, most?: number, reader?: Reader): Parsed<Profile> {
  const problems = problemsOf(sourceText(text), most);
  const root = readJson(problems.source, jsonProblems(problems));
  const parsed = isOtherText(root, problems) ? readOtherText(text, most, reader) : profileOf(root, problems, reader);
  if (parsed.value) texts.set(parsed.value, text);
  return parsed;
}

const texts = /* @__PURE__ */ new WeakMap<Profile, string>();

/** The text that a profile was read from: its spans are places there. Undefined for one that was not read here, a copy from another thread among them. */
export const textOf = (profile: Profile): string | undefined => texts.get(profile);

function profileOf(root: JsonNode | undefined, problems: Problems, reader: Reader | undefined): Parsed<Profile> {
  const container = isProfile(root) ? undefined : inspectedContainer(root);
  const value = container === undefined ? readRoot(root, problems, reader) : readContainer(container, problems, reader);
  return { value, diagnostics: problems.list() };
}

/** What is no JSON as a whole: the profile that stands in it, or else what it seems to be. */
function readOtherText(text: string, most: number | undefined, reader: Reader | undefined): Parsed<Profile> {
  const problems = problemsOf(sourceText(text), most);
  const start = objectWithin(text);
  if (start !== undefined) {
    const within = problemsOf(sourceText(blankBefore(text, start)), most);
    const lead = text.slice(0, start).trim().slice(0, 80);
    const message = `The text before the profile is not JSON: ${shorten(JSON.stringify(lead))}.`;
    const hint = 'Remove everything before the first brace.';
    within.tell({ start: 0, end: start }, 'error', 'json-stray', message, hint, '');
    const root = readJson(within.source, jsonProblems(within));
    if (root !== undefined && hasTellingKey(root)) return profileOf(root, within, reader);
  }
  tellOtherText(problems);
  return { value: undefined, diagnostics: problems.list() };
}

function readRoot(root: JsonNode | undefined, problems: Problems, reader: Reader | undefined): Profile | undefined {
  const object = root?.kind === 'null' ? { ...root, kind: 'object' as const, members: [] } : root;
  if (object?.kind === 'object') return readProfile(object, problems, reader);
  if (object !== undefined) {
    const hint = 'A profile is one object: { "defaultAction": ..., "syscalls": [ ... ] }.';
    problems.tell(object, 'error', 'type', `The text is ${kindInWords(object)}, not an object.`, hint);
  }
  return undefined;
}

/** The profile that an inspected container has. Its text stands in a string, so that edits of it are not offered but by `problems`. */
function readContainer(
  container: InspectedContainer,
  problems: Problems,
  reader: Reader | undefined,
): Profile | undefined {
  const found = readInspect(container, problems);
  if (found === undefined) return undefined;
  if ('off' in found) return noProfile(problems.spanOf(found.off));
  const root = readJson(found.problems.source, jsonProblems(found.problems));
  const profile = readRoot(root, found.problems, reader);
  return profile && { ...profile, inString: true, ...capabilitiesOf(container.whole) };
}

function capabilitiesOf(container: JsonNode): Pick<Profile, 'capabilities'> {
  const capabilities = givenCapabilities(container);
  return capabilities === undefined ? {} : { capabilities };
}

function noProfile(span: Span): Profile {
  const none = {
    architectures: [],
    archMap: [],
    flags: [],
    rules: [],
    format: 'docker',
    withoutDefault: true,
  } as const;
  return { defaultAction: undefined, defaultSpan: span, span, ...none };
}

function readProfile(root: JsonObject, problems: Problems, reader: Reader | undefined): Profile | undefined {
  const config = seccompOf(root, problems);
  const node = config ?? root;
  const format = config === undefined ? 'docker' : 'oci';
  const members = readMembers(node, PROFILE_KEYS[format], problems);
  const dockers = reader?.struct === 'oci' ? unread(problems) : problems;
  const lacks = (format === 'oci' ? reader?.runtimeLacks : reader?.lacks) ?? [];
  const of = (key: LaterKey, own = problems) => (lacks.includes(key) ? unread(problems) : own);
  const read = readRules(members, format, problems, reader);
  const rules = read.filter((rule) => rule !== undefined);
  const withoutDefault = isEmpty(members);
  const isCutBefore = node.cut && members.get('defaultAction') === undefined;
  const off = withoutDefault && read.length === 0 && !isCutBefore;
  const mayBeNone = withoutDefault && rules.every((rule) => !isOpen(rule.includes) || !isOpen(rule.excludes));
  const ofRuntime = mayBeNone ? unlessHandedOn(problems, UNLESS_NONE) : problems;
  if (off) {
    const hint = 'Without "defaultAction" and rules, Docker and runc start the container without seccomp.';
    problems.tell(node, 'warning', 'no-seccomp', 'Empty profile: seccomp is off.', hint);
  }
  const architectures = readTexts(members.get('architectures'), 'architectures', problems);
  const archMap = readObjects(members.get('archMap'), 'archMap', dockers, readArchMapEntry);
  if (architectures.length > 0 && archMap.length > 0) {
    const at = members.get('archMap') ?? node;
    const message = 'The profile has both "archMap" and "architectures".';
    const hint = `Docker refuses the profile${off ? ' once it has rules' : ''}. Keep only "archMap" if the profile is for several architectures.`;
    dockers.tell(at, off ? 'warning' : 'error', 'architectures-with-archmap', message, hint);
  }
  checkArchitectures(architectures, ofRuntime);
  const flags = readTexts(members.get('flags'), 'flags', of('flags'));
  for (const flag of flags) {
    if (CRUN_FLAGS.includes(flag.text)) continue;
    unknownWord(
      flag,
      'a seccomp flag',
      CRUN_FLAGS,
      'crun and runc refuse to start the container.',
      of('flags', ofRuntime),
    );
  }
  const errnoRet = members.get('defaultErrnoRet');
  const defaultErrnoRet = readErrno(errnoRet, 'defaultErrnoRet', of('defaultErrnoRet'));
  const defaultErrno = readPodmansText(members.get('defaultErrno'), 'defaultErrno', dockers);
  const path = readText(members.get('listenerPath'), 'listenerPath', of('listenerPath'))?.text;
  const listenerPath =
    lacks.includes('listenerPath') && members.get('listenerPath')?.kind !== 'string' ? undefined : path;
  readText(members.get('listenerMetadata'), 'listenerMetadata', of('listenerPath'));
  if (isCutBefore) return undefined;
  return {
    defaultAction: off ? undefined : readAction(members.get('defaultAction'), 'defaultAction', node, ofRuntime),
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
    ...(errnoRet && { defaultErrnoSpan: problems.spanOf(errnoRet) }),
    ...(defaultErrno !== undefined && { defaultErrno }),
    defaultSpan: problems.spanOf(members.get('defaultAction') ?? node),
    span: problems.spanOf(node),
    architectures,
    archMap,
    flags,
    ...(listenerPath !== undefined && { listenerPath }),
    rules,
    format,
    withoutDefault,
    ...(config !== undefined && failsUnknown(configOf(root)) && { failsUnknown: true as const }),
    ...(config !== undefined && capabilitiesOf(configOf(root))),
  };
}

/** The entries of `syscalls`, undefined for what is no rule. */
function readRules(
  members: Members,
  format: Profile['format'],
  problems: Problems,
  reader: Reader | undefined,
): readonly (Rule | undefined)[] {
  let count = 0;
  return readItems(members.get('syscalls'), 'syscalls', problems, (item, own) => {
    const counts = own === problems;
    // Docker holds a rule by a pointer: null is none until somebody looks, and one that is replaced is never looked at.
    const replaced = [...replacedBy(item), ...(counts ? [] : [item])].filter(({ kind }) => kind !== 'null');
    for (const each of replaced) readRule(each, count, format, typeProblems(own), reader);
    const rule = counts ? readRule(item, count, format, problems, reader) : undefined;
    if (rule !== undefined) count += 1;
    return rule;
  });
}

/**
 * The `linux.seccomp` object of an OCI config.json, also where `crictl inspect` shows it; an empty one where the config has none; or the same in an object of
 * Kubernetes. Undefined where the object is neither.
 */
function seccompOf(root: JsonObject, problems: Problems): JsonObject | undefined {
  if (isProfile(root)) return undefined;
  const operators = memberOf(root, 'apiVersion') && readOperator(root, problems);
  if (operators) return operators;
  const config = configOf(root);
  const linux = memberOf(config, 'linux');
  const seccomp = memberOf(linux, 'seccomp');
  if (seccomp?.kind === 'object') return seccomp;
  if (memberOf(config, 'ociVersion') === undefined) return undefined;
  readObject(seccomp, 'seccomp', problems);
  const { start, end } = seccomp ?? linux ?? config;
  return { kind: 'object', start, end, members: [], ...(seccomp === undefined && root.cut && { cut: true }) };
}

/** A config.json, or the one in what `crictl inspect` prints. */
const configOf = (root: JsonObject): JsonNode => memberOf(memberOf(root, 'info'), 'runtimeSpec') ?? root;

/** crun, container.c: whether the annotation is there and not "0". */
function failsUnknown(config: JsonNode): boolean {
  const annotation = memberOf(memberOf(config, 'annotations'), 'run.oci.seccomp_fail_unknown_syscall');
  return annotation?.kind === 'string' && annotation.value !== '0';
}

/** Whether the object has a profile's own keys, whatever else stands beside them. */
const isProfile = (root: JsonNode | undefined) =>
  memberOf(root, 'defaultAction') !== undefined || memberOf(root, 'syscalls') !== undefined;

/** Whether `defaultAction` is what Go leaves empty. */
function isEmpty(members: Members): boolean {
  const node = members.get('defaultAction');
  return node === undefined || node.kind === 'null' || (node.kind === 'string' && node.value === '');
}

function readArchMapEntry(node: JsonObject, problems: Problems): ArchMapEntry {
  const members = readMembers(node, ARCH_MAP_KEYS, problems);
  const architecture = readText(members.get('architecture'), 'architecture', problems);
  const subArchitectures = readTexts(members.get('subArchitectures'), 'subArchitectures', problems);
  if (architecture !== undefined && architecture.text !== '') checkMachine(architecture, problems);
  checkArchitectures(subArchitectures, unlessHandedOn(problems, UNLESS_ENTRY));
  return {
    architecture: architecture?.text ?? '',
    subArchitectures: subArchitectures.map(({ text }) => text),
    span: problems.spanOf(node),
  };
}

/** An entry's own architecture, which is compared with the machine's. */
function checkMachine(word: Word, problems: Problems): void {
  if (RUNC_ARCHITECTURES.includes(word.text)) return;
  const own = unlessHandedOn(problems, UNLESS_ENTRY);
  unknownWord(word, 'an architecture', RUNC_ARCHITECTURES, 'No machine has this architecture.', own);
}

function checkArchitectures(words: readonly Word[], problems: Problems): void {
  for (const word of words) {
    if (RUNC_ARCHITECTURES.includes(word.text)) continue;
    if (readCrunArchitecture(word.text) === undefined) {
      unknownWord(word, 'an architecture', RUNC_ARCHITECTURES, 'The runtime refuses to start the container.', problems);
      continue;
    }
    const message = `runc does not know the architecture ${shorten(JSON.stringify(word.text))}.`;
    const hint = 'runc refuses to start the container; crun accepts it.';
    problems.tell(word.span, 'warning', 'architecture-unknown', message, hint);
  }
}
