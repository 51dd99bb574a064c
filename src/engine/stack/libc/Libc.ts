import type { Arch } from '../../linux/index.ts';

/** Whose code makes a program's calls: a C library, or Go's runtime and standard library, which need none. */
export type LibcName = 'glibc' | 'musl' | 'go';

export interface Libc {
  name: LibcName;
  /** Its release, "2.35", "1.2.2"; what a distribution adds does not count. */
  version: string;
  /** How wide the program is; left out: 64. */
  bits?: 32 | 64;
  /** The ABI that it is built for; left out: x86_64, or 32-bit x86. */
  arch?: Arch;
  /** Calls that the distribution's own patches took out of it. */
  without?: readonly string[];
}

/** How a call was answered, by a filter or by a kernel that lacks it. */
export type CallAnswer = 'ENOSYS' | 'EPERM' | 'kill';

/**
 * What becomes of a program that gets this answer: its libc does the same by other means; its libc fails where it would have worked; the function only
 * hands the answer on, and the program decides; the program ends. `unknown` between two releases that were asked, where they differ.
 */
export type LibcOutcome = 'not called' | 'falls back' | 'passed on' | 'unknown' | 'fails' | 'killed';

/** One line of content/data/libc/answers.json: what these functions do, of these releases. */
export interface LibcRow {
  call: string;
  libc: LibcName;
  /** The first release that does so, and the last one; left out: every one that the table speaks of. */
  since?: string;
  until?: string;
  /** Only of programs as wide. */
  bits?: number;
  /** Only of programs of these ABIs, by libseccomp's words; left out: of every one. */
  arches?: readonly string[];
  /** Who makes the call: functions, with the flag that makes them; "start" is every program that starts. */
  functions: readonly string[];
  ENOSYS: LibcOutcome;
  EPERM: LibcOutcome;
  /** What it falls back to. */
  to?: string;
  note?: string;
  /** What people see, and where they said so. */
  prints?: readonly { text: string; image?: string; answer?: string; source: string }[];
  source: string;
  /** The releases that were asked for real, on x86_64 and 32-bit x86: test/oracle/seccomp/record_libc.py. */
  recorded: readonly string[];
}
