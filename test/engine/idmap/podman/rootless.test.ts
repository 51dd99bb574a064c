import { describe, expect, test } from 'vitest';
import { parseSubids, rootless } from '../../../../src/engine/idmap/index.ts';
import { rootlessNamespace } from '../../../../src/engine/idmap/podman/userns/rootlessNamespace.ts';
import { short } from '../extents.ts';
import { ann, both } from './ann.ts';

/** The map, and the codes of what there is to say. */
function build(subuid: string, user: { name: string; uid?: number }): [string | undefined, string[]] {
  const { value, diagnostics } = rootless(user, parseSubids(subuid).value ?? []);
  return [short(value), diagnostics.map(({ code, severity }) => `${severity} ${code.replace('podman-', '')}`)];
}

describe('rootless: the uid map of the namespace that a user’s Podman works in', () => {
  const single = ['warning no-subids', 'warning single-map'];
  test.each<[string, { name: string; uid?: number }, string | undefined, string[]]>([
    ['ann:100000:65536', { name: 'ann', uid: 1000 }, '0:1000:1, 1:100000:65536', []],
    ['1000:100000:65536', { name: 'ann', uid: 1000 }, '0:1000:1, 1:100000:65536', []],
    ['ann:300000:10\n1000:100000:5', { name: 'ann', uid: 1000 }, '0:1000:1, 1:100000:5, 6:300000:10', []],
    ['ann:100000:10\nann:100010:10', { name: 'ann', uid: 1000 }, '0:1000:1, 1:100000:10, 11:100010:10', []],
    ['bob:100000:65536', { name: 'ann', uid: 1000 }, '0:1000:1', single],
    ['', { name: 'ann', uid: 1000 }, '0:1000:1', single],
    ['1000:100000:5', { name: '1000' }, '0:1000:1, 1:100000:5', []],
    ['ann:100000:65536', { name: 'ann' }, undefined, ['error uid-unknown']],
    ['ann:999:2', { name: 'ann', uid: 1000 }, undefined, ['error own-id']],
    [
      'ann:100:10\nann:105:10',
      { name: 'ann', uid: 1000 },
      undefined,
      ['error newuidmap', 'error idmap-overlap-outside'],
    ],
  ])('%j for %j: %s', (subuid, user, map, told) => {
    expect(build(subuid, user)).toEqual([map, told]);
  });
});

describe('rootlessNamespace: both maps, from both files', () => {
  test.each<[string, string, string | undefined, string]>([
    ['ann:5000:10', 'ann:6000:20', '0:1000:1, 1:5000:10 | 0:1001:1, 1:6000:20', ''],
    [
      'ann:5000:10',
      '',
      '0:1000:1 | 0:1001:1',
      'cannot find UID/GID for user ann: no subgid ranges found for group "ann" in /etc/subgid - check rootless mode in man pages.',
    ],
    [
      '',
      'ann:6000:20',
      '0:1000:1 | 0:1001:1',
      'cannot find UID/GID for user ann: no subuid ranges found for user "ann" in /etc/subuid - check rootless mode in man pages.',
    ],
    ['ann:5000:10', '1000:6000:20', '0:1000:1, 1:5000:10 | 0:1001:1, 1:6000:20', ''],
    [
      'ann:5000:10',
      '1003:6000:20',
      undefined,
      'cannot set up namespace using "/usr/bin/newgidmap": should have setgid or have filecaps setgid: exit status 1',
    ],
    [
      'ann:995:10',
      'ann:6000:20',
      undefined,
      'invalid configuration: the specified mapping 995:10 in "/etc/subuid" includes the user UID',
    ],
    [
      'ann:5000:10',
      'ann:1001:1',
      undefined,
      'invalid configuration: the specified mapping 1001:1 in "/etc/subgid" includes the user GID',
    ],
    ['ann:0100:010', 'ann:0x10:1', '0:1000:1, 1:64:8 | 0:1001:1, 1:16:1', ''],
  ])('%j and %j: %s', (subuid, subgid, maps, says) => {
    const { value, diagnostics } = rootlessNamespace({ ...ann, subuid, subgid });
    expect([both(value), diagnostics[0]?.message ?? '']).toEqual([maps, says]);
  });

  test('each extent has its line; the own id has none', () => {
    const { value } = rootlessNamespace({ ...ann, subuid: '# lent\nann:5000:10\n', subgid: 'ann:6000:20' });
    expect(value?.uid.map(({ span }) => [span.start, span.end, span.line])).toEqual([
      [0, 0, 1],
      [7, 18, 2],
    ]);
  });
});
