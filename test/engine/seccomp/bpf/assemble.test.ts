import { describe, expect, test } from 'vitest';
import { assemble } from '../../../../src/engine/seccomp/bpf/assemble.ts';
import { answer, fork, load, mask, type Node, serves } from '../../../../src/engine/seccomp/bpf/Node.ts';
import { listingOf } from './listing.ts';

const allow = answer(1, serves());
const deny = answer(2, serves());
const equal = (value: number, whenTrue: Node, whenFalse: Node, behind: 'whenTrue' | 'whenFalse' = 'whenFalse') =>
  fork('EQ', value, serves(), { whenTrue, whenFalse, behind });
const and = (next: Node) => mask(3, serves(), next);
/** `count` steps and then `next`. */
const steps = (count: number, next: Node): Node =>
  Array.from({ length: count }).reduce<Node>((node) => and(node), next);

/** The program, rows of the same mnemonic counted: "and #0x3 x 255". */
function assembled(node: Node): string {
  const lines = listingOf(assemble(node)).split(' / ');
  const runs: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs.map(({ line, times }) => (times === 1 ? line : `${line} x ${times}`)).join(' / ');
}

describe('a node finds its place behind all that leads to it', () => {
  test.each([
    ['an answer', allow, 'ret #0x1'],
    ['steps', load(4, serves(), and(allow)), 'ld [4] / and #0x3 / ret #0x1'],
    ['a comparison', equal(5, allow, deny), 'jeq #0x5, 2, 1 / ret #0x2 / ret #0x1'],
    ['its other way behind it', equal(5, allow, deny, 'whenTrue'), 'jeq #0x5, 1, 2 / ret #0x1 / ret #0x2'],
    ['both ways to one place', equal(5, allow, allow), 'jeq #0x5, 1, 1 / ret #0x1'],
  ])('%s', (_, node, listing) => {
    expect(assembled(node)).toBe(listing);
  });
});

describe('what is too far for the 8 bits of a conditional jump', () => {
  const below = load(8, serves(), allow);
  const between = (count: number) => steps(count, deny);
  test.each([
    [
      '255 instructions between: the farthest',
      equal(1, below, between(254)),
      'jeq #0x1, 256, 1 / and #0x3 x 254 / ret #0x2 / ld [8] / ret #0x1',
    ],
    [
      '256 between',
      equal(1, below, between(255)),
      'jeq #0x1, 1, 2 / ja 258 / and #0x3 x 255 / ret #0x2 / ld [8] / ret #0x1',
    ],
    [
      'an answer, written again',
      equal(1, allow, equal(2, between(255), allow)),
      'jeq #0x1, 2, 1 / jeq #0x2, 3, 2 / ret #0x1 / and #0x3 x 255 / ret #0x2',
    ],
    [
      'two comparisons, one JA',
      equal(1, below, equal(2, below, between(300))),
      'jeq #0x1, 2, 1 / jeq #0x2, 2, 3 / ja 304 / and #0x3 x 300 / ret #0x2 / ld [8] / ret #0x1',
    ],
    [
      'both ways, each JA straight to its end',
      equal(9, equal(1, below, between(300)), equal(2, between(300), below)),
      'jeq #0x9, 1, 2 / ja 305 / jeq #0x2, 4, 3 / ja 608 / and #0x3 x 300 / ret #0x2 / jeq #0x1, 306, 307 / ja 608 / and #0x3 x 300 / ret #0x2 / ld [8] / ret #0x1',
    ],
  ])('%s', (_, node, listing) => {
    expect(assembled(node)).toBe(listing);
  });
});
