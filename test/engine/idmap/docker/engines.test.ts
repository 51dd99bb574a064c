import { describe, expect, test } from 'vitest';
import { remapFromFile, usernsRemap } from '../../../../src/engine/idmap/index.ts';
import type { DockerEngine } from '../../../../src/engine/idmap/versions/programWords.ts';
import { short } from '../extents.ts';

const ann = { name: 'ann', uid: 1000 };

/** The map, and the codes of what is said beside it. */
function read(text: string, engine: DockerEngine, user: { name: string; uid?: number } = ann) {
  const { value, diagnostics } = remapFromFile(text, user, { engine });
  return [short(value), diagnostics.map(({ code, severity }) => `${severity} ${code}`).join(', ')];
}

describe('dockerd 26.1 takes the lines under the uid first, 28.0 every line of the user in file order', () => {
  test.each([
    ['ann:1:10\n1000:100:10\n', '0:100:10', '0:1:10, 10:100:10'],
    ['1000:100:10\nann:1:10\n', '0:100:10', '0:100:10, 10:1:10'],
    ['ann:1:10\nann:100:10\n', '0:1:10, 10:100:10', '0:1:10, 10:100:10'],
    ['bob:5:5\n1000:100:10\n', '0:100:10', '0:100:10'],
  ])('%j', (text, older, newer) => {
    expect([read(text, '26.1'), read(text, '28.0')]).toEqual([
      [older, ''],
      [newer, ''],
    ]);
  });
});

describe('a line under a number is told where the number of the account is not known', () => {
  const INSTEAD = 'This line is for UID 996. If ann has that UID, dockerd uses this line instead of those for ann.';
  const AS_WELL = 'This line is for UID 996. If ann has that UID, dockerd uses this line too.';
  test.each([
    ['996:1:10\nann:100:10\n', { name: 'ann' }, [INSTEAD], [AS_WELL]],
    ['996:1:10\nann:100:10\n', { name: 'ann', uid: 7 }, [], []],
    ['bob:1:10\nann:100:10\n', { name: 'ann' }, [], []],
  ])('%j for %j', (text, user, older, newer) => {
    const told = (engine: DockerEngine) =>
      remapFromFile(text, user, { engine }).diagnostics.map(({ message }) => message);
    expect([told('26.1'), told('28.0')]).toEqual([older, newer]);
  });
});

describe('where 26.1 stops, 28.0 takes 0 for what it can not read', () => {
  test.each([
    ['ann:x:10\n', [undefined, 'error subid-number'], ['0:0:10', 'warning subid-number']],
    ['ann:10\n', [undefined, 'error subid-fields'], ['0:10:0', 'warning subid-number, error idmap-zero-count']],
    ['ann:10:5:\n', [undefined, 'error subid-fields'], ['0:10:5', '']],
    ['bob\nann:10:5\n', [undefined, 'error subid-fields'], ['0:10:5', 'warning subid-number, warning subid-number']],
    ['ann:10:5 # his\n', [undefined, 'error subid-number'], ['0:10:0', 'warning subid-number, error idmap-zero-count']],
    ['#ann:1:2\nann:10:5\n', ['0:10:5', ''], ['0:10:5', '']],
    [
      'ann:99999999999999999999:5\n',
      [undefined, 'error subid-number'],
      ['0:4294967295:5', 'warning subid-number, error idmap-no-id'],
    ],
    ['ann:4294967296:5\n', ['0:0:5', 'warning remap-wraps'], ['0:0:5', 'warning remap-wraps']],
  ])('%j', (text, older, newer) => {
    expect([read(text, '26.1'), read(text, '28.0')]).toEqual([older, newer]);
  });

  test('ALL is a name like any other', () => {
    const all = { name: 'ALL' };
    expect([read('bob:10:5\n', '26.1', all), read('bob:10:5\n', '28.0', all)]).toEqual([
      ['0:10:5', ''],
      [undefined, 'error remap-no-entry'],
    ]);
  });
});

test('group ids need the one of terminals', () => {
  const { value, diagnostics } = remapFromFile('1000:5:5\nann:7:7\n', ann, { kind: 'gid' });
  expect([short(value), diagnostics.map(({ code }) => code)]).toEqual(['0:5:5', ['remap-no-tty-group']]);
});

test('what is wrong with a line of nobody is no error of the user’s', () => {
  expect(read(':x:1\nann:5:10\n', '26.1')).toEqual(['0:5:10', 'warning subid-owner, warning subid-number']);
});

test('parsed lines do as well', () => {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const subids = [
    { owner: 'ann', start: 1, count: 10, span },
    { owner: '1000', start: 100, count: 10, span },
  ];
  expect(short(usernsRemap(subids, ann).value)).toBe('0:100:10');
  expect(short(usernsRemap(subids, ann, { engine: '28.0' }).value)).toBe('0:1:10, 10:100:10');
});
