import {
  architecturesWith,
  CAPABILITIES,
  closest,
  DOCKER_CAPABILITIES,
  isKnownName,
  knownNames,
  NEWEST_LIBSECCOMP,
  nearest,
  readCapability,
  VERSIONS,
} from '../../linux/index.ts';
import { type JsonNode, type JsonObject, memberOf, type Problems, retold, shorten } from '../../text/index.ts';
import {
  ACTIONS,
  type Argument,
  type Gate,
  isAction,
  isOpen,
  isOperator,
  type OciAction,
  OPERATORS,
  type Reader,
  type Rule,
  type Word,
} from './formatProfile.ts';
import { keys, type Members, readMembers } from './readMembers.ts';
import {
  readKernel,
  readObject,
  readObjects,
  readPodmansText,
  readText,
  readTexts,
  readUint,
  unlessHandedOn,
  unread,
} from './readValues.ts';

/** Tells that a word names none of `known`, which are of that kind, with the nearest ones; where one alone is nearest, with the edit that writes it. */
export function unknownWord(
  { text, span }: Word,
  kind: string,
  known: readonly string[],
  consequence: string,
  problems: Problems,
): void {
  if (problems.full) return;
  const list = `Write one of ${known.join(', ')}.`;
  const near = closest(text, known);
  const [meant] = near.length === 1 ? near : [];
  const message = `${shorten(JSON.stringify(text), 64)} is not ${kind}.`;
  const hint = near.length === 0 ? `${consequence} ${list}` : `${consequence} Write ${near.join(' or ')}.`;
  problems.tell(span, 'error', 'word-unknown', message, hint, meant && JSON.stringify(meant));
}

const OCI_NAMES = ['names', 'action', 'errnoRet', 'args'];
const DOCKER_NAMES = [...OCI_NAMES, 'name', 'comment', 'includes', 'excludes', 'errno'];
const PODMANS = { errno: 'Only Podman reads it, in its own profiles. Write "errnoRet" with the number.' };
const RULE_KEYS = {
  oci: keys(OCI_NAMES, PODMANS, ['errnoRet']),
  docker: keys(DOCKER_NAMES, {}, ['errnoRet', 'includes', 'excludes']),
};
const EARLIER_KEYS = keys(DOCKER_NAMES, {}, ['errnoRet', 'args']);
const ARGUMENT_KEYS = keys(['index', 'value', 'valueTwo', 'op']);
const GATE_KEYS = keys(['caps', 'arches', 'minKernel'], {}, ['minKernel']);
/** What a rule with conditions holds. */
const UNLESS = 'The container still starts if "includes" and "excludes" leave the rule out.';

/** Reads one entry of `syscalls`; undefined for what is no object, or ends with the text before it says what to do. `index` is its place in the profile's rules, `reader` who reads it. */
export function readRule(
  node: JsonNode,
  index: number,
  format: 'docker' | 'oci',
  problems: Problems,
  reader?: Reader,
): Rule | undefined {
  if (node.kind !== 'object') {
    const message = `"syscalls" contains ${node.kind === 'null' ? 'null' : `a ${node.kind}`} where a rule belongs.`;
    const hint =
      node.kind === 'null' && format === 'docker'
        ? `Remove it: dockerd ${VERSIONS.docker} panics, and docker run waits forever.`
        : 'A rule is an object: { "names": [ ... ], "action": "SCMP_ACT_ALLOW" }.';
    problems.tell(node, 'error', 'type', message, hint);
    return undefined;
  }
  const isEarlier = format === 'docker' && reader?.isEarlier === true;
  const members = readMembers(node, isEarlier ? EARLIER_KEYS : RULE_KEYS[format], problems);
  const dockers = reader?.struct === 'oci' ? unread(problems) : problems;
  const includes = readGate(members, 'includes', dockers, reader);
  const excludes = readGate(members, 'excludes', dockers, reader);
  const ofRuntime = isOpen(includes) && isOpen(excludes) ? problems : unlessHandedOn(problems, UNLESS);
  const name = readText(members.get('name'), 'name', dockers);
  const names = readTexts(members.get('names'), 'names', problems);
  const conflict = name !== undefined && name.text !== '' && names.length > 0;
  if (conflict) {
    const hint = 'Docker refuses the profile. Put the name into "names".';
    (isEarlier ? ofRuntime : dockers).tell(
      name.span,
      'error',
      'name-with-names',
      'The rule has both "name" and "names".',
      hint,
    );
  }
  const written = names.length > 0 ? names : name !== undefined && name.text !== '' ? [name] : [];
  const all = written.map((word) => upToNul(word, problems));
  checkNames(all, node, problems);
  const action = readAction(members.get('action'), 'action', node, ofRuntime);
  const errnoRet = readErrno(members.get('errnoRet'), 'errnoRet', problems);
  const errno = readPodmansText(members.get('errno'), 'errno', dockers);
  const comment = readText(members.get('comment'), 'comment', dockers)?.text;
  const args = readObjects(members.get('args'), 'args', ofRuntime, readArgument);
  if (node.cut && (action === undefined || args.some(({ withoutOp }) => withoutOp))) return undefined;
  return {
    index,
    names: all,
    ...(all.length === 0 && isAbsent(members.get('names')) && { withoutNames: true as const }),
    ...(names.length === 0 && all.length > 0 && { isSingle: true as const }),
    ...(conflict && { nameBesideNames: name }),
    action,
    ...(errnoRet !== undefined && { errnoRet }),
    ...(errno !== undefined && { errno }),
    args,
    includes,
    excludes,
    ...(comment !== undefined && { comment }),
    span: problems.spanOf(node),
    actionSpan: problems.spanOf(members.get('action') ?? node),
  };
}

/** The action that a key names; undefined, with the problem told, where it names none. */
export function readAction(
  node: JsonNode | undefined,
  key: string,
  owner: JsonObject,
  problems: Problems,
): OciAction | undefined {
  const word = readText(node, key, problems);
  if (word !== undefined && isAction(word.text)) return word.text;
  if (word !== undefined) unknownWord(word, 'an action', ACTIONS, 'runc refuses to start the container.', problems);
  else if ((node === undefined && !owner.cut) || node?.kind === 'null') {
    const message = `"${key}" is missing.`;
    const hint = 'runc refuses to start the container. Write an action such as SCMP_ACT_ERRNO.';
    problems.tell({ start: owner.start, end: owner.start + 1 }, 'error', 'action-missing', message, hint);
  }
  return undefined;
}

/**
 * `errnoRet` or `defaultErrnoRet`. What lies above 2^53 keeps its 16 low bits, all that runc takes of it, and stays above 32 bits, which is all that
 * crun asks.
 */
export function readErrno(node: JsonNode | undefined, key: string, problems: Problems): number | undefined {
  const value = readUint(node, key, problems);
  if (value === undefined || node === undefined) return undefined;
  if (node.kind === 'number' && node.digits.startsWith('-')) return undefined;
  const kept = Number(value & 0xffffn);
  if (value > 4094n) {
    const message = `"${key}" is ${value}, which is not an error number below 4095.`;
    const hint = `runc keeps 16 bits of it (${kept})${kept < 4095 ? '.' : ', and with SCMP_ACT_ERRNO the container does not start.'}`;
    problems.tell(node, 'warning', 'errno-large', message, hint);
  }
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : 2 ** 32 + kept;
}

function readArgument(object: JsonObject, problems: Problems): Argument {
  const members = readMembers(object, ARGUMENT_KEYS, problems);
  const index = readUint(members.get('index'), 'index', problems) ?? 0n;
  if (index > 5n) {
    const at = members.get('index') ?? object;
    const message = `"index" is ${index}; a system call has six arguments, counted from 0 to 5.`;
    const hint = 'runc refuses to start the container.';
    problems.tell(at, 'error', 'argument-index', message, hint);
  }
  const op = readText(members.get('op'), 'op', problems);
  const withoutOp = isAbsent(members.get('op'));
  if (withoutOp && !object.cut) {
    const message = '"op" is missing.';
    const hint = 'runc refuses to start the container. Write a comparison such as SCMP_CMP_EQ.';
    problems.tell({ start: object.start, end: object.start + 1 }, 'error', 'operator-missing', message, hint);
  }
  if (op !== undefined && !isOperator(op.text)) {
    unknownWord(op, 'a comparison', OPERATORS, 'runc refuses to start the container.', problems);
  }
  return {
    index: Number(index),
    value: readUint(members.get('value'), 'value', problems) ?? 0n,
    valueTwo: readUint(members.get('valueTwo'), 'valueTwo', problems) ?? 0n,
    op: op !== undefined && isOperator(op.text) ? op.text : undefined,
    ...(withoutOp && { withoutOp: true as const }),
    span: problems.spanOf(object),
  };
}

const isAbsent = (node: JsonNode | undefined) => node === undefined || node.kind === 'null';

function readGate(
  members: Members,
  key: 'includes' | 'excludes',
  problems: Problems,
  reader: Reader | undefined,
): Gate {
  const read = (object: JsonObject, own: Problems) => gateOf(object, own, reader);
  const object = readObject(members.get(key), key, problems, read);
  return object === undefined ? { capabilities: [], architectures: [] } : read(object, problems);
}

function gateOf(object: JsonObject, problems: Problems, reader: Reader | undefined): Gate {
  const own = readMembers(object, GATE_KEYS, problems);
  // containers/common, pkg/seccomp/types.go, Filter: no such key.
  const minKernel = readKernel(own.get('minKernel'), reader?.struct === 'podman' ? unread(problems) : problems);
  return {
    capabilities: readTexts(own.get('caps'), 'caps', problems).map(({ text }) => text),
    architectures: readTexts(own.get('arches'), 'arches', problems).map(({ text }) => text),
    ...(minKernel !== undefined && { minKernel }),
  };
}

/** libseccomp reads a name as C does; Go has looked before whether it is empty. */
function upToNul(word: Word, problems: Problems): Word {
  const end = word.text.indexOf('\0');
  if (end <= 0) return word;
  const text = word.text.slice(0, end);
  const message = `${shorten(JSON.stringify(word.text))} contains a NUL character.`;
  const hint = `libseccomp reads the name up to it. Write ${shorten(JSON.stringify(text))}.`;
  problems.tell(word.span, 'warning', 'name-nul', message, hint, JSON.stringify(text));
  return { ...word, text };
}

function checkNames(names: readonly Word[], rule: JsonObject, problems: Problems): void {
  if (names.length === 0 && !rule.cut) {
    const message = 'The rule names no system call.';
    const hint = 'The rule does nothing. Write "names" with at least one system call.';
    problems.tell({ start: rule.start, end: rule.start + 1 }, 'warning', 'names-missing', message, hint);
  }
  for (const { text, span } of names) {
    if (text === '') {
      const hint = 'runc refuses to start the container; crun ignores the name. Write a system call.';
      problems.tell(span, 'warning', 'name-empty', 'The name is empty.', hint);
    } else if (!isKnownName(text, NEWEST_LIBSECCOMP) && !problems.full) {
      const elsewhere = architecturesWith(text);
      const close = elsewhere.length > 0 ? [] : nearest(text, knownNames(NEWEST_LIBSECCOMP));
      const [meant] = close;
      const message = `libseccomp up to ${NEWEST_LIBSECCOMP} knows no system call ${JSON.stringify(text)}.`;
      const hint =
        elsewhere.length > 0
          ? `runc and crun ignore the name. Linux has the call on ${elsewhere.join(', ')}.`
          : `runc and crun ignore the name.${close.length === 0 ? '' : ` Write ${close.join(' or ')}.`}`;
      problems.tell(span, 'warning', 'name-unknown', message, hint, meant && JSON.stringify(meant));
    }
  }
}

/**
 * The capabilities of the container that a text is of, by number: `root` is a container of what `docker inspect` and `podman inspect` print, or an OCI
 * config.json. Undefined where the text tells of none; what is no capability is left out.
 */
export function givenCapabilities(root: JsonNode | undefined): readonly string[] | undefined {
  const effective =
    wordsOf(memberOf(root, 'EffectiveCaps')) ??
    wordsOf(memberOf(memberOf(memberOf(root, 'process'), 'capabilities'), 'effective'));
  const given = effective ?? tweaked(memberOf(root, 'HostConfig'));
  return given && CAPABILITIES.filter((capability) => given.includes(capability));
}

/** moby, oci/caps/utils.go TweakCapabilities. */
function tweaked(hostConfig: JsonNode | undefined): readonly string[] | undefined {
  if (hostConfig === undefined) return undefined;
  if (memberOf(hostConfig, 'Privileged')?.kind === 'true') return CAPABILITIES;
  const adds = wordsOf(memberOf(hostConfig, 'CapAdd')) ?? [];
  const drops = wordsOf(memberOf(hostConfig, 'CapDrop')) ?? [];
  if (adds.includes(ALL)) return CAPABILITIES.filter((capability) => !drops.includes(capability));
  if (drops.includes(ALL)) return adds;
  return [...DOCKER_CAPABILITIES.filter((capability) => !drops.includes(capability)), ...adds];
}

const ALL = 'ALL';

/** moby, oci/caps/utils.go NormalizeLegacyCapabilities: in any case, with or without CAP_. */
function wordsOf(node: JsonNode | undefined): readonly string[] | undefined {
  if (node?.kind !== 'array') return undefined;
  return node.items.flatMap((item) => {
    if (item.kind !== 'string') return [];
    const known = item.value.toUpperCase() === ALL ? ALL : readCapability(item.value);
    return known === undefined ? [] : [known];
  });
}

const REFUSED = 'Docker and Podman refuse the whole profile until this is fixed.';
/** encoding/json's words for the mark's first byte, as docker run prints them (docker 26.1.5). */
const MARK_REFUSED = "Docker: “invalid character 'ï' looking for beginning of value”.";

/** What to do about a problem of the JSON, where a profile has more to say than any JSON. */
const HINTS: Readonly<Record<string, string>> = {
  'json-comment': `Move it to the rule’s "comment" key, or remove it. ${REFUSED}`,
  'json-empty': 'Paste a profile, open its file, or choose one from the list.',
  'json-junk': `Remove it. ${REFUSED}`,
  'json-too-deep': 'Docker, Podman and runc refuse such a text. The rest was not read.',
  'json-trailing-comma':
    'Remove it: JSON allows no comma after the last entry, so Docker and Podman refuse the whole profile.',
};

/** The problems of a text that is to be a profile, as the reader of JSON tells them to it. */
export function jsonProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, message, hint, fix) => {
    // It is only counted.
    if (problems.full) return problems.tell(place, severity, code, message, hint, fix);
    const isMark = code === 'json-blank' && place.start === 0 && problems.source.text.startsWith('\ufeff');
    const said = code === 'json-empty' ? 'No profile yet.' : message;
    const advice = code === 'json-blank' ? `${hint} ${REFUSED}` : (HINTS[code] ?? hint);
    problems.tell(place, severity, code, said, isMark ? `${advice} ${MARK_REFUSED}` : advice, fix);
  });
}
