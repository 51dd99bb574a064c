import { describe, expect, test } from 'vitest';
import { changeAt, keyed, nearestIn, stepped } from '../../../src/instrument/tenYears/step.ts';
import type { DefaultMark, Lane } from '../../../src/instrument/tenYears/TenYears.ts';

const change = (id: string, lane: Lane, date: string): DefaultMark => ({
  ...{ id, lane, date, title: id, counts: { opened: 0, gated: 0, closed: 0 } },
});
const CHANGES = [
  change('a', 'docker', '2016-04-13'),
  change('b', 'docker', '2020-12-08'),
  change('c', 'docker', '2026-10-08'),
  change('p', 'podman', '2021-08'),
  change('q', 'podman', '2026-03'),
];
const named = (id: string) => changeAt(CHANGES, id) ?? expect.fail(id);

test.each<[at: string | undefined, shown: string]>([
  ['b', 'b'],
  ['q', 'q'],
  [undefined, 'c'],
  ['docker-99', 'c'],
])('at %s', (at, shown) => expect(changeAt(CHANGES, at)?.id).toBe(shown));

test('nothing is shown where there is nothing', () => expect(changeAt([], 'a')).toBe(undefined));

describe('a step stays in its lane, and at its ends', () => {
  test.each<[from: string, by: number, to: string]>([
    ['a', 1, 'b'],
    ['c', -1, 'b'],
    ['a', -1, 'a'],
    ['c', 1, 'c'],
    ['p', 1, 'q'],
    ['q', 1, 'q'],
  ])('%s by %d', (from, by, to) => expect(stepped(CHANGES, named(from), by).id).toBe(to));
});

describe('a key', () => {
  test.each<[key: string, to: string | undefined]>([
    ['ArrowLeft', 'a'],
    ['ArrowUp', 'a'],
    ['ArrowRight', 'c'],
    ['ArrowDown', 'c'],
    ['Home', 'a'],
    ['End', 'c'],
    ['Enter', undefined],
    ['x', undefined],
  ])('%s', (key, to) => expect(keyed(CHANGES, named('b'), key)?.id).toBe(to));
});

test.each<[from: string, lane: Lane, to: string]>([
  ['a', 'podman', 'p'],
  ['c', 'podman', 'q'],
  ['p', 'docker', 'b'],
  ['p', 'podman', 'p'],
  ['b', 'containerd', 'b'],
])('from %s to what is nearest of %s', (from, lane, to) => expect(nearestIn(CHANGES, named(from), lane).id).toBe(to));
