import { describe, expect, test } from 'vitest';
import { warnings } from '../../../../src/engine/idmap/index.ts';
import type { Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { level, situation } from './situations.ts';

const told = (about: Situation) => warnings(about).map(({ code, message }) => `${code}: ${message}`);

describe('the usual maps give no warning', () => {
  test.each<[string, Situation]>([
    ['nothing is known', situation({})],
    [
      'dockerd',
      situation({
        levels: [level('dockerd', '0:165536:65536')],
        subuid: 'dockremap:165536:65536',
        passwd: 'root 0, dockremap 103, alice 1000, nobody 65534',
      }),
    ],
    [
      'rootless Podman',
      situation({
        levels: [level('podman', '0:1000:1, 1:100000:65536')],
        user: { name: 'alice', uid: 1000, gid: 1000 },
        subuid: 'alice:100000:65536',
        passwd: 'root 0, alice 1000',
        group: 'root 0, alice 1000',
      }),
    ],
    ['a user of her own namespace', situation({ levels: [level('unshare', '0:1000:1')] })],
  ])('%s', (_name, about) => {
    expect(told(about)).toEqual([]);
  });
});
