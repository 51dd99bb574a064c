import type { ConstantSetName } from './constants.ts';

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
