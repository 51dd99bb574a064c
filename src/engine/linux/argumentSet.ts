import type { Arch } from './architecture.ts';
import { ARGUMENT_SETS } from './argumentSets.ts';
import { type ConstantSetName, constantValue } from './constants.ts';
import { parametersOf } from './prototypes.ts';

/** What is known of the call whose argument is asked. */
export interface ArgumentPlace {
  /** Where the call is made; left out, x86_64. */
  arch?: Arch;
  /** Its other arguments, some of which choose the names of another: a socket's family its protocol's. */
  args?: readonly bigint[];
}

/**
 * The set that the argument in register `index` (from 0) of a call is asked with; undefined where it is a plain number or pointer, or where it depends on
 * an argument that `args` doesn't have.
 */
export function argumentSet(call: string, index: number, place: ArgumentPlace = {}): ConstantSetName | undefined {
  const { arch = 'SCMP_ARCH_X86_64', args = [] } = place;
  // kernel/fork.c: with CONFIG_CLONE_BACKWARDS2 (s390) the stack comes first.
  if (call === 'clone') return parametersOf(arch, call)?.[index]?.name === 'clone_flags' ? 'clone' : undefined;
  const at = parameterIndex(arch, call, index);
  if (at === undefined) return undefined;
  const fixed = Object.hasOwn(ARGUMENT_SETS, call) ? ARGUMENT_SETS[call]?.[at] : undefined;
  if (fixed !== undefined) return fixed;
  const dependent = Object.hasOwn(DEPENDENT_SETS, call) ? DEPENDENT_SETS[call]?.[at] : undefined;
  const chooser = dependent && args[dependent.on];
  if (chooser === undefined) return undefined;
  // What chooses is an int in all of them.
  const chosen = Object.entries(dependent?.sets ?? {}).find(
    ([name]) => constantValue(name, arch) === BigInt.asUintN(32, chooser),
  );
  return chosen?.[1];
}

/**
 * Which parameter stands in a register, counted as where no 64-bit one is split in two; the lower half stands for the whole. undefined for an upper
 * half, an unused register and one that the call doesn't take.
 */
function parameterIndex(arch: Arch, call: string, register: number): number | undefined {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return register;
  const name = parameters[register]?.name;
  if (name === undefined || isPart(name)) return undefined;
  return register - parameters.slice(0, register).filter(({ name: other }) => isPart(other)).length;
}

/** Registers that count with the parameter beside them. */
const isPart = (name: string) => name === '__pad' || name.endsWith('_hi');

/** An argument whose names depend on another: the set by the constant that stands at `on`. */
export interface DependentSet {
  on: number;
  sets: Readonly<Record<string, ConstantSetName>>;
}

const PROTOCOL: DependentSet = {
  on: 0,
  sets: {
    AF_INET: 'ipProtocol',
    AF_INET6: 'ipProtocol',
    AF_NETLINK: 'netlinkProtocol',
    AF_BLUETOOTH: 'bluetoothProtocol',
    AF_CAN: 'canProtocol',
    AF_NFC: 'nfcProtocol',
  },
};
const SOCKET_OPTION: DependentSet = { on: 1, sets: { SOL_SOCKET: 'socketOption' } };
const FCNTL_ARGUMENT: DependentSet = {
  on: 1,
  sets: { F_SETFD: 'descriptorFlag', F_SETFL: 'open', F_SETSIG: 'signal', F_SETLEASE: 'lease', F_ADD_SEALS: 'seal' },
};

/** Which set an argument of a call is asked with, where another argument chooses it. */
export const DEPENDENT_SETS: Readonly<Record<string, Readonly<Record<number, DependentSet>>>> = {
  // socket(2), getsockopt(2), fcntl(2), prctl(2), keyctl(2)
  socket: { 2: PROTOCOL },
  socketpair: { 2: PROTOCOL },
  getsockopt: { 2: SOCKET_OPTION },
  setsockopt: { 2: SOCKET_OPTION },
  fcntl: { 2: FCNTL_ARGUMENT },
  fcntl64: { 2: FCNTL_ARGUMENT },
  prctl: {
    1: {
      on: 0,
      sets: {
        PR_SET_PDEATHSIG: 'signal',
        PR_SET_SECCOMP: 'seccompMode',
        PR_CAPBSET_READ: 'capability',
        PR_CAPBSET_DROP: 'capability',
        PR_CAP_AMBIENT: 'ambient',
        PR_SET_MM: 'prctlMm',
        PR_SET_MDWE: 'mdwe',
        PR_GET_SPECULATION_CTRL: 'speculation',
        PR_SET_SPECULATION_CTRL: 'speculation',
      },
    },
    2: { on: 0, sets: { PR_CAP_AMBIENT: 'capability' } },
  },
  keyctl: {
    1: {
      on: 0,
      sets: /* @__PURE__ */ Object.fromEntries(
        ['GET_KEYRING_ID', 'UPDATE', 'REVOKE', 'CHOWN', 'SETPERM', 'DESCRIBE', 'CLEAR', 'UNLINK', 'SEARCH', 'READ']
          .concat(['LINK', 'SET_TIMEOUT', 'GET_SECURITY', 'INVALIDATE', 'RESTRICT_KEYRING', 'MOVE', 'WATCH_KEY'])
          .map((name) => [`KEYCTL_${name}`, 'key'] as const),
      ),
    },
    2: { on: 0, sets: { KEYCTL_LINK: 'key', KEYCTL_UNLINK: 'key', KEYCTL_MOVE: 'key' } },
  },
};
