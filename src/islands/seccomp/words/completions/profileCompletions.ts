import { type Arch, architectureOf, CAPABILITIES, isLoaded, syscallsOf } from '../../../../engine/linux/index.ts';
import { ACTIONS, DOCKER_MACHINES, OPERATORS, RUNC_ARCHITECTURES } from '../../../../engine/seccomp/index.ts';
import type { CompletionOption } from '../../../../ui/Completion.ts';
import type { CodePlace } from '../../../../ui/editor/EditorHandle.ts';

/** What can be written at a place of a profile: its keys, and the words that each key takes. */
export function profileCompletions(place: CodePlace, abis: readonly Arch[]): readonly CompletionOption[] {
  const path = profilePath(place.path);
  if (place.kind === 'key') return (KEYS.get(path) ?? []).filter(({ label }) => !place.present.includes(label));
  const words = NAMES_OF_CALLS.includes(path) ? callWords(abis) : (WORDS.get(path) ?? []);
  return words.filter(({ label }) => !place.beside.includes(label));
}

/** Keys that stand around a profile: an OCI config.json has it under `linux.seccomp`. */
const AROUND = ['linux', 'seccomp'];

/** The keys down to a place, "syscalls args", as the tables below have them. */
function profilePath(path: readonly string[]): string {
  const isAround = AROUND.every((key, index) => path[index] === key);
  return (isAround ? path.slice(AROUND.length) : path).join(' ');
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

const KEYS: ReadonlyMap<string, readonly CompletionOption[]> = new Map([
  ['', PROFILE_KEYS],
  ['archMap', ARCH_MAP_KEYS],
  ['syscalls', RULE_KEYS],
  ['syscalls args', ARGUMENT_KEYS],
  ['syscalls includes', GATE_KEYS],
  ['syscalls excludes', GATE_KEYS],
]);

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

const WORDS: ReadonlyMap<string, readonly CompletionOption[]> = new Map([
  ['defaultAction', actionWords],
  ['architectures', archWords],
  ['archMap architecture', archWords],
  ['archMap subArchitectures', archWords],
  ['syscalls action', actionWords],
  ['syscalls args index', argumentIndices],
  ['syscalls args op', operatorWords],
  ...['syscalls includes', 'syscalls excludes'].flatMap((gate): [string, readonly CompletionOption[]][] => [
    [`${gate} caps`, capabilityWords],
    [`${gate} arches`, machineWords],
  ]),
]);

/** Where the names of calls stand, in today's form of a rule and in that of 2016. */
const NAMES_OF_CALLS = ['syscalls names', 'syscalls name'];

/** The calls of the filter's ABIs by name, as far as their tables are loaded; those that the native one lacks say who has them. */
function callWords(abis: readonly Arch[]): readonly CompletionOption[] {
  const [native] = abis;
  const loaded = abis.filter((arch) => isLoaded(arch));
  const names = new Set(loaded.flatMap((arch) => syscallsOf(arch).names));
  return [...names].sort().map((label) => {
    if (native !== undefined && isLoaded(native) && syscallsOf(native).numberOf(label) !== undefined) return { label };
    const having = loaded.filter((arch) => syscallsOf(arch).numberOf(label) !== undefined);
    return { label, detail: having.map((arch) => architectureOf(arch).token).join(', ') };
  });
}
