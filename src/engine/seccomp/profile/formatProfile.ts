import type { Span } from '../../text/index.ts';

/** The OCI names of the actions that runc 1.1 knows (libcontainer/seccomp/config.go). */
export const ACTIONS = [
  'SCMP_ACT_KILL',
  'SCMP_ACT_KILL_THREAD',
  'SCMP_ACT_KILL_PROCESS',
  'SCMP_ACT_TRAP',
  'SCMP_ACT_ERRNO',
  'SCMP_ACT_TRACE',
  'SCMP_ACT_ALLOW',
  'SCMP_ACT_LOG',
  'SCMP_ACT_NOTIFY',
] as const;
export type OciAction = (typeof ACTIONS)[number];

export const isAction = (text: string): text is OciAction => ACTIONS.some((action) => action === text);

/** The OCI names of the comparisons that runc 1.1 knows (the same file). MASKED_EQ compares `argument & value` with `valueTwo`. */
export const OPERATORS = [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
] as const;
export type Operator = (typeof OPERATORS)[number];

export const isOperator = (text: string): text is Operator => OPERATORS.some((operator) => operator === text);

/** Whose struct a profile's text is decoded into: moby's, containers/common's (Podman and CRI-O), or the OCI's LinuxSeccomp, which has less. */
export type Struct = 'docker' | 'podman' | 'oci';

/** Keys of the whole that not every release has a field for; listenerMetadata came and goes with listenerPath. */
export type LaterKey = 'defaultErrnoRet' | 'flags' | 'listenerPath';

/** Who reads a profile's text. What its struct has no field for may be anything (encoding/json). */
export interface Reader {
  struct: Struct;
  /**
   * As moby's before 23.0, and containers/common's: a comparison is held by a pointer, `includes` and `excludes` aren't, and a rule with both names is
   * refused only where it applies.
   */
  isEarlier: boolean;
  /** What the struct has no field for. */
  lacks: readonly LaterKey[];
  /** The same of the runtime, which reads an OCI config.json. crun looks for a text under these keys, and passes over all else (libocispec, get_val). */
  runtimeLacks: readonly LaterKey[];
}

/** A word of the reader's text, with its place. */
export interface Word {
  text: string;
  span: Span;
  /** The text has no string there: `text` is empty. */
  mistyped?: true;
}

/** One entry of a rule's `args`, as written. `op` is undefined where the text names no operator that exists. */
export interface Argument {
  index: number;
  value: bigint;
  valueTwo: bigint;
  op: Operator | undefined;
  /** `op` isn't written at all. */
  withoutOp?: true;
  span: Span;
}

/** `includes` or `excludes` of a rule: what the target must have, or must not have. */
export interface Gate {
  capabilities: readonly string[];
  /** As written: Go's names ("amd64", "arm64", "x32"). */
  architectures: readonly string[];
  /** "4.8": the oldest kernel the gate holds for. */
  minKernel?: string;
}

/** Whether the gate asks for nothing. */
export const isOpen = ({ capabilities, architectures, minKernel }: Gate) =>
  capabilities.length === 0 && architectures.length === 0 && minKernel === undefined;

/** Whether some rule is for some containers or machines only, or the architectures are by machine: the OCI's format has none of that. */
export const isGated = ({ rules, archMap }: Pick<Profile, 'rules' | 'archMap'>): boolean =>
  archMap.length > 0 || rules.some(({ includes, excludes }) => !isOpen(includes) || !isOpen(excludes));

/** One entry of `syscalls`, as written. `action` is undefined where the text names none that exists. */
export interface Rule {
  index: number;
  names: readonly Word[];
  /** Neither `names` nor `name` is written. */
  withoutNames?: true;
  /** The name stands in `name`, which the OCI's format lacks. */
  isSingle?: true;
  /** `name`, where the rule has `names` beside it: Docker refuses such a profile. */
  nameBesideNames?: Word;
  action: OciAction | undefined;
  /** Undefined: not written, and runc answers EPERM. */
  errnoRet?: number;
  /** Podman's way to write it: a name or a decimal number. */
  errno?: Word;
  args: readonly Argument[];
  includes: Gate;
  excludes: Gate;
  comment?: string;
  span: Span;
  /** The place of `action`'s value, or of the rule where it has none. */
  actionSpan: Span;
}

/** One entry of `archMap`: with this native architecture, these sub-architectures. */
export interface ArchMapEntry {
  architecture: string;
  subArchitectures: readonly string[];
  span: Span;
}

/** A profile as a person wrote it: nothing resolved, nothing left out. */
export interface Profile {
  defaultAction: OciAction | undefined;
  defaultErrnoRet?: number;
  /** The place of its value. */
  defaultErrnoSpan?: Span;
  /** Podman's way to write it: a name or a decimal number. */
  defaultErrno?: Word;
  /** The place of `defaultAction`'s value, or of the whole profile where it has none. */
  defaultSpan: Span;
  /** `architectures` as written; empty with archMap. */
  architectures: readonly Word[];
  archMap: readonly ArchMapEntry[];
  flags: readonly Word[];
  listenerPath?: string;
  rules: readonly Rule[];
  /** The profile's object in the text. */
  span: Span;
  /** Docker's format (Podman's is the same) or the OCI's `linux.seccomp`, which has no archMap, includes or excludes. */
  format: 'docker' | 'oci';
  /** `defaultAction` isn't written, or empty: with no rules left, Docker and runc then run the container without seccomp. */
  withoutDefault: boolean;
  /** It stands in a JSON string of the text, as `docker inspect` prints it: spans lie in that string, and what is put there needs escapes. */
  inString?: true;
  /** The config.json's annotation `run.oci.seccomp_fail_unknown_syscall` is there and not "0": crun takes no name that libseccomp doesn't know. */
  failsUnknown?: true;
  /** Those of the container that the text is of, by number; left out where the text is a profile alone. */
  capabilities?: readonly string[];
}

/** A rule by its place: its index in `profile.rules`, its span in the profile's text, and the span of the name that was looked up. */
export interface RuleRef {
  index: number;
  span: Span;
  nameSpan?: Span;
}

/** A rule as it is written. */
interface WrittenRule {
  names: readonly string[];
  action: OciAction | undefined;
  errnoRet?: number | undefined;
  args?: readonly (Pick<Argument, 'index' | 'op' | 'value'> & { valueTwo?: bigint })[];
  comment?: string | undefined;
}

/** A profile as it is written, without conditions: what each engine and each runtime reads alike. */
interface WrittenProfile {
  defaultAction: OciAction | undefined;
  defaultErrnoRet?: number | undefined;
  architectures: readonly string[];
  flags?: readonly string[];
  listenerPath?: string | undefined;
  rules: readonly WrittenRule[];
}

const LINE = 76;

/** A profile as JSON text in the OCI's format, its names in lines that read well. Values are decimal, for JSON has no other. */
export function formatProfile({ rules, flags = [], ...profile }: WrittenProfile): string {
  const members = [
    ...textMember('defaultAction', profile.defaultAction),
    ...numberMember('defaultErrnoRet', profile.defaultErrnoRet),
    ...(profile.architectures.length === 0 ? [] : [`"architectures": [${quoted(profile.architectures)}]`]),
    ...(flags.length === 0 ? [] : [`"flags": [${quoted(flags)}]`]),
    ...textMember('listenerPath', profile.listenerPath),
    `"syscalls": [\n${rules.map(formatRule).join(',\n')}\n\t]`,
  ];
  return `{\n${members.map((member) => `\t${member}`).join(',\n')}\n}\n`;
}

function formatRule({ names, action, errnoRet, args = [], comment }: WrittenRule): string {
  const members = [
    `"names": ${listOf(names)}`,
    ...textMember('action', action),
    ...numberMember('errnoRet', errnoRet),
    ...(args.length === 0 ? [] : [`"args": [${args.map(formatArgument).join(', ')}]`]),
    ...textMember('comment', comment),
  ];
  return `\t\t{\n${members.map((member) => `\t\t\t${member}`).join(',\n')}\n\t\t}`;
}

function formatArgument({ index, op, value, valueTwo }: NonNullable<WrittenRule['args']>[number]): string {
  const members = [
    `"index": ${index}`,
    `"value": ${value}`,
    ...(valueTwo === undefined ? [] : [`"valueTwo": ${valueTwo}`]),
    ...textMember('op', op),
  ];
  return `{ ${members.join(', ')} }`;
}

const textMember = (key: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`"${key}": ${JSON.stringify(value)}`];
const numberMember = (key: string, value: number | undefined): readonly string[] =>
  value === undefined ? [] : [`"${key}": ${value}`];

const quoted = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(', ');

function listOf(names: readonly string[]): string {
  if (quoted(names).length <= LINE) return `[${quoted(names)}]`;
  const lines: string[] = [];
  for (const word of names.map((name) => JSON.stringify(name))) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return `[\n${lines.map((line) => `\t\t\t\t${line}`).join(',\n')}\n\t\t\t]`;
}
