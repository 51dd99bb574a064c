import file from '../../../../content/data/libc/answers.json' with { type: 'json' };
import { architectureOf, compareReleases, isSince } from '../../linux/index.ts';
import type { CallAnswer, Libc, LibcOutcome, LibcRow } from './Libc.ts';

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
