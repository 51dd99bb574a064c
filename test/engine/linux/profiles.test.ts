import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const data = (file: string) => readFileSync(new URL(`../../../content/data/profiles/${file}`, import.meta.url), 'utf8');

test('the talk’s profile is as it was printed, with two commas too many', () => {
  const text = data('talk-2016.json.txt');
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect([...text.matchAll(/,(?=\s*[\]}])/g)].map(({ index }) => text.slice(0, index).split('\n').length)).toEqual([
    18, 19,
  ]);
  expect(JSON.parse(data('talk-2016.json.txt.stamp.json')).stamp.sha256).toBe(
    createHash('sha256').update(text).digest('hex'),
  );
});

test('Docker’s default stands beside its stamp', () => {
  const { defaultAction, defaultErrnoRet, archMap } = JSON.parse(data('docker-26.1.5.json'));
  expect([defaultAction, defaultErrnoRet, archMap[0]]).toEqual([
    'SCMP_ACT_ERRNO',
    1,
    { architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'] },
  ]);
  expect(JSON.parse(data('docker-26.1.5.json.stamp.json')).stamp).toMatchObject({
    packages: [{ package: 'golang-github-docker-docker-dev' }],
    licence: 'Apache-2.0',
  });
});
