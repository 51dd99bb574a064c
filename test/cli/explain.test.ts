import { expect, test } from 'vitest';
import { ran } from './ran.ts';

test.each<[name: string, words: string[], files: Record<string, string>]>([
  ['typed', ['newuidmap: uid range [0-65536) -> [100000-165536) not allowed'], {}],
  ['piped in', [], { '-': 'newuidmap: uid range [0-65536) -> [100000-165536) not allowed\n' }],
  ['piped in by name', ['-'], { '-': 'newuidmap: uid range [0-65536) -> [100000-165536) not allowed\n' }],
])('an error %s', async (_, words, files) => {
  const { status, said, complained } = await ran(['explain', ...words], files);
  expect([status, said.split('\n').slice(0, 3), complained]).toEqual([
    0,
    [
      'Line 1: newuidmap: uid range … not allowed',
      '  Who said no: newuidmap, before it wrote anything (/etc/subuid)',
      '  newuidmap was asked to map container UIDs 0 to 65535 to host UIDs 100000 to 165535, but /etc/subuid does not assign all of those host IDs to the caller.',
    ],
    '',
  ]);
});

test('what is copied with a command stands in the first column, so that a text within it ends', async () => {
  const { said } = await ran(['explain', 'unshare: unshare failed: Operation not permitted']);
  expect(said.split('\n').filter((line) => /^\s*(?:EOF|grep -rsF)/.test(line))).toEqual([
    "grep -rsF '/path/to/PROGRAM ' /etc/apparmor.d || sudo sh -c 'tee -a /etc/apparmor.d/local.path.to.PROGRAM && apparmor_parser -r /etc/apparmor.d/local.path.to.PROGRAM' <<'EOF'",
    'EOF',
  ]);
});

test('no answer is status 1, with what else to give', async () => {
  const { status, said } = await ran(['explain', 'nothing of this is an error']);
  expect([status, said.split('\n').slice(0, 2), said.includes('strace -f -Z PROGRAM')]).toEqual([
    1,
    ['Not recognised.', 'The most similar known messages:'],
    true,
  ]);
});

test('--json has the diagnoses', async () => {
  const { status, said } = await ran(['explain', '--json', 'nobody:nogroup']);
  expect([status, JSON.parse(said).map(({ code }: { code: string }) => code)]).toEqual([0, ['owned-by-nobody']]);
});

test('nothing is status 2', async () => {
  expect(await ran(['explain'], { '-': ' \n' })).toEqual({
    status: 2,
    said: '',
    complained: 'waterline: Nothing to explain. Give a text in quotes, or pipe one in.',
    written: {},
  });
});
