import { describe, expect, test } from 'vitest';
import {
  chapterProgress,
  formatProgress,
  isDay,
  isExerciseName,
  mergeProgress,
  parseProgress,
  withoutSolved,
} from '../../../src/instrument/progress/progressStore.ts';
import { readProgressFile } from '../../../src/instrument/progress/readProgressFile.ts';

const progress = (...entries: [string, string][]) => new Map(entries);
const MINE = progress(['volumes/hole', '2026-11-28'], ['seccomp/thread', '2026-11-27']);
const TEXT = `{
  "version": 1,
  "solved": {
    "seccomp/thread": "2026-11-27",
    "volumes/hole": "2026-11-28"
  }
}
`;

test('is written in the order of names, and read again by both readers', () => {
  expect(formatProgress(MINE)).toBe(TEXT);
  expect(parseProgress(TEXT)).toEqual(MINE);
  expect(readProgressFile(TEXT)).toEqual({ value: MINE, diagnostics: [] });
});

describe('what storage holds', () => {
  test.each<[string, ReturnType<typeof parseProgress>]>([
    ['', progress()],
    ['{', progress()],
    ['null', progress()],
    ['[]', progress()],
    ['{"version":1}', progress()],
    ['{"version":1,"solved":null}', progress()],
    ['{"version":1,"solved":[1]}', progress()],
    ['{"version":1,"solved":{"a/b":"2026-11-28","x":"2026-11-28","c/d":1}}', progress(['a/b', '2026-11-28'])],
    ['{"version":2,"solved":{"a/b":"2026-11-28"}}', undefined],
  ])('%s', (text, expected) => expect(parseProgress(text)).toEqual(expected));
});

describe('a file', () => {
  test.each<[string, ReturnType<typeof parseProgress>, string[]]>([
    ['', undefined, ['1:1 Empty file.']],
    ['[]', undefined, ['1:1 The file holds an array, no progress.']],
    ['{"solved":{}}', undefined, ['1:1 The file has no version.']],
    ['{"version":2}', undefined, ['1:12 This page reads version 1, and no other.']],
    ['{"version":1,"solved":[]}', undefined, ['1:23 The file has no exercises under “solved”.']],
    [
      '{"version":1,\n"solved":{"thread":"2026-11-28",\n"a/b":"28 November",\n"c/d":7,\n"e/f":"2026-02-28"}}',
      progress(['e/f', '2026-02-28']),
      [
        '2:11 “thread” names no exercise.',
        '3:7 Found “28 November”, expected a day.',
        '4:7 Found a number, expected a day.',
      ],
    ],
    [
      '{"version":1,"solved":{"a/b":"2026-11-28",}}',
      progress(['a/b', '2026-11-28']),
      ['1:42 Trailing comma before }.'],
    ],
  ])('%s', (text, value, problems) => {
    const read = readProgressFile(text);
    const told = read.diagnostics.map(({ span, message }) => `${span?.line}:${span?.column} ${message}`);
    expect([read.value, told]).toEqual([value, problems]);
  });
});

test('two become one: of an exercise that both have, the earlier day stays', () => {
  const other = progress(
    ['volumes/hole', '2026-11-01'],
    ['seccomp/thread', '2026-12-24'],
    ['cgroups/bomb', '2026-12-25'],
  );
  const both = progress(
    ['cgroups/bomb', '2026-12-25'],
    ['seccomp/thread', '2026-11-27'],
    ['volumes/hole', '2026-11-01'],
  );
  expect([mergeProgress(MINE, other), mergeProgress(other, MINE)].map(formatProgress)).toEqual([
    formatProgress(both),
    formatProgress(both),
  ]);
});

test('one is erased, or all', () => {
  expect([...withoutSolved(MINE, 'volumes/hole').keys()]).toEqual(['seccomp/thread']);
  expect([...withoutSolved(MINE, undefined).keys()]).toEqual([]);
});

test.each<[string[], string]>([
  [['seccomp/thread', 'seccomp/white-lie'], '1 of 2 solved'],
  [['seccomp/thread', 'volumes/hole'], '2 of 2 solved'],
  [['seccomp/white-lie'], ''],
  [[], ''],
])('of the exercises %j: “%s”', (names, words) => expect(chapterProgress(MINE, names)).toBe(words));

test.each<[unknown, boolean]>([
  ['2026-11-28', true],
  ['2024-02-29', true],
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['2026-11-28T00:00', false],
  [20261128, false],
])('%j is a day: %s', (day, expected) => expect(isDay(day)).toBe(expected));

test.each<[string, boolean]>([
  ['user-namespaces/whose-file', true],
  ['whose-file', false],
  ['a/b/c', false],
  ['__proto__', false],
])('%s names an exercise: %s', (name, expected) => expect(isExerciseName(name)).toBe(expected));
