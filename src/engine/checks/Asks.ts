/** What is asked. `text` is as written; the machine's architecture decides which call it is. */
export type Asks =
  | { kind: 'call'; text: string }
  /** Every way to what a call does, or to an intent by its id. */
  | { kind: 'ways'; text: string }
  /** Every call that no other check names. */
  | { kind: 'others' }
  | { kind: 'starts' }
  /** Every call of a recorded run, by the name of its file. */
  | { kind: 'trace'; name: string }
  /** Of a map, what the kernel answers to the write; of a profile, the call `write`. */
  | { kind: 'write' }
  | ({ kind: 'ids' } & IdRange);

/** IDs on one side of a map, `last` included. */
export interface IdRange {
  side: 'inside' | 'outside';
  first: number;
  last: number;
}

/** What is expected of it; with `not`, of every call or ID that is asked about, anything else. */
export type Expects = { not: boolean } & Expected;

export type Expected =
  | { kind: 'action'; action: ExpectedAction }
  /** By name, which has another number on some architectures, or by number. */
  | { kind: 'errno'; errno: string | number }
  /** Anything but ALLOW and LOG. */
  | { kind: 'blocked' }
  /** The line of the profile's text that decides. */
  | { kind: 'line'; line: number }
  | { kind: 'start'; starts: boolean }
  | { kind: 'ok' }
  | { kind: 'passes' }
  | { kind: 'mapped' }
  | { kind: 'unmapped' }
  | ({ kind: 'ids' } & IdRange);

/** An action of seccomp's; KILL is either of the two that kill. */
export type ExpectedAction =
  | 'ALLOW'
  | 'LOG'
  | 'TRACE'
  | 'USER_NOTIF'
  | 'TRAP'
  | 'KILL'
  | 'KILL_THREAD'
  | 'KILL_PROCESS';

/** What the check changes of the container that is asked about. */
export interface Under {
  /** The name of a stack. */
  stack?: string;
  /** Capabilities that the container has besides, and those that it does not have. */
  with: readonly string[];
  without: readonly string[];
}
