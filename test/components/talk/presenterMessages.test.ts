import { describe, expect, it } from 'vitest';
import { followed, readDeckMessage, readRequest } from '../../../src/components/talk/presenterMessages.ts';

const state = {
  kind: 'state',
  deck: 'a',
  title: 'Talk',
  place: 2,
  count: 3,
  step: 0,
  steps: 1,
  label: 'Two',
  nextLabel: 'Three',
  notes: '<p>Say it.</p>',
  now: '<section></section>',
  next: '',
  black: false,
  styles: ['/_astro/talk.css'],
} as const;

describe('what a presenter page asks', () => {
  it.each([
    [{ kind: 'ask' }, { kind: 'ask' }],
    [
      { kind: 'do', deck: 'a', action: 'next' },
      { kind: 'do', deck: 'a', action: 'next' },
    ],
    [{ kind: 'do', deck: 'a', action: 'full-screen' }, undefined],
    [{ kind: 'do', action: 'next' }, undefined],
    [state, undefined],
    ['next', undefined],
    [null, undefined],
  ])('%j', (data, request) => expect(readRequest(data)).toEqual(request));
});

describe('what a deck tells', () => {
  it.each([
    [state, state],
    [
      { kind: 'closed', deck: 'a' },
      { kind: 'closed', deck: 'a' },
    ],
    [{ kind: 'closed' }, undefined],
    [{ ...state, place: '2' }, undefined],
    [{ ...state, now: undefined }, undefined],
    [{ ...state, styles: [1] }, undefined],
    [{ kind: 'ask' }, undefined],
    [undefined, undefined],
  ])('%j', (data, message) => expect(readDeckMessage(data)).toEqual(message));
});

describe('whom a presenter page follows', () => {
  it.each([
    ['nobody', undefined, state, 'a'],
    ['the deck that speaks', 'a', state, 'a'],
    ['another deck', 'b', state, 'b'],
    ['the deck that closes', 'a', { kind: 'closed', deck: 'a' } as const, undefined],
    ['another than the one that closes', 'b', { kind: 'closed', deck: 'a' } as const, 'b'],
  ])('who followed %s', (_name, before, message, after) => expect(followed(before, message)).toBe(after));
});
