import { expect, test } from 'vitest';
import type { MapInSight } from '../../../../src/instrument/checks/map/mapChecks.ts';
import { mapCommand } from '../../../../src/islands/uid-map/words/checkedMap.ts';

const ONE = [{ inside: 0, outside: 100000, count: 65536 }];

test.each<[words: string, subject: Pick<MapInSight, 'text' | 'maps'>, file: string | undefined]>([
  ['lines as they stand', { text: '0 100000 65536', maps: [] }, '0 100000 65536\n'],
  ['lines that the kernel refuses', { text: '0 100000\n', maps: [] }, '0 100000\n'],
  ['a map that was made', { maps: [ONE] }, '0 100000 65536\n'],
  ['one map within another', { maps: [ONE, ONE] }, undefined],
  ['no map yet', { maps: [] }, undefined],
  ['an empty field', { text: ' \n', maps: [] }, undefined],
])('%s', (_, subject, text) => {
  const command = mapCommand({ ...subject, kind: 'uid', kernel: undefined });
  expect([command?.command, command?.file]).toEqual(
    text === undefined
      ? [undefined, undefined]
      : ['node waterline.js check map.txt checks.txt', { name: 'map.txt', text }],
  );
});
