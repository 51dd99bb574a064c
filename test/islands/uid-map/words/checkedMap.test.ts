import { describe, expect, test } from 'vitest';
import { init } from '../../../../src/islands/uid-map/state/model.ts';
import { checkedMap } from '../../../../src/islands/uid-map/words/checkedMap.ts';
import { answerQuestion } from '../../../../src/islands/uid-map/worker/answerQuestion.ts';
import { readUidMapLink } from '../../../../src/share/uidMapLink.ts';

describe('what checks are put to', () => {
  test.each<[link: string, map: string, kind: 'uid' | 'gid']>([
    ['map=0:165536:65536&id=33', '0 165536 65536', 'uid'],
    ['map=0:1:1,0:2:1&id=33', '0 1 1\n0 2 1', 'uid'],
    ['subuid=dockremap:165536:65536&kind=gid', '[[0,165536,65536]]', 'gid'],
    ['map=0:165536:65536&in1=0:1000:10&id=1', '[[0,165536,65536]] [[0,1000,10]]', 'uid'],
    ['map=0:165536:65536&in1=0:70000:10&id=1', '', 'uid'],
    ['map=0:165536:65536&in1=&id=1', '', 'uid'],
    ['paste=nothing of the kind', '', 'uid'],
    ['task=make&want=1000:1005&have=root:100000:65536', '[[0,100000,1000],[1000,1005,1],[1001,101001,64535]]', 'uid'],
    ['task=make&want=1000:x', '', 'uid'],
  ])('%s', async (link, map, kind) => {
    const { value } = await readUidMapLink(`#${link}`);
    const answered = answerQuestion({ turn: 0, state: init('page', { link: value }), changes: [] });
    const { text, maps, ...writer } = checkedMap(answered);
    const seen = maps.map((extents) =>
      JSON.stringify(extents.map(({ inside, outside, count }) => [inside, outside, count])),
    );
    expect([text ?? seen.join(' '), writer]).toEqual([map, { kind, kernel: undefined }]);
  });
});
