import { type Arch, architectureOf, CAPABILITIES, isLoaded, syscallsOf } from '../../../../engine/linux/index.ts';
import { ACTIONS, DOCKER_MACHINES, OPERATORS, RUNC_ARCHITECTURES } from '../../../../engine/seccomp/index.ts';
import type { CompletionOption } from '../../../../ui/Completion.ts';
import type { CodePlace } from '../../../../ui/editor/CodePlace.ts';

/** What can be written at a place of a profile: its keys, and the words that each key takes. */
export function profileCompletions(place: CodePlace, abis: readonly Arch[]): readonly CompletionOption[] {
  const path = profilePath(place.path);
  const [outer, inner] = path;
  if (place.kind === 'key') return keysAt(path).filter(({ label }) => !place.present.includes(label));
  const words =
    path.length === 1
      ? outerWords(outer)
      : outer === 'syscalls'
        ? ruleWords(inner, path[2], abis)
        : archMapWords(outer, inner);
  return words.filter(({ label }) => !place.beside.includes(label));
}

/** Keys that stand around a profile: an OCI config.json has it under `linux.seccomp`. */
const AROUND = ['linux', 'seccomp'];

function profilePath(path: readonly string[]): readonly string[] {
  const isAround = AROUND.every((key, index) => path[index] === key);
  return isAround ? path.slice(AROUND.length) : path;
}

const ENDS: Readonly<Record<string, string>> = { '"': '"', '[': ']', '{': '}' };

/** Keys with what their values begin and end with. */
const keys = (
  ...words: readonly (readonly [label: string, opens: string, detail: string])[]
): readonly CompletionOption[] =>
  words.map(([label, opens, detail]) => ({
    label,
    insert: `${label}": ${opens}`,
    after: ENDS[opens] ?? '',
    detail,
  }));

const PROFILE_KEYS = keys(
  ['defaultAction', '"', 'for calls that no rule names'],
  ['defaultErrnoRet', '', 'the errno of SCMP_ACT_ERRNO'],
  ['archMap', '[', 'ABIs, by architecture'],
  ['architectures', '[', 'ABIs'],
  ['syscalls', '[', 'the rules'],
  ['flags', '[', 'of seccomp(2)'],
  ['listenerPath', '"', 'a supervisor’s socket'],
);
const RULE_KEYS = keys(
  ['names', '[', 'calls'],
  ['action', '"', 'the action for them'],
  ['args', '[', 'conditions on arguments'],
  ['errnoRet', '', 'the errno of SCMP_ACT_ERRNO'],
  ['comment', '"', 'a comment'],
  ['includes', '{', 'only where'],
  ['excludes', '{', 'not where'],
);
const ARGUMENT_KEYS = keys(
  ['index', '', '0 to 5'],
  ['value', '', 'a decimal number'],
  ['valueTwo', '', 'with SCMP_CMP_MASKED_EQ'],
  ['op', '"', 'the comparison'],
);
const GATE_KEYS = keys(
  ['caps', '[', 'capabilities'],
  ['arches', '[', 'architectures, as Go names them'],
  ['minKernel', '"', '4.8'],
);
const ARCH_MAP_KEYS = keys(
  ['architecture', '"', 'the native architecture'],
  ['subArchitectures', '[', 'its other ABIs'],
);

function keysAt([outer, inner, ...more]: readonly string[]): readonly CompletionOption[] {
  if (more.length > 0) return [];
  if (outer === undefined) return PROFILE_KEYS;
  if (outer === 'archMap') return inner === undefined ? ARCH_MAP_KEYS : [];
  if (outer !== 'syscalls') return [];
  if (inner === undefined) return RULE_KEYS;
  if (inner === 'args') return ARGUMENT_KEYS;
  return inner === 'includes' || inner === 'excludes' ? GATE_KEYS : [];
}

/** What an action does, in two or three words. */
const ACTION_DETAILS: Readonly<Record<(typeof ACTIONS)[number], string>> = {
  SCMP_ACT_KILL: 'kills the thread',
  SCMP_ACT_KILL_THREAD: 'kills the thread',
  SCMP_ACT_KILL_PROCESS: 'kills the process',
  SCMP_ACT_TRAP: 'SIGSYS',
  SCMP_ACT_ERRNO: 'fails with an errno',
  SCMP_ACT_TRACE: 'a tracer decides',
  SCMP_ACT_ALLOW: 'runs',
  SCMP_ACT_LOG: 'runs, and is logged',
  SCMP_ACT_NOTIFY: 'a supervisor decides',
};
const OPERATOR_DETAILS: Readonly<Record<(typeof OPERATORS)[number], string>> = {
  SCMP_CMP_NE: '!=',
  SCMP_CMP_LT: '<',
  SCMP_CMP_LE: '<=',
  SCMP_CMP_EQ: '==',
  SCMP_CMP_GE: '>=',
  SCMP_CMP_GT: '>',
  SCMP_CMP_MASKED_EQ: '(arg & value) == valueTwo',
};

const actionWords = ACTIONS.map((label) => ({ label, detail: ACTION_DETAILS[label] }));
const operatorWords = OPERATORS.map((label) => ({ label, detail: OPERATOR_DETAILS[label] }));
const archWords = RUNC_ARCHITECTURES.map((label) => ({ label }));
const capabilityWords = CAPABILITIES.map((label) => ({ label }));
const machineWords = DOCKER_MACHINES.map((label) => ({ label }));
const argumentIndices = ['0', '1', '2', '3', '4', '5'].map((label) => ({ label }));

function outerWords(key: string | undefined): readonly CompletionOption[] {
  if (key === 'defaultAction') return actionWords;
  return key === 'architectures' ? archWords : [];
}

function archMapWords(outer: string | undefined, inner: string | undefined): readonly CompletionOption[] {
  return outer === 'archMap' && (inner === 'architecture' || inner === 'subArchitectures') ? archWords : [];
}

function ruleWords(
  key: string | undefined,
  below: string | undefined,
  abis: readonly Arch[],
): readonly CompletionOption[] {
  if (key === 'names' || key === 'name') return callWords(abis);
  if (key === 'action') return actionWords;
  if (key === 'args') return below === 'op' ? operatorWords : below === 'index' ? argumentIndices : [];
  if (key !== 'includes' && key !== 'excludes') return [];
  return below === 'caps' ? capabilityWords : below === 'arches' ? machineWords : [];
}

/** The calls of the filter's ABIs by name, as far as their tables are loaded; those that the native one lacks say who has them. */
function callWords(abis: readonly Arch[]): readonly CompletionOption[] {
  const [native] = abis;
  const loaded = abis.filter(isLoaded);
  const names = new Set(loaded.flatMap((arch) => syscallsOf(arch).names));
  return [...names].sort().map((label) => {
    if (native !== undefined && isLoaded(native) && syscallsOf(native).numberOf(label) !== undefined) return { label };
    const having = loaded.filter((arch) => syscallsOf(arch).numberOf(label) !== undefined);
    return { label, detail: having.map((arch) => architectureOf(arch).token).join(', ') };
  });
}
