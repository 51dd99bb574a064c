import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Computed } from './compute.ts';

/** Problems that say that there is no namespace, and all is well. */
const NO_NAMESPACE: readonly string[] = ['remap-off', 'remap-root', 'situation-host-ids'];

/** A problem, and the text in which it stands. */
export interface FoundProblem {
  problem: Diagnostic;
  text: number;
}

/** What is said first where no map answers: of the account, else of a text. */
export function firstProblem({ reading }: Pick<Computed, 'reading'>): FoundProblem | undefined {
  const ofUser = reading.userProblems.find(({ severity }) => severity === 'error');
  if (ofUser) return { problem: ofUser, text: 0 };
  return reading.texts
    .flatMap(({ diagnostics }, text) => diagnostics.map((problem) => ({ problem, text })))
    .find(({ problem }) => problem.severity === 'error' || NO_NAMESPACE.includes(problem.code));
}

/** Whether a container has no user namespace of its own: each ID in it is the same on the host. */
export function sharesIds(computed: Pick<Computed, 'reading'>): boolean {
  const found = firstProblem(computed);
  return found !== undefined && NO_NAMESPACE.includes(found.problem.code);
}
