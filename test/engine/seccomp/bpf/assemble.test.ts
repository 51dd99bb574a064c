import { describe, expect, test } from 'vitest';
import { assemble } from '../../../../src/engine/seccomp/bpf/compile.ts';
import { type Node, serves } from '../../../../src/engine/seccomp/bpf/NodeTable.ts';
import { listingOf } from './listing.ts';

// Nodes of their own, alike or not.
const answer = (k: number): Node => ({ kind: 'return', code: 0x06, k, serves: serves() });
const load = (k: number, next: Node): Node => ({ kind: 'step', code: 0x20, k, serves: serves(), next });
const and = (next: Node): Node => ({ kind: 'step', code: 0x54, k: 3, serves: serves(), next });
const equal = (k: number, whenTrue: Node, whenFalse: Node): Node => ({
  kind: 'fork',
  code: 0x15,
  k,
  serves: serves(),
  whenTrue,
  whenFalse,
});
const allow = answer(1);
const deny = answer(2);
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
    ['steps', load(4, and(allow)), 'ld [4] / and #0x3 / ret #0x1'],
    ['a comparison', equal(5, allow, deny), 'jeq #0x5, 2, 1 / ret #0x2 / ret #0x1'],
    ['both ways to one place', equal(5, allow, allow), 'jeq #0x5, 1, 1 / ret #0x1'],
  ])('%s', (_, node, listing) => {
    expect(assembled(node)).toBe(listing);
  });
});

describe('what is too far for the 8 bits of a conditional jump', () => {
  const below = load(8, allow);
  const between = (count: number) => steps(count, deny);
  test.each([
    [
      '255 instructions between: the farthest',
      equal(1, below, between(254)),
      'jeq #0x1, 256, 1 / and #0x3 x 254 / ret #0x2 / ld [8] / ret #0x1',
    ],
    [
      '256 between: the short way first',
      equal(1, below, between(255)),
      'jeq #0x1, 1, 3 / ld [8] / ret #0x1 / and #0x3 x 255 / ret #0x2',
    ],
    [
      'an answer, written again',
      equal(1, allow, equal(2, between(255), allow)),
      'jeq #0x1, 2, 1 / jeq #0x2, 3, 2 / ret #0x1 / and #0x3 x 255 / ret #0x2',
    ],
    [
      'two comparisons, and the short way between',
      equal(1, below, equal(2, below, between(300))),
      'jeq #0x1, 2, 1 / jeq #0x2, 2, 4 / ld [8] / ret #0x1 / and #0x3 x 300 / ret #0x2',
    ],
    [
      'both ways long',
      equal(1, steps(256, allow), steps(257, deny)),
      'jeq #0x1, 1, 2 / ja 260 / and #0x3 x 257 / ret #0x2 / and #0x3 x 256 / ret #0x1',
    ],
    [
      'both ways, each JA straight to its end',
      equal(9, equal(1, below, between(300)), equal(2, between(300), below)),
      'jeq #0x9, 1, 2 / ja 305 / jeq #0x2, 4, 3 / ja 306 / and #0x3 x 300 / ret #0x2 / jeq #0x1, 306, 308 / ld [8] / ret #0x1 / and #0x3 x 300 / ret #0x2',
    ],
  ])('%s', (_, node, listing) => {
    expect(assembled(node)).toBe(listing);
  });
});
