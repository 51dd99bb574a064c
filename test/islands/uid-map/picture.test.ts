import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAST_ID } from '../../../src/engine/idmap/index.ts';
import type { Drawing } from '../../../src/islands/uid-map/picture/Drawing.ts';
import { drawPicture } from '../../../src/islands/uid-map/picture/drawPicture.ts';
import { foldedScale } from '../../../src/islands/uid-map/picture/foldedScale.ts';
import { DIGIT_WIDTH } from '../../../src/islands/uid-map/picture/layout.ts';
import { placeLabels } from '../../../src/islands/uid-map/picture/placeLabels.ts';
import { arbitraryMap } from '../../engine/idmap/arbitraryMap.ts';
import { extents } from '../../engine/idmap/extents.ts';

const draw = (map: string, trace?: { inside?: number; outside?: number }, width = 640) =>
  drawPicture({ extents: extents(map), trace: trace && { inside: trace.inside, outside: trace.outside } }, width);
const texts = (drawing: Drawing, side: 'inside' | 'outside') => drawing[side].labels.map(({ text }) => text);

describe('the folded scale', () => {
  it('has a cell for what is covered, and a strip for each gap', () => {
    const { cells } = foldedScale(
      [
        { first: 0, last: 65535 },
        { first: 165536, last: 231071 },
      ],
      0,
      100,
    );
    expect(cells.map(({ first, last, covered }) => [first, last, covered])).toEqual([
      [0, 65535, true],
      [65536, 165535, false],
      [165536, 231071, true],
      [231072, LAST_ID, false],
    ]);
    expect(cells.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
  });

  const range = fc
    .tuple(fc.integer({ min: 0, max: LAST_ID }), fc.integer({ min: 0, max: LAST_ID }))
    .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
  it('keeps the order of ids, from edge to edge', () =>
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: LAST_ID })), (ranges, ids) => {
        const scale = foldedScale(ranges, 10, 300);
        const places = ids.sort((a, b) => a - b).map((id) => scale.at(id));
        expect(places.every((x, index) => x >= 10 && x <= 300 && x >= (places[index - 1] ?? 0))).toBe(true);
        expect([scale.edge(0), scale.edge(LAST_ID, true)]).toEqual([10, expect.closeTo(300)]);
      }),
      { seed: 20160824 },
    ));
});

describe('labels', () => {
  it('never touch, and stay within the picture', () => {
    const label = fc.record({
      text: fc.integer({ min: 0, max: LAST_ID }).map(String),
      x: fc.double({ min: 0, max: 350, noNaN: true }),
      anchor: fc.constantFrom('start' as const, 'middle' as const, 'end' as const),
    });
    fc.assert(
      fc.property(fc.array(label), (wanted) => {
        const boxes = placeLabels(wanted, 350, DIGIT_WIDTH).map(({ text, x, anchor, row }) => {
          const width = text.length * DIGIT_WIDTH;
          const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
          return { from, to: from + width, row };
        });
        for (const [index, box] of boxes.entries()) {
          expect(box.from).toBeGreaterThanOrEqual(-0.001);
          expect(box.to).toBeLessThanOrEqual(350.001);
          for (const other of boxes.slice(index + 1)) {
            expect(box.row !== other.row || box.to < other.from || other.to < box.from).toBe(true);
          }
        }
      }),
      { seed: 20160824 },
    );
  });

  it('name the ends of each extent, and of the line', () => {
    const drawing = draw('0:165536:65536');
    expect(texts(drawing, 'inside')).toEqual(['0', '65535', '4294967294']);
    expect(texts(drawing, 'outside')).toEqual(['165536', '231071', '0']);
  });

  it('of single ids and narrow pictures are those that fit', () => {
    expect(texts(draw('0:1000:1'), 'outside')).toEqual(['1000', '0', '4294967294']);
    const crowded = extents(Array.from({ length: 340 }, (_, i) => `${i}:${1000 + 2 * i}:1`).join());
    const drawing = drawPicture({ extents: crowded, trace: undefined }, 350);
    expect(drawing.inside.labels.length).toBeGreaterThan(2);
    expect(drawing.inside.labels.length).toBeLessThan(20);
    expect(drawing.ribbons.length).toBe(340);
  });
});

describe('ribbons and the trace', () => {
  it('of an identity map run straight down', () => {
    const { ribbons, trace } = draw('0:0:4294967295', { inside: 33, outside: 33 });
    expect(ribbons.map(({ path }) => path)).toEqual(['M18 68C18 143 18 143 18 218L622 218C622 143 622 143 622 68z']);
    expect(new Set(trace?.ends.map(({ x }) => x)).size).toBe(1);
    expect(trace?.tags.map(({ text }) => text)).toEqual(['33', '33']);
  });

  it('say their extents, and light the one that answers', () => {
    const { ribbons } = draw('0:1000:1, 1:100000:65536', { inside: 5, outside: 100004 });
    expect(ribbons.map(({ says, lit, hue }) => [says, lit, hue])).toEqual([
      ['0 inside is 1000 outside', false, 1],
      ['1 to 65536 inside are 100000 to 165535 outside', true, 2],
    ]);
  });

  it('end at the waterline where there is no id', () => {
    const lost = draw('0:165536:65536', { outside: 0 }).trace;
    expect(lost?.stop?.words).toEqual(['no id inside:', 'shows as 65534']);
    expect(lost?.ends.map(({ mapped }) => mapped)).toEqual([false]);
    expect(draw('0:165536:65536', { inside: 70000 }).trace?.stop?.words).toEqual(['no id outside']);
    expect(draw('0:165536:65536').trace).toBeUndefined();
  });

  it('draw every map without a number that is none', () =>
    fc.assert(
      fc.property(arbitraryMap(40), fc.constantFrom(350, 640), (map, width) => {
        const text = JSON.stringify(drawPicture({ extents: map, trace: { inside: 0, outside: undefined } }, width));
        expect(text).not.toMatch(/NaN|Infinity|null/);
      }),
      { seed: 20160824 },
    ));
});
