import { expect, test } from 'vitest';
import type { Finding, Harm } from '../../../../src/engine/seccomp/index.ts';
import type { Span } from '../../../../src/engine/text/index.ts';
import { findingLines, findingsBeside, findingsSummary } from '../../../../src/islands/seccomp/words/inspectedView.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const at = (line: number, start = line * 10): Span => ({ start, end: start + 1, line, column: 1 });

test.each<[lines: number[], words: string]>([
  [[], ''],
  [[12], 'line 12'],
  [[12, 12, 14], 'line 12 and line 14'],
  [[1, 2, 3, 4, 5, 6, 7], 'line 1, line 2, line 3, line 4, line 5 and 2 more'],
])('a finding on lines %j', (lines, words) => {
  expect(plain(findingLines(lines.map((line, index) => at(line, line * 10 + index))))).toBe(words);
});

test.each<[harms: Harm[], words: string]>([
  [[], 'No known bypass, and no rule without effect.'],
  [['exposes'], '1 possible bypass'],
  [['note', 'exposes', 'idle', 'exposes'], '2 possible bypasses, 1 rule without effect'],
  [['refused'], '1 reason why the container won’t start'],
])('%j in a line', (harms, words) => {
  expect(findingsSummary(harms.map((harm) => ({ ...finding('code', at(1)), harm })))).toBe(words);
});

const finding = (code: string, span: Span): Finding => ({
  code,
  harm: 'idle',
  title: '',
  message: '',
  why: '',
  spans: [span],
  sources: [],
});

test('what stands among the problems is not told again', () => {
  const problem = { code: 'name-unknown', severity: 'warning' as const, message: '', span: at(3) };
  const found = [finding('name-unknown', at(3)), finding('name-unknown', at(4)), finding('dead', at(3))];
  expect(findingsBeside(found, [problem])).toEqual(found.slice(1));
});
