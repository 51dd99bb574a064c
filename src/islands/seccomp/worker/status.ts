import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Status } from '../state/Reply.ts';
import { type Computed, isStale } from '../worker/compute.ts';

/** Every problem of the text and of resolving it for the target, in the order of the text, each cause once. */
export function problemsOf({ profile, filter }: Computed): readonly Diagnostic[] {
  const resolved = filter?.diagnostics ?? [];
  const ofText = profile.diagnostics.map((cause) => {
    const again = resolved.some((problem) => problem.severity === 'error' && saysTheSame(problem, cause));
    return again ? { ...cause, severity: 'error' as const } : cause;
  });
  const all = [...ofText, ...resolved.filter((problem) => !ofText.some((cause) => saysTheSame(problem, cause)))];
  const key = ({ code, message, span }: Diagnostic) => `${code} ${span ? `${span.start} ${span.end}` : message}`;
  const first = new Map<string, Diagnostic>();
  for (const problem of all) {
    const known = first.get(key(problem));
    // What only some runtimes refuse is a warning in the text, and an error where the target's runtime is one of them.
    if (known === undefined || (known.severity !== 'error' && problem.severity === 'error'))
      first.set(key(problem), problem);
  }
  return [...first.values()].sort((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));
}

/** A word that reading did not know is told again by resolving, at the word or at the object around it. */
function saysTheSame(problem: Diagnostic, cause: Diagnostic): boolean {
  if (!problem.code.endsWith('-unknown') || cause.code !== 'word-unknown') return false;
  if (!problem.span || !cause.span) return false;
  return problem.span.start <= cause.span.start && cause.span.end <= problem.span.end;
}

export function statusOf(computed: Computed): Status {
  if (computed.missing.length > 0) return 'loading';
  if (!computed.resolved) return 'none';
  if (isStale(computed)) return 'stale';
  return problemsOf(computed).some(({ severity }) => severity === 'error') ? 'partial' : 'exact';
}
