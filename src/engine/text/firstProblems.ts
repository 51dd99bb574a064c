import type { Diagnostic } from './Diagnostic.ts';

/** The first `most` of the problems; where there are more, a last one says how many, so that no text fills a page with them. */
export function firstProblems(found: readonly Diagnostic[], most: number): Diagnostic[] {
  return withMore(found.slice(0, most), Math.max(0, found.length - most));
}

/** The problems, and behind them how many were left out, if any were. */
export function withMore(shown: readonly Diagnostic[], leftOut: number): Diagnostic[] {
  if (leftOut === 0) return [...shown];
  const message = leftOut === 1 ? 'One more problem is not listed.' : `${leftOut} more problems are not listed.`;
  const hint = 'Fix the first ones: the others often follow from them.';
  return [...shown, { code: 'too-many-problems', severity: 'error', message, hint }];
}
