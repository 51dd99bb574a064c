import type { Outcome, ReleaseRange } from './find.ts';

/** What the engine is asked of an output: whether its map passes checks, and which of two releases is newer. */
export interface OutputReader {
  passes(output: string, checks: readonly string[]): boolean;
  isSince(release: string, since: string): boolean;
}

/** Whether an outcome needs the engine: of lines alone, the answer is there at once. */
export const needsEngine = ({ checks, release }: Outcome): boolean => checks !== undefined || release !== undefined;

/** The first outcome that fits an output; undefined for none. Without a reader, only those that need none fit. */
export function outcomeOf(output: string, outcomes: readonly Outcome[], reader?: OutputReader): number | undefined {
  const at = outcomes.findIndex(
    (outcome) =>
      (outcome.lines ?? []).every((line) => hasWords(output, line)) &&
      (!needsEngine(outcome) || (reader !== undefined && isRead(output, outcome, reader))),
  );
  return at === -1 ? undefined : at;
}

function isRead(output: string, { checks, release }: Outcome, reader: OutputReader): boolean {
  return (
    (release === undefined || isOfRelease(output, release, reader)) &&
    (checks === undefined || reader.passes(output, checks))
  );
}

function isOfRelease(output: string, { of, since, before }: ReleaseRange, reader: OutputReader): boolean {
  const [, found] = new RegExp(`(?<!\\w)${escaped(of)}[ \\t]+v?(\\d\\S*)`).exec(output) ?? [];
  return (
    found !== undefined &&
    (since === undefined || reader.isSince(found, since)) &&
    (before === undefined || !reader.isSince(found, before))
  );
}

/** Whether `line` stands within one line of the output, whatever spaces are between its words; a number is not found within a longer one. */
export function hasWords(output: string, line: string): boolean {
  const words = line.trim().split(/\s+/).map(escaped);
  const wanted = new RegExp(
    `${/^\w/.test(line.trim()) ? '(?<!\\w)' : ''}${words.join('[ \\t]+')}${/\w$/.test(line.trim()) ? '(?!\\w)' : ''}`,
  );
  return wanted.test(output);
}

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
