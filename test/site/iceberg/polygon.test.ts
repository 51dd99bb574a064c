import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, depthForShare, extentAt, MASS, type Polygon, points, slice } from '../../../src/site/iceberg/polygon.ts';

const square: Polygon = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const triangle: Polygon = [
  [0, 0],
  [10, 0],
  [0, 10],
];

describe('area and slice', () => {
  it.each([
    ['a square', square, 0, 10, 100],
    ['its upper half', square, 0, 5, 50],
    ['below it', square, 11, 20, 0],
    ['a triangle', triangle, 0, 10, 50],
    ['a triangle’s tip', triangle, 5, 10, 12.5],
  ] as const)('%s', (_name, polygon, from, to, expected) =>
    expect(area(slice(polygon, from, to))).toBeCloseTo(expected),
  );

  it('slices of the berg add up to the berg', () =>
    fc.assert(
      fc.property(fc.double({ min: 181, max: 625, noNaN: true }), (depth) => {
        expect(area(slice(MASS, 180, depth)) + area(slice(MASS, depth, 626))).toBeCloseTo(area(MASS), 3);
      }),
    ));
});

describe('depthForShare', () => {
  it.each([
    ['half a square', square, 0.5, 5],
    ['three quarters of a triangle', triangle, 0.75, 5],
    ['nothing', square, 0, 0],
    ['all', square, 1, 10],
  ] as const)('%s', (_name, polygon, share, depth) =>
    expect(depthForShare(polygon, 0, 10, share)).toBeCloseTo(depth, 1),
  );
});

describe('extentAt and points', () => {
  it.each([
    [square, 5, { left: 0, right: 10 }],
    [triangle, 5, { left: 0, right: 5 }],
    [square, 11, undefined],
  ] as const)('%j at %d', (polygon, depth, extent) => {
    const found = extentAt(polygon, depth);
    expect(found && { left: Math.round(found.left), right: Math.round(found.right) }).toEqual(extent);
  });

  it('points rounds to tenths', () =>
    expect(
      points([
        [1.25, 2],
        [3.04, 4],
      ]),
    ).toBe('1.3,2 3,4'));
});
