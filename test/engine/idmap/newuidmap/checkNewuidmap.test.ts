import { describe, expect, test } from 'vitest';
import { checkNewuidmap, writeRules } from '../../../../src/engine/idmap/index.ts';
import type { Target } from '../../../../src/engine/idmap/newuidmap/NewuidmapCall.ts';
import { newuidmapRules } from '../../../../src/engine/idmap/newuidmap/readTriples.ts';

const ann = { name: 'ann', uid: 1000, gid: 1000 };
const lent = 'ann:100000:65536\n';

function rule(args: string, target?: Partial<Target>, kind: 'uid' | 'gid' = 'uid'): string {
  const outcome = checkNewuidmap({
    kind,
    args: args === '' ? [] : args.split(' '),
    caller: ann,
    subids: lent,
    ...(target && { target: { uid: 1000, gid: 1000, ...target } }),
  });
  return outcome.ok ? `${outcome.map.length} extents, ${outcome.setgroups}` : outcome.rule;
}

describe('the rule that newuidmap meets first', () => {
  test.each<[string, string, Partial<Target>?]>([
    ['', 'newuidmap-usage'],
    ['x', 'newuidmap-usage'],
    ['9', '0 extents, allow'],
    ['9', 'newuidmap-no-process', { missing: true }],
    ['9 0', 'newuidmap-other-owner', { uid: 0 }],
    ['9 0', 'newuidmap-triples'],
    ['9 0 x 1 0 1 0', 'newuidmap-number'],
    ['9 0 1000 0', 'newuidmap-overflow'],
    ['9 0 1000 2', 'newuidmap-not-allowed'],
    ['9 0 1000 1', 'newuidmap-no-namespace', { sameNamespace: true }],
    ['9 0 1000 1', 'idmap-written', { written: [] }],
    ['9 0 1000 1 0 100000 1', 'idmap-overlap-inside'],
    ['9 0 1000 1 1 100000 65536', '2 extents, allow'],
  ])('%j: %s', (args, answer, target) => {
    expect(rule(args, target)).toBe(answer);
  });

  test.each<[string, string, Partial<Target>?]>([
    ['9 0 1000 1', '1 extents, deny'],
    ['9 0 100000 1', '1 extents, allow'],
    ['9 0 1000 1 1 100000 1', '2 extents, allow'],
    ['9 0 100000 1', '1 extents, deny', { setgroups: 'deny' }],
    ['9 0 1000 1', 'newuidmap-setgroups', { written: [] }],
    ['9', '0 extents, deny'],
  ])('newgidmap %j: %s', (args, answer, target) => {
    expect(rule(args, target, 'gid')).toBe(answer);
  });
});

test('every range that is not allowed is told, with what the file lends and a way to lend more', () => {
  const outcome = checkNewuidmap({
    kind: 'uid',
    args: ['9', '0', '0', '1', '1', '165530', '10'],
    caller: ann,
    subids: lent,
  });
  expect(outcome).toEqual({
    ok: false,
    message: 'newuidmap: uid range [0-1) -> [0-1) not allowed',
    rule: 'newuidmap-not-allowed',
    setgroups: 'allow',
    diagnostics: [
      {
        code: 'newuidmap-not-allowed',
        severity: 'error',
        message: '/etc/subuid does not assign UID 0 to ann (UID 1000). Assigned to that user: 100000 to 165535.',
        hint: 'IDs this low are often those of real accounts: use others, or assign them one by one.',
      },
      {
        code: 'newuidmap-not-allowed',
        severity: 'error',
        message:
          '/etc/subuid does not assign UIDs 165530 to 165539 to ann (UID 1000). Assigned to that user: 100000 to 165535.',
        hint: 'As root: usermod --add-subuids 165530-165539 ann',
      },
    ],
  });
});

test('a nested caller maps what its own namespace has', () => {
  const nested = (outside: number) =>
    checkNewuidmap({
      kind: 'uid',
      args: ['9', '0', String(outside), '10'],
      caller: ann,
      subids: lent,
      parentMap: [{ inside: 100000, outside: 500000, count: 100 }],
    });
  expect(nested(100090).ok).toBe(true);
  expect(nested(100091)).toMatchObject({ rule: 'idmap-outside-unmapped' });
});

test('no rule of the programs has the name of a rule of the kernel', () => {
  expect(Object.keys(newuidmapRules).filter((name) => name in writeRules)).toEqual([]);
});
