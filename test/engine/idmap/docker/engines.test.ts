import { describe, expect, test } from 'vitest';
import { type DockerEngine, remapFromFile, remapFromFiles, usernsRemap } from '../../../../src/engine/idmap/index.ts';
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

test('user and group ids come from their own files, and the groups need the one of terminals', () => {
  const built = remapFromFiles({ subuid: 'ann:100000:65536\n', subgid: '1000:5:5\nann:7:7\n' }, ann);
  expect([short(built.uid.value), short(built.gid.value)]).toEqual(['0:100000:65536', '0:5:5']);
  expect(built.gid.diagnostics.map(({ code }) => code)).toEqual(['remap-no-tty-group']);
  expect(built.uid.diagnostics).toEqual([]);
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
