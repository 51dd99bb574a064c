import { describe, expect, test } from 'vitest';
import { init } from '../../../../src/islands/uid-map/state/model.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { readUidMapLink } from '../../../../src/share/uidMapLink.ts';

/** Without the white space that the kernel puts around numbers. */
const plain = (map: string) => map.replaceAll(/ +/g, ' ').replaceAll(/^ | $|\n$/gm, '').trim();

describe('what checks are put to', () => {
  test.each<[link: string, maps: readonly string[], kind: 'uid' | 'gid']>([
    ['map=0:165536:65536&id=33', ['0 165536 65536'], 'uid'],
    ['map=0:1:1,0:2:1&id=33', ['0 1 1\n0 2 1'], 'uid'],
    ['subuid=dockremap:165536:65536&kind=gid', ['0 165536 65536'], 'gid'],
    ['map=0:165536:65536&in1=0:1000:10&id=1', ['0 165536 65536', '0 1000 10'], 'uid'],
    ['paste=nothing of the kind', [], 'uid'],
    ['task=make&want=1000:1005&have=root:100000:65536', ['0 100000 1000\n1000 1005 1\n1001 101001 64535'], 'uid'],
    ['task=make&want=1000:x', [], 'uid'],
  ])('%s', async (link, maps, kind) => {
    const { value } = await readUidMapLink(`#${link}`);
    const { checked } = select(init('page', { link: value }));
    expect({ ...checked, maps: checked.maps.map(plain) }).toEqual({ maps, kind, kernel: undefined });
  });
});
