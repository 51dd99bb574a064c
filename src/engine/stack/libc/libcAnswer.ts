import file from '../../../../content/data/libc/answers.json' with { type: 'json' };
import { type Arch, architectureOf, compareReleases, isSince } from '../../linux/index.ts';

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

/** What becomes of a program, and the lines of the table that say so; no line for a call that this libc does not make by itself. */
export interface LibcAnswer {
  outcome: LibcOutcome;
  rows: readonly LibcRow[];
}

/** A call that one release makes and another does not, or otherwise; those between them, or all later ones, were not asked. */
interface Gap extends Pick<LibcRow, 'call' | 'libc' | 'bits' | 'arches'> {
  after: string;
  before?: string;
}

/** From what a program does not notice to its end. */
const BY_HARM: readonly LibcOutcome[] = ['not called', 'falls back', 'passed on', 'unknown', 'fails', 'killed'];

/** The calls that the table tells of. */
export const LIBC_CALLS: readonly string[] = calls();

// @__NO_SIDE_EFFECTS__
function calls(): readonly string[] {
  return file.calls;
}

/**
 * What a program with this libc does where the call is answered so: the worst that one of the libc's functions meets. A program may make the call itself,
 * without its libc; that is not told here. undefined for a call that the table does not tell of. content/data/libc/answers.json has the sources.
 */
export function libcAnswer(call: string, libc: Libc, answer: CallAnswer): LibcAnswer | undefined {
  if (!LIBC_CALLS.includes(call)) return undefined;
  if (libc.without?.includes(call)) return { outcome: 'not called', rows: [] };
  const rows = (file.rows as readonly LibcRow[]).filter((row) => row.call === call && applies(row, libc));
  const outcomes = rows.map((row) => (answer === 'kill' ? 'killed' : row[answer]));
  const isGap = (file.unknown as readonly Gap[]).some((gap) => gap.call === call && isWithin(gap, libc));
  return { outcome: worst(isGap ? [...outcomes, 'unknown'] : outcomes), rows };
}

function worst(outcomes: readonly LibcOutcome[]): LibcOutcome {
  return BY_HARM.findLast((outcome) => outcomes.includes(outcome)) ?? 'not called';
}

function isFor({ libc, bits, arches }: Pick<LibcRow, 'libc' | 'bits' | 'arches'>, of: Libc): boolean {
  const { name, bits: own = 64, arch = own === 32 ? 'SCMP_ARCH_X86' : 'SCMP_ARCH_X86_64' } = of;
  return libc === name && (bits ?? own) === own && (arches?.includes(architectureOf(arch).token) ?? true);
}

function applies(row: LibcRow, libc: Libc): boolean {
  const { since, until } = row;
  if (!isFor(row, libc)) return false;
  return (since === undefined || isSince(libc.version, since)) && (until === undefined || isSince(until, libc.version));
}

function isWithin(gap: Gap, libc: Libc): boolean {
  const { after, before } = gap;
  const isEarlier = before === undefined || !isSince(libc.version, before);
  return isFor(gap, libc) && compareReleases(libc.version, after) > 0 && isEarlier;
}

const NAMES: readonly LibcName[] = ['glibc', 'musl', 'go'];

/** Each libc of an ABI, and as wide, in the newest release that was asked for real: test/oracle/seccomp/record_libc.py. */
export function newestLibcs(bits: 32 | 64, arch?: Arch): readonly Libc[] {
  return NAMES.map((name) => ({ name, version: newestOf(name), ...(bits === 32 && { bits }), ...(arch && { arch }) }));
}

function newestOf(name: LibcName): string {
  const releases = (file.rows as readonly LibcRow[]).flatMap(({ libc, recorded }) => (libc === name ? recorded : []));
  return releases.toSorted(compareReleases).at(-1) ?? '';
}
