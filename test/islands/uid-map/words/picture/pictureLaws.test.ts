import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAST_ID } from '../../../../../src/engine/idmap/index.ts';
import type { Drawing } from '../../../../../src/islands/uid-map/words/picture/Drawing.ts';
import { foldedScale } from '../../../../../src/islands/uid-map/words/picture/drawExtents.ts';
import { DIGIT_WIDTH } from '../../../../../src/islands/uid-map/words/picture/layout.ts';
import { drawPicture } from '../../../../../src/islands/uid-map/words/picture/pictureViewOf.ts';
import { placeLabels } from '../../../../../src/islands/uid-map/words/picture/placeLabels.ts';
import { arbitraryPicture } from './pictured.ts';

const id = fc.integer({ min: 0, max: LAST_ID });
const range = fc.tuple(id, id).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

describe('the folded scale', () => {
  it('has a cell for what is covered, a strip for each gap, and a place for a point in a gap', () => {
    const ranges = [
      { first: 0, last: 65535 },
      { first: 165536, last: 231071 },
    ];
    const cells = (points: number[]) => {
      return foldedScale(ranges, 0, 100, points).cells.map(({ first, last, covered }) => [first, last, covered]);
    };
    expect(cells([])).toEqual([
      [0, 65535, true],
      [65536, 165535, false],
      [165536, 231071, true],
      [231072, LAST_ID, false],
    ]);
    expect(cells([1000, 65536, 100000, LAST_ID])).toEqual([
      [0, 65535, true],
      [65536, 65536, true],
      [65537, 99999, false],
      [100000, 100000, true],
      [100001, 165535, false],
      [165536, 231071, true],
      [231072, LAST_ID - 1, false],
      [LAST_ID, LAST_ID, true],
    ]);
  });

  it('keeps the order of ids, from edge to edge', () =>
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), fc.array(id), fc.array(id), (ranges, points, ids) => {
        const scale = foldedScale(ranges, 10, 300, points);
        const places = ids.sort((a, b) => a - b).map((each) => scale.at(each));
        expect(places.every((x, index) => x >= 10 && x <= 300 && x >= (places[index - 1] ?? 0))).toBe(true);
        expect([scale.edge(0), scale.edge(LAST_ID, true)]).toEqual([10, expect.closeTo(300)]);
        expect(scale.cells.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(290);
      }),
    ));
});

interface Box {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

const textBox = (text: string, x: number, y: number, anchor: string): Box => {
  const width = text.length * DIGIT_WIDTH;
  const x1 = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { x1, x2: x1 + width, y1: y - 12, y2: y + 3 };
};

/** Everything that must be read: labels, names of lines, accounts with their boxes, tags. */
function written(drawing: Drawing): Box[] {
  return [
    ...drawing.axes.flatMap(({ labels }) => labels.map(({ text, x, y, anchor }) => textBox(text, x, y, anchor))),
    ...drawing.captions.map(({ text, x, y }) => textBox(text, x, y, 'start')),
    ...drawing.accounts.map(({ label, box }) =>
      box
        ? { x1: box.x, x2: box.x + box.width, y1: box.y, y2: box.y + box.height }
        : textBox(label.text, label.x, label.y, 'start'),
    ),
    ...(drawing.trace?.tags ?? []).map(({ x, y, width, height }) => ({ x1: x, x2: x + width, y1: y, y2: y + height })),
  ];
}

const touch = (a: Box, b: Box) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

describe('of any picture', () => {
  const always = (holds: (drawing: Drawing, picture: Parameters<typeof drawPicture>[0]) => void) =>
    fc.assert(
      fc.property(arbitraryPicture, fc.constantFrom(350, 640), (picture, width) => {
        holds(drawPicture(picture, width), picture);
      }),
    );

  it('no number is none', () => always((drawing) => expect(JSON.stringify(drawing)).not.toMatch(/NaN|Infinity|null/)));

  it('every text is within it, and no two touch', () =>
    always((drawing) => {
      const boxes = written(drawing);
      for (const [index, box] of boxes.entries()) {
        expect(box.x1 >= 0 && box.x2 <= drawing.width && box.y1 >= 0 && box.y2 <= drawing.height).toBe(true);
        expect(boxes.slice(index + 1).filter((other) => touch(box, other))).toEqual([]);
      }
    }));

  it('bars are within it, on their axis, and in the order of their ids', () =>
    always((drawing, { maps }) => {
      for (const { map, side, y } of drawing.axes) {
        const bars = drawing.bars.filter(({ at, side: its }) => at.map === map && its === side);
        expect(bars.map(({ at }) => at.extent)).toEqual(bars.map((_, index) => index));
        expect(bars.every((bar) => bar.x >= 18 && bar.x + bar.width <= drawing.width - 17)).toBe(true);
        expect(bars.every((bar) => bar.y < y && y < bar.y + bar.height)).toBe(true);
        const first = ({ at }: (typeof bars)[number]) => maps[map]?.[at.extent]?.[side] ?? 0;
        const inOrder = [...bars].sort((a, b) => first(a) - first(b));
        expect(inOrder.every((bar, index) => bar.x >= (inOrder[index - 1]?.x ?? 0))).toBe(true);
      }
    }));

  it('lines follow each other downwards, and bands lie between them', () =>
    always((drawing) => {
      const heights = drawing.axes.map(({ y }) => y);
      expect(heights).toEqual([...heights].sort((a, b) => a - b));
      expect(drawing.ribbons.length).toBe(drawing.bars.length / 2);
    }));

  it('the trace passes through the bars of the extents that are lit, and stops where none is', () =>
    always((drawing, { trace, maps }) => {
      if (!trace) return expect(drawing.trace).toBeUndefined();
      const ends = drawing.trace?.ends ?? [];
      for (const { at } of drawing.ribbons.filter(({ lit }) => lit)) {
        for (const bar of drawing.bars.filter(({ at: its }) => its.map === at.map && its.extent === at.extent)) {
          const on = ends.filter(({ y }) => bar.y < y && y < bar.y + bar.height);
          expect(on.map(({ x }) => x >= bar.x - 1 && x <= bar.x + bar.width + 1)).toEqual([true]);
        }
      }
      const known = trace.filter((each) => each !== undefined).length;
      expect(drawing.trace?.tags.map(({ text }) => text)).toEqual(
        trace.filter((each) => each !== undefined).map(String),
      );
      expect(drawing.ribbons.filter(({ lit }) => lit).length).toBe(known - 1);
      const open = Number(trace[0] === undefined) + Number(trace[maps.length] === undefined);
      expect(drawing.trace?.stops.length).toBe(open);
    }));
});

it('labels never touch, and stay within the picture', () => {
  const label = fc.record({
    text: id.map(String),
    x: fc.double({ min: 0, max: 350, noNaN: true }),
    anchor: fc.constantFrom('start' as const, 'middle' as const, 'end' as const),
    rows: fc.constantFrom(1, 2, 3),
    padding: fc.constantFrom(0, 6),
  });
  fc.assert(
    fc.property(fc.array(label), (wanted) => {
      const boxes = placeLabels(wanted, 350, DIGIT_WIDTH).map(({ text, x, anchor, row, padding }) => {
        const width = text.length * DIGIT_WIDTH + 2 * padding;
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
  );
});
