import rows from '../../../content/data/refusedWhy.json' with { type: 'json' };
import type { ClassedCall } from './callClasses.ts';

/** Calls that Docker's default refuses whatever the capabilities, and why: Docker's page on seccomp, pull requests of moby, unimplemented(2). */
export const REFUSED_WHY = rows;

/** The rows of the table; throws where the profile refuses another call of x86_64 than the rows name, or allows one of them. */
export function refusedRows(calls: ReadonlyMap<string, ClassedCall>) {
  const told = REFUSED_WHY.flatMap(({ names }) => names).sort();
  const refused = [...calls.values()]
    .filter((call) => call.class === 'refused' && call.arch === 'SCMP_ARCH_X86_64')
    .map(({ name }) => name)
    .sort();
  if (told.join() !== refused.join()) throw new RangeError(`Refused: ${refused.join()}. Told: ${told.join()}.`);
  return REFUSED_WHY;
}
