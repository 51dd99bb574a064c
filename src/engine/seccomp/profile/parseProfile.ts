import { type Parsed, sourceText } from '../../text/index.ts';
import type { JsonObject } from './json/JsonNode.ts';
import { kindInWords } from './json/JsonNode.ts';
import { readJson } from './json/readJson.ts';
import { shorten } from './json/Token.ts';
import { CRUN_FLAGS, RUNC_ARCHITECTURES, readCrunArchitecture } from './names.ts';
import { type Problems, problemsOf } from './Problems.ts';
import type { ArchMapEntry, Profile, Rule, Word } from './Profile.ts';
import { keys, type Members, readMembers } from './readMembers.ts';
import { readAction, readErrno, readRule } from './readRule.ts';
import { readItems, readObjects, readText, readTexts } from './readValues.ts';
import { unknownWord } from './unknownWord.ts';

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
  defaultErrno: 'Podman reads it in its own profiles. Write "defaultErrnoRet" with the number.',
};
const PROFILE_KEYS = { oci: keys(OCI_NAMES, PODMANS), docker: keys([...OCI_NAMES, 'archMap', 'defaultErrno']) };
const ARCH_MAP_KEYS = keys(['architecture', 'subArchitectures']);

/**
 * Reads a profile as Docker and Podman write it, a bare OCI `linux.seccomp` object, or a whole OCI config.json, as Go's encoding/json would.
 * All problems at once; an error says that Docker or runc refuses the text as it is, though a value still comes, read as it was meant.
 * Undefined only where the text holds no object. Never throws; time is linear in the text.
 */
export function parseProfile(text: string): Parsed<Profile> {
  const problems = problemsOf(sourceText(text));
  const root = readJson(problems.source, problems);
  const object = root?.kind === 'null' ? { ...root, kind: 'object' as const, members: [] } : root;
  if (object !== undefined && object.kind !== 'object') {
    problems.tell(
      object,
      'error',
      'type',
      kindInWords(object),
      'an object',
      'A profile is one object: { "defaultAction": ..., "syscalls": [ ... ] }.',
    );
  }
  const value = object?.kind === 'object' ? readProfile(object, problems) : undefined;
  return { value, diagnostics: problems.list() };
}

function readProfile(root: JsonObject, problems: Problems): Profile {
  const config = seccompOf(root);
  const node = config ?? root;
  const format = config === undefined ? 'docker' : 'oci';
  const members = readMembers(node, PROFILE_KEYS[format], problems);
  const syscalls = readItems(members.get('syscalls'), 'syscalls', problems);
  const withoutDefault = isEmpty(members);
  const off = withoutDefault && syscalls.length === 0;
  if (off) {
    problems.tell(
      node,
      'warning',
      'no-seccomp',
      'neither "defaultAction" nor rules',
      'a profile',
      'Docker and runc take such a profile for none: the container runs without seccomp.',
    );
  }
  const rules: Rule[] = [];
  for (const item of syscalls) {
    const rule = readRule(item, rules.length, format, problems);
    if (rule !== undefined) rules.push(rule);
  }
  const architectures = readTexts(members.get('architectures'), 'architectures', problems);
  const archMap = readObjects(members.get('archMap'), 'archMap', problems).map((entry) =>
    readArchMapEntry(entry, problems),
  );
  if (architectures.length > 0 && archMap.length > 0) {
    const at = members.get('archMap') ?? node;
    problems.tell(
      at,
      'error',
      'architectures-with-archmap',
      '"archMap" beside "architectures"',
      'one of them',
      'Docker refuses the profile. Keep "archMap" where the profile serves several machines.',
    );
  }
  checkArchitectures(architectures, problems);
  const flags = readTexts(members.get('flags'), 'flags', problems);
  for (const flag of flags) {
    if (CRUN_FLAGS.includes(flag.text)) continue;
    unknownWord(flag, 'a seccomp flag', CRUN_FLAGS, 'crun and runc refuse to start the container.', problems);
  }
  const defaultErrnoRet = readErrno(members.get('defaultErrnoRet'), 'defaultErrnoRet', problems);
  const defaultErrno = readText(members.get('defaultErrno'), 'defaultErrno', problems, 'Podman refuses');
  const listenerPath = readText(members.get('listenerPath'), 'listenerPath', problems)?.text;
  return {
    defaultAction: off ? undefined : readAction(members.get('defaultAction'), 'defaultAction', node, problems),
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
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
  };
}

/** The `linux.seccomp` object of an OCI config.json; undefined where the object is none. */
function seccompOf(root: JsonObject): JsonObject | undefined {
  const linux = root.members.findLast(({ key }) => key.value === 'linux')?.value;
  const seccomp =
    linux?.kind === 'object' ? linux.members.findLast(({ key }) => key.value === 'seccomp')?.value : undefined;
  return seccomp?.kind === 'object' ? seccomp : undefined;
}

/** Whether `defaultAction` is what Go leaves empty. */
function isEmpty(members: Members): boolean {
  const node = members.get('defaultAction');
  return node === undefined || node.kind === 'null' || (node.kind === 'string' && node.value === '');
}

function readArchMapEntry(node: JsonObject, problems: Problems): ArchMapEntry {
  const members = readMembers(node, ARCH_MAP_KEYS, problems);
  const architecture = readText(members.get('architecture'), 'architecture', problems);
  const subArchitectures = readTexts(members.get('subArchitectures'), 'subArchitectures', problems);
  checkArchitectures(architecture === undefined ? subArchitectures : [architecture, ...subArchitectures], problems);
  return {
    architecture: architecture?.text ?? '',
    subArchitectures: subArchitectures.map(({ text }) => text),
    span: problems.spanOf(node),
  };
}

function checkArchitectures(words: readonly Word[], problems: Problems): void {
  for (const word of words) {
    if (RUNC_ARCHITECTURES.includes(word.text)) continue;
    if (readCrunArchitecture(word.text) === undefined) {
      unknownWord(word, 'an architecture', RUNC_ARCHITECTURES, 'No container starts with it.', problems);
      continue;
    }
    problems.tell(
      word.span,
      'warning',
      'architecture-unknown',
      `the architecture ${shorten(JSON.stringify(word.text))}`,
      'one that runc knows',
      'runc refuses to start the container; crun takes it.',
    );
  }
}
