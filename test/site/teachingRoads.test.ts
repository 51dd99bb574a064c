import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { teachingRoads } from '../../src/site/teachingRoads.ts';
import { plain } from '../../src/ui/Phrase.ts';

const CALL = 'personality(ADDR_NO_RANDOMIZE)';
const CONTENT = join(import.meta.dirname, '../../content');

test.each<[name: string, roads: string[]]>([
  [
    'personality',
    [
      'open x86_64: personality(0x100040000) (allowed, by the default on line 2)',
      'open x86: personality(0x50000) (allowed, by the default on line 2)',
      'closed x86_64 and x86: personality(PER_LINUX|ADDR_NO_RANDOMIZE) (EPERM, line 6: arg0 == 0x40000)',
      'closed x32: personality(PER_LINUX|ADDR_NO_RANDOMIZE) (kills, unknown ABI)',
    ],
  ],
  [
    'personality-masked',
    [
      'closed x86_64 and x86: personality(PER_LINUX|ADDR_NO_RANDOMIZE) (EPERM, line 6: (arg0 & 0x40000) == 0x40000)',
      'closed x32: personality(PER_LINUX|ADDR_NO_RANDOMIZE) (kills, unknown ABI)',
    ],
  ],
])('the roads under teaching-%s.json', async (name, expected) => {
  const { roads } = await teachingRoads(name, CALL);
  const shown = roads.groups.map(
    ({ state, abis, calls, answer }) =>
      `${state} ${abis}: ${calls.map(({ steps }) => steps.join(' then ')).join(', ')} (${plain(answer)})`,
  );
  expect(shown).toEqual(expected);
});

test('its link opens the same profile and question', async () => {
  const { fragment } = await teachingRoads('personality', CALL);
  const { value, diagnostics } = await readSeccompLink(fragment);
  const text = readFileSync(join(CONTENT, 'data/profiles/teaching-personality.json'), 'utf8');
  expect([value.text, value.call, diagnostics]).toEqual([text, CALL, []]);
});

test.each(['docker-26.1', 'docker-26.1.5', '../docker-26.1.5'])('%s is no profile of our own', async (name) => {
  await expect(teachingRoads(name, CALL)).rejects.toThrow('No teaching profile');
});

const FENCES = globSync(join(CONTENT, 'learn/*.mdx')).flatMap((path) => [
  ...readFileSync(path, 'utf8').matchAll(/^```c title="(aslr|vsock)\.c"\n([\s\S]*?)^```$/gm),
]);

test('a chapter prints aslr.c', () => expect(FENCES.map(([, name]) => name)).toContain('aslr'));

test.each(FENCES.map(([, name, text]) => [name, text]))('a chapter prints %s.c as it was compiled', (name, text) => {
  const { steps } = JSON.parse(readFileSync(join(CONTENT, 'data/transcripts/roads.json'), 'utf8'));
  expect(steps.find((step: { id: string }) => step.id === `${name}-source`)).toMatchObject({ printed: text });
});
