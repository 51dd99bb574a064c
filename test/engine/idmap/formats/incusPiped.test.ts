import { expect, test } from 'vitest';
import { parseIncus, recognise } from '../../../../src/engine/idmap/index.ts';
import { short } from '../extents.ts';

const ONE = '0:1000000:1000, 1000:1000:1, 1001:1001001:999998999';
const TWO = '0:1000000:5, 5:6:1, 6:1000006:994, 1000:1000:1, 1001:1001001:999998999';

test.each([
  [`printf 'both 1000 1000' | incus config set NAME raw.idmap -`, ONE],
  [`$ printf 'both 1000 1000\\n' | sudo incus config set NAME raw.idmap -`, ONE],
  [`echo 'both 1000 1000' | incus config set NAME raw.idmap -`, ONE],
  [`$ echo both 1000 1000 | lxc config set NAME raw.idmap=-`, ONE],
  [`printf 'both 1000 1000\\nuid 6 5\\n' | incus config set NAME raw.idmap -`, TWO],
  [`printf '%s\\n' 'both 1000 1000' 'uid 6 5' | incus config set NAME raw.idmap -`, TWO],
  [`echo -e 'both 1000 1000\\nuid 6 5' | incus config set NAME raw.idmap -`, TWO],
  [
    `echo 'both 1000 1000\\nuid 6 5' | incus config set NAME raw.idmap -`,
    'Invalid ID map line: both 1000 1000\\nuid 6 5',
  ],
  [`printf 'bth 1 1' | incus config set NAME raw.idmap -`, 'Invalid ID map type: bth 1 1'],
])('%s', (command, expected) => {
  const { value, diagnostics } = parseIncus(command);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  expect(error?.message ?? short(value?.uid)).toBe(expected);
  expect(recognise(command).map(({ kind }) => kind)).toEqual(['incus']);
});

test.each([
  ['$ printf hello', 'prompt'],
  ["echo 'both 1000 1000' | cat", 'prompt'],
  ["echo 'x' | incus config set NAME user.note -", 'prompt'],
])('%s is no map', (command, kind) => {
  expect(recognise(command).map((part) => part.kind)).toEqual([kind]);
});
