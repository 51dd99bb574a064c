import { expect, test } from 'vitest';
import type { BlockShown } from '../../../src/islands/filter/state/State.ts';
import type { Drawing } from '../../../src/islands/filter/words/Drawing.ts';
import { drawTree, MOST_BLOCKS, NODE } from '../../../src/islands/filter/words/drawTree.ts';

/** "0:1,2 1:3,4 2! 3! 4!": the first instruction of each block and the blocks behind it; "!" an answer. */
const blocksOf = (words: string): readonly BlockShown[] =>
  words.split(' ').map((word) => {
    const [first = '0', to = ''] = word.split(/[:!]/);
    const next = to === '' ? [] : to.split(',').map(Number);
    return { first: Number(first), last: Number(first), label: first, to: next };
  });

/** Each node with its kind, its outcome above, the calls that come by, and where it stands. */
const told = ({ nodes }: Drawing) =>
  nodes.map(({ block, kind, when, on, x, y }) => `${block.first} ${kind} ${when ?? '-'} [${on}] ${x},${y}`);

const TREE = '0:1,2 1:3,4 2:3,5 3:4 4! 5!';

test('the way of a call and what lies beside it: a block that other ways come to stands where the call comes by', () => {
  expect(told(drawTree(blocksOf(TREE), [[0, 2, 3, 4]], false))).toEqual([
    '0 test - [0] 12,12',
    '1 folded yes [] 252,84',
    '2 test no [0] 12,84',
    '3 test yes [0] 12,156',
    '4 answer - [0] 12,228',
    '5 answer no [] 252,156',
  ]);
});

test('two calls part, and each answer stands at each of their ways', () => {
  expect(
    told(
      drawTree(
        blocksOf(TREE),
        [
          [0, 1, 4],
          [0, 2, 5],
        ],
        false,
      ),
    ),
  ).toEqual([
    '0 test - [0,1] 12,12',
    '1 test yes [0] 12,84',
    '3 folded yes [] 492,156',
    '4 answer no [0] 12,156',
    '2 test no [1] 252,84',
    '3 folded yes [] 732,156',
    '5 answer no [1] 252,156',
  ]);
});

test('the whole program, from left to right', () => {
  expect(told(drawTree(blocksOf(TREE), [[0, 2, 5]], true))).toEqual([
    '0 test - [0] 12,87',
    '1 test yes [] 292,37',
    '3 test yes [] 572,12',
    '4 answer - [] 852,12',
    '4 answer no [] 572,62',
    '2 test no [0] 292,137',
    '3 elsewhere yes [] 572,112',
    '5 answer no [0] 572,162',
  ]);
});

/** A chain of comparisons, longer than what is drawn at once. */
const CHAIN = Array.from({ length: MOST_BLOCKS + 1 }, (_, at): BlockShown => {
  const isLast = at === MOST_BLOCKS;
  return { first: at, last: at, label: `${at}`, to: isLast ? [] : [MOST_BLOCKS, at + 1] };
});

test('of a longer program only the ways are drawn, whatever is asked', () => {
  const { nodes, edges } = drawTree(CHAIN, [[0, 1, 2, MOST_BLOCKS]], true);
  expect([nodes.length, edges.length]).toEqual([7, 6]);
});

test('of a long way, what lies about the step in sight is drawn', () => {
  const longest = Array.from({ length: 4096 }, (_, at): BlockShown => {
    return { first: at, last: at, label: `${at}`, to: at === 4095 ? [] : [4095, at + 1] };
  });
  const way = longest.map(({ first }) => first);
  const drawn = [0, 2000, 4095].map((current) => drawTree(longest, [way], false, current).nodes);
  expect(drawn.map((nodes) => [nodes.length, nodes[0]?.block.first])).toEqual([
    [121, 0],
    [121, 1970],
    [119, 4036],
  ]);
});

test.each([false, true])(
  'no two nodes cover each other, and every node but the first has a line: whole %s',
  (isWhole) => {
    const { nodes, edges, width, height } = drawTree(
      blocksOf(TREE),
      [
        [0, 1, 3, 4],
        [0, 2, 5],
      ],
      isWhole,
    );
    const places = new Set(nodes.map(({ x, y }) => `${x},${y}`));
    expect([places.size, edges.length]).toEqual([nodes.length, nodes.length - 1]);
    expect(nodes.every(({ x, y }) => x + NODE.width < width && y + NODE.height < height)).toBe(true);
  },
);
