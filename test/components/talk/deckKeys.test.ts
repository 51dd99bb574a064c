import { describe, expect, it } from 'vitest';
import { deckAction, type Press } from '../../../src/components/talk/deckKeys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shift: false,
  modified: false,
  at: 'page',
  ...more,
});

describe('on the page', () => {
  it.each([
    ['ArrowRight', 'next'],
    [' ', 'next'],
    ['n', 'next'],
    ['ArrowLeft', 'previous'],
    ['p', 'previous'],
    ['Home', 'first'],
    ['End', 'last'],
    ['Escape', 'overview'],
    ['O', 'overview'],
    ['b', 'black'],
    ['.', 'black'],
    ['S', 'presenter'],
    ['q', 'code'],
    ['t', 'theme'],
    ['f', 'full-screen'],
    ['r', 'page'],
    ['?', 'help'],
    ['Enter', undefined],
    ['Tab', undefined],
    ['x', undefined],
  ])('%j asks for %s', (key, action) => expect(deckAction(press(key))).toBe(action));

  it('Shift and Space go back', () => expect(deckAction(press(' ', { shift: true }))).toBe('previous'));
  it.each(['s', 'ArrowLeft', 'PageDown'])('%s with Control belongs to the browser', (key) =>
    expect(deckAction(press(key, { modified: true }))).toBeUndefined(),
  );
});

describe('a clicker', () => {
  it.each(['page', 'control', 'field'] as const)('moves the slides while the focus is on a %s', (at) =>
    expect([deckAction(press('PageDown', { at })), deckAction(press('PageUp', { at }))]).toEqual(['next', 'previous']),
  );
});

describe('in an instrument', () => {
  it.each([' ', 'ArrowRight', 'Home', 's', 'b', '?'])('a field keeps %j', (key) =>
    expect(deckAction(press(key, { at: 'field' }))).toBeUndefined(),
  );
  it('Escape leaves a field', () => expect(deckAction(press('Escape', { at: 'field' }))).toBe('leave-field'));
  it.each([' ', 'Enter'])('a button keeps %j', (key) =>
    expect(deckAction(press(key, { at: 'control' }))).toBeUndefined(),
  );
  it.each([' ', 'ArrowRight', 'ArrowDown', 'Home'])('what scrolls keeps %j', (key) =>
    expect(deckAction(press(key, { at: 'scroller' }))).toBeUndefined(),
  );
  it('letters are the deck’s beside a button', () => expect(deckAction(press('b', { at: 'control' }))).toBe('black'));
});

describe('beside a button, which has no use for them', () => {
  it.each([
    ['ArrowRight', 'next'],
    ['ArrowUp', 'previous'],
    ['End', 'last'],
    ['Escape', 'overview'],
    ['Enter', undefined],
  ])('%s asks for %s', (key, action) => expect(deckAction(press(key, { at: 'control' }))).toBe(action));
});
