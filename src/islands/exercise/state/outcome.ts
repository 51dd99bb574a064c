import type { Outcome } from './Exercise.ts';

/** Whether a map in an output passes these checks. */
export type PassesChecks = (output: string, checks: readonly string[]) => boolean;

/** The first outcome that fits an output; undefined for none. */
export function outcomeOf(output: string, outcomes: readonly Outcome[], passes: PassesChecks): number | undefined {
  const at = outcomes.findIndex(
    ({ lines = [], checks = [] }) =>
      lines.every((line) => hasWords(output, line)) && (checks.length === 0 || passes(output, checks)),
  );
  return at === -1 ? undefined : at;
}

/** Whether `line` stands within one line of the output, whatever spaces are between its words; a number is not found within a longer one. */
export function hasWords(output: string, line: string): boolean {
  const words = line
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const wanted = new RegExp(`(?<!\\w)${words.join('[ \\t]+')}(?!\\w)`);
  return wanted.test(output);
}
