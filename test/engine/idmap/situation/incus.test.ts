import { describe, expect, test } from 'vitest';
import { planConfigs, readSituation, recognise, solve } from '../../../../src/engine/idmap/index.ts';
import { short } from '../extents.ts';

const CONFIG = 'config:\n  raw.idmap: |-\n    both 1000 1000\n  volatile.idmap.base: "0"\n';
const ROOTS = 'root:1000000:1000000000\n';
const FILES = `==> /etc/subuid <==\n${ROOTS}==> /etc/subgid <==\n${ROOTS}`;

function read(text: string) {
  const given = { texts: [{ text, readAs: 'paste' as const }], reader: 'dockerd' as const, user: '', uid: '', gid: '' };
  const { situation, texts, grants, computedFor } = readSituation(given);
  const [level] = situation.levels;
  return {
    tool: level?.tool,
    uid: short(level?.uid),
    codes: texts.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
    steps: grants?.steps.map(({ text: line }) => line),
    computedFor,
  };
}

describe('a pasted Incus configuration', () => {
  test('has the range of Incus’s own package, where nobody has shown /etc/subuid', () => {
    const { tool, uid, codes, computedFor } = read(CONFIG);
    expect([tool, uid]).toEqual(['incus', '0:1000000:1000, 1000:1000:1, 1001:1001001:999998999']);
    expect(codes).toContain('incus-usual-base');
    expect(computedFor).toEqual(['Incus 7.0.2']);
  });

  test('needs a line of root’s for each host ID of raw.idmap, which newuidmap checks', () => {
    const { uid, steps } = read(`${CONFIG}\n${FILES}`);
    expect(uid).toBe('0:1000000:1000, 1000:1000:1, 1001:1001001:999998999');
    expect(steps).toEqual(['root:1000:1\n', 'root:1000:1\n']);
  });

  test.each([
    ['both 1000', 'incus-line'],
    ['both 1000-1009 0-8', 'incus-sizes'],
    ['b 1000 1000', 'incus-type'],
    ['both 1000000 5', 'incus-host-id'],
  ])('%s is an error: %s', (line, code) => {
    expect(read(CONFIG.replace('both 1000 1000', line)).codes).toContain(code);
  });
});

test.each<[lines: string, hint: string]>([
  ['both 1000 1000\n    uid 1000-1010 2000-2010', '“both 1000 1000” already maps some of these host IDs. Use others.'],
  ['gid 5 5\n    both 1000000-1000001 9-10', 'Use host IDs outside the container’s own range and the other lines.'],
])('%j: another line with the same host IDs is named', (lines, hint) => {
  const text = CONFIG.replace('both 1000 1000', lines);
  const given = { texts: [{ text, readAs: 'paste' as const }], reader: 'dockerd' as const, user: '', uid: '', gid: '' };
  const [problem] = readSituation(given).texts[0]?.diagnostics.filter(({ code }) => code === 'incus-host-id') ?? [];
  expect([problem?.span?.line, problem?.hint]).toEqual([4, hint]);
});

test('all that incus config show prints is one part', () => {
  const text = `architecture: x86_64\n${CONFIG}devices:\n  eth0:\n    type: nic\nephemeral: false\nprofiles:\n- default\n- my-profile.2\nstateful: false\ndescription: ""\n`;
  expect(recognise(text).map(({ kind, text: all }) => [kind, all])).toEqual([['incus', text]]);
});

test('the plan for a share names the asked IDs in raw.idmap, and leaves the rest to Incus', () => {
  const wishes = (['uid', 'gid'] as const).map((kind) => ({ inside: 1000, outside: 1005, kind }));
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const lines = [{ owner: 'root', start: 1000000, count: 1000000000, span }];
  const { value } = solve(wishes, lines, { user: { name: 'root', uid: 0, gid: 0 } });
  const [config] = value ? planConfigs(value, 'incus') : [];
  expect(config?.steps.map(({ text }) => text)).toEqual([
    'root:1005:1\n',
    'root:1005:1\n',
    "printf 'uid 1005 1000\\ngid 1005 1000' | incus config set NAME raw.idmap -",
    'incus restart NAME',
    'incus exec NAME --user 1000 --group 1000 -- touch TARGET/try\nls -ln DIR/try',
  ]);
});
