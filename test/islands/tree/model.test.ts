import { describe, expect, it } from 'vitest';
import { init, type Places, pathTo, placeIn, type State, update } from '../../../src/islands/tree/state/model.ts';
import { select, treePicture } from '../../../src/islands/tree/words/treePicture.ts';
import { debuggingTree, placesOf } from '../../../src/site/tree/tree.ts';

const places: Places = [
  { id: 'start', words: 'Does it start?', isCause: false },
  { id: 'which', words: 'Which error?', isCause: false, from: 'start', answer: 'Yes', short: 'starts' },
  { id: 'cause-filter', words: 'The filter', isCause: true, from: 'which', answer: '`EPERM`' },
  { id: 'cause-owner', words: 'The owner', isCause: true, from: 'which', answer: '`EACCES`' },
  { id: 'cause-format', words: 'The format', isCause: true, from: 'start', answer: 'No' },
];
const FIRST: State = { here: 'start', isWhole: true };
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id);

describe('a walk through the tree', () => {
  it.each([
    ['#which', 'which'],
    ['#cause-owner', 'cause-owner'],
    ['', 'start'],
    ['#', 'start'],
    ['#another-heading', 'start'],
    ['#no=state', 'start'],
  ])('the address %j is at %s', (fragment, here) =>
    expect(update(places, FIRST, { kind: 'address', fragment })).toEqual({ here, isWhole: true }),
  );

  it('an anchor elsewhere on the page leaves the reader where they were', () => {
    const there: State = { here: 'cause-owner', isWhole: false };
    expect(update(places, there, { kind: 'address', fragment: '#sources' })).toBe(there);
  });

  it.each([
    [true, false],
    [false, true],
    [true, true],
  ])('from whole %s to whole %s', (before, whole) => {
    const state: State = { here: 'which', isWhole: before };
    const after = update(places, state, { kind: 'show', whole });
    expect([after, after === state]).toEqual([{ here: 'which', isWhole: whole }, before === whole]);
  });

  it('begins at the first question', () => expect(init(places)).toEqual(FIRST));
  it('knows no place of another name', () => expect(placeIn(places, '#cause')).toBeUndefined());
  it.each([
    ['start', ['start']],
    ['cause-owner', ['start', 'which', 'cause-owner']],
    ['nowhere', []],
  ])('the way to %s', (id, way) => expect(ids(pathTo(places, id))).toEqual(way));
});

describe('what is seen of it', () => {
  it('at a cause: the way with its answers', () =>
    expect(select(places, { here: 'cause-filter', isWhole: false })).toEqual({
      steps: [
        { id: 'start', words: 'Does it start?', answer: 'Yes' },
        { id: 'which', words: 'Which error?', answer: '`EPERM`' },
        { id: 'cause-filter', words: 'The filter' },
      ],
      path: new Set(['start', 'which', 'cause-filter']),
      said: 'Cause, after 2 answers: The filter',
      toggle: 'Show the whole tree',
    }));

  it('at a question: how many answers it has', () =>
    expect(select(places, { here: 'which', isWhole: true })).toMatchObject({
      said: 'Question 2: Which error? 2 answers.',
      toggle: 'One question at a time',
    }));

  it('after one answer', () =>
    expect(select(places, { here: 'cause-format', isWhole: false }).said).toBe('Cause, after 1 answer: The format'));
});

describe('the picture of the tree', () => {
  it('has each place once, causes in one column, and a line to each but the first', () => {
    const { dots, labels } = treePicture(places);
    expect(ids(dots.map(({ place }) => place)).sort()).toEqual(ids(places).sort());
    expect(new Set(dots.filter(({ place }) => place.isCause).map(({ x }) => x)).size).toBe(1);
    expect(dots.filter(({ line }) => line === undefined).map(({ place }) => place.id)).toEqual(['start']);
    expect(labels.map(({ text }) => text)).toEqual(['starts']);
  });

  it.each([
    ['the small one', places],
    ['the chapter’s', placesOf(debuggingTree)],
  ])('%s: no two dots and no two labels lie on one another', (_name, drawn) => {
    const { dots, labels, height, width } = treePicture(drawn);
    const spots = dots.map(({ x, y }) => `${x} ${y}`);
    expect([spots.length, new Set(spots).size]).toEqual([drawn.length, drawn.length]);
    const gaps = labels.map(({ y }) => y).sort((a, b) => a - b);
    expect(gaps.filter((y, at) => at > 0 && y - (gaps[at - 1] ?? 0) < 12)).toEqual([]);
    expect(dots.filter(({ x, y }) => x < 6 || y < 6 || x > width - 6 || y > height - 6)).toEqual([]);
  });
});
