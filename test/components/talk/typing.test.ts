import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedAfter, typedParts, typingTimes } from '../../../src/components/talk/SlideShow.ts';

describe('a command', () => {
  it.each([
    [0, { each: 0, printedAt: 260 }],
    [10, { each: 38, printedAt: 640 }],
    [100, { each: 15, printedAt: 1760 }],
    [1500, { each: 1, printedAt: 1760 }],
  ])('of %d characters is typed in time', (length, times) => expect(typingTimes(length)).toEqual(times));

  it.each([
    [10, -1, 0],
    [10, 0, 0],
    [10, 38, 1],
    [10, 379, 9],
    [10, 380, 10],
    [10, 9999, 10],
    [0, 0, 0],
  ])('of %d has after %d ms %d characters', (length, milliseconds, typed) =>
    expect(typedAfter(length, milliseconds)).toBe(typed),
  );

  it('is whole by the time its output appears', () =>
    fc.assert(fc.property(fc.nat(5000), (length) => typedAfter(length, typingTimes(length).printedAt) === length)));
});

describe('its texts', () => {
  it.each([
    [['docker ', 'ps'], 0, ['', '']],
    [['docker ', 'ps'], 3, ['doc', '']],
    [['docker ', 'ps'], 8, ['docker ', 'p']],
    [['docker ', 'ps'], 99, ['docker ', 'ps']],
  ])('%j at %d', (texts, typed, parts) => expect(typedParts(texts, typed)).toEqual(parts));
});
