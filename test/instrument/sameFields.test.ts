import { expect, it } from 'vitest';
import { sameFields } from '../../src/instrument/sameFields.ts';

it.each<[string, object, object, boolean]>([
  ['the same words', { a: 'x', b: undefined }, { a: 'x', b: undefined }, true],
  ['another word', { a: 'x' }, { a: 'y' }, false],
  ['one more field', { a: 'x' }, { a: 'x', b: 1 }, false],
  ['another field', { a: 'x' }, { b: 'x' }, false],
  ['lists of the same items', { a: ['x', 'y'] }, { a: ['x', 'y'] }, true],
  ['a longer list', { a: ['x'] }, { a: ['x', 'y'] }, false],
  ['another item', { a: ['x'] }, { a: ['y'] }, false],
  ['objects that say the same', { a: { b: ['x'] } }, { a: { b: ['x'] } }, true],
  ['objects one of which says less', { a: { b: ['x'] } }, { a: { b: [] } }, false],
  ['a list and an object', { a: ['x'] }, { a: { 0: 'x' } }, false],
  ['a list and a word', { a: ['x'] }, { a: 'x' }, false],
])('%s: %j and %j: %j', (_, a, b, expected) => {
  expect(sameFields(a, b)).toBe(expected);
});
