import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../src/engine/idmap/index.ts';
import { kinds } from './kinds.ts';
import { MAPS, SUBIDS } from './mapTexts.ts';

describe('lines of uid_map and gid_map', () => {
  test.each(MAPS)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });

  test('what is not the map is blanked out of its content, so that spans stay right', () => {
    const [part] = recognise('> /proc/1/uid_map:0 100000 65536\n').filter(({ kind }) => kind === 'map');
    expect(part?.content).toBe('                  0 100000 65536\n');
    expect(part?.text).toBe('> /proc/1/uid_map:0 100000 65536\n');
  });
});

describe('lines of /etc/subuid and /etc/subgid', () => {
  test.each(SUBIDS)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});

test.each<[text: string, content: string]>([
  ['\u001b[32mann\u001b[0m:100000:65536', '         ann:100000:65536'],
  ['0 \u001b[1m100000\u001b[0m 65536\n', '0     100000     65536\n'],
  ['- ann:1:2\n* ben:3:4\n', '  ann:1:2\n  ben:3:4\n'],
  ['   1 │ ann:1:2\r\n', '       ann:1:2\r\n'],
  ['/etc/subuid:1:ann:1:2', '              ann:1:2'],
  ['$ echo "ann:1:2" | sudo tee -a /etc/subuid\n', '        ann:1:2                           \n'],
])('what is read of %j stands as far from its start', (text, content) => {
  expect(recognise(text).map((part) => part.content)).toEqual([content]);
  expect(content.length).toBe(text.length);
});

test('getsubids tells a line of the file', () => {
  expect(recognise('$ getsubids ann\n0: ann 100000 65536\n')[1]?.content).toBe('   ann:100000:65536\n');
});
