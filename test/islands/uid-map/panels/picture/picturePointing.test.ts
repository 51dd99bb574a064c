import { describe, expect, it } from 'vitest';
import { readout } from '../../../../../src/islands/uid-map/panels/MapViews.tsx';
import {
  afterKey,
  firstOf,
  POINTING_AT_NOTHING,
  type PointingEvent,
  pointAgain,
  pointedAt,
  stillThere,
} from '../../../../../src/islands/uid-map/panels/picture/pointingListeners.ts';
import { extentNamed, nameOfExtent } from '../../../../../src/islands/uid-map/words/picture/layout.ts';
import { pictureViewOf } from '../../../../../src/islands/uid-map/words/picture/pictureViewOf.ts';
import { pictured } from '../../words/picture/pictured.ts';

/** Extents in short form: "1.2" is the third of the second map. */
const key = (name: string, pressed: string, sizes: number[]) => {
  const next = afterKey(pressed, extentNamed(name) ?? { map: 0, extent: 0 }, sizes);
  return next && nameOfExtent(next);
};

describe('keys', () => {
  it.each([
    ['0.0', 'ArrowRight', [3], '0.1'],
    ['0.2', 'ArrowRight', [3], '0.2'],
    ['0.0', 'ArrowLeft', [3], '0.0'],
    ['0.0', 'ArrowDown', [3], '0.1'],
    ['0.1', 'ArrowUp', [3], '0.0'],
    ['0.1', 'Home', [3], '0.0'],
    ['0.1', 'End', [3], '0.2'],
    ['0.5', 'PageDown', [340], '0.15'],
    ['0.5', 'PageUp', [340], '0.0'],
    ['0.1', 'ArrowRight', [2, 3], '1.0'],
    ['1.0', 'ArrowLeft', [2, 3], '0.1'],
    ['0.1', 'ArrowDown', [2, 3], '1.1'],
    ['1.2', 'ArrowUp', [2, 3], '0.1'],
    ['1.2', 'ArrowDown', [2, 3], '1.2'],
    ['0.0', 'ArrowDown', [1, 0, 1], '2.0'],
    ['0.0', 'End', [2, 3], '1.2'],
    ['0.0', 'Enter', [3], undefined],
    ['0.0', 'Tab', [3], undefined],
  ])('from %s %s, of %j extents, leads to %s', (from, pressed, sizes, to) => {
    expect(key(from, pressed, sizes)).toBe(to);
  });
});

describe('pointing', () => {
  const at = (extent: number) => ({ map: 0, extent });
  const hover = (extent?: number): PointingEvent => ({
    kind: 'hover',
    at: extent === undefined ? undefined : at(extent),
  });
  const hold = (extent?: number): PointingEvent => ({
    kind: 'hold',
    at: extent === undefined ? undefined : at(extent),
  });
  it.each<[string, PointingEvent[], number | undefined, number | undefined]>([
    ['nothing at first', [], undefined, undefined],
    ['what the mouse is over', [hover(2)], 2, undefined],
    ['nothing when it has left', [hover(2), hover()], undefined, undefined],
    ['what has the focus', [hold(1)], 1, 1],
    ['the mouse before the focus', [hold(1), hover(2)], 2, 1],
    ['the focus again when the mouse has left', [hold(1), hover(2), hover()], 1, 1],
    ['nothing after Escape or a blur, and Tab comes back to it', [hold(1), hold()], undefined, 1],
  ])('is at %s', (_, events, pointed, stop) => {
    const state = events.reduce(pointAgain, POINTING_AT_NOTHING);
    expect([pointedAt(state)?.extent, state.stop?.extent]).toEqual([pointed, stop]);
  });

  it('never is at an extent that is gone', () => {
    expect([stillThere(at(1), [2]), stillThere(at(2), [2]), stillThere({ map: 1, extent: 0 }, [2])]).toEqual([
      at(1),
      undefined,
      undefined,
    ]);
    expect([firstOf([0, 2]), firstOf([0]), firstOf([])]).toEqual([{ map: 1, extent: 0 }, undefined, undefined]);
  });

  it('is by names that read back', () => {
    expect([extentNamed('2.17'), extentNamed('2'), extentNamed('')]).toEqual([
      { map: 2, extent: 17 },
      undefined,
      undefined,
    ]);
  });
});

describe('under the picture stands', () => {
  const view = (map: string) => pictureViewOf(pictured([map]), { refused: false });
  it('what is pointed at, else how to read it', () => {
    const rootless = view('0:1000:1, 1:100000:65534');
    expect(readout(rootless, { map: 0, extent: 1 }, true)).toBe(
      'Range 2: 1 to 65534 in the container are 100000 to 165533 on the host (65534 IDs)',
    );
    expect(readout(rootless, undefined, true)).toBe(
      'The dotted parts skip IDs that are in no range. Select a band to see its exact IDs.',
    );
    expect(readout(rootless, undefined, false)).toBe('The dotted parts skip IDs that are in no range.');
    expect([
      readout(view('0:0:4294967295'), undefined, false),
      readout(view('0:0:4294967295'), undefined, true),
    ]).toEqual(['', 'Select a band to see its exact IDs.']);
  });
});

it('of a map with more extents than the kernel takes, the first are drawn', () => {
  const map = Array.from({ length: 5000 }, (_, i) => `${i}:${i}:1`).join();
  const { sizes, wide, description } = pictureViewOf(pictured([map]), { refused: true });
  expect([sizes, wide.ribbons.length, description.includes('4996 more are in the table.')]).toEqual([[340], 340, true]);
});

describe('the picture in words', () => {
  const accounts = [
    { id: 0, name: 'root' },
    { id: 5000, name: 'bozo' },
  ];
  const words = (maps: string[], given: Parameters<typeof pictured>[1] = {}, refused = false) => {
    const { title, description } = pictureViewOf(pictured(maps, given), { refused });
    return [title, description];
  };
  const of = 'The IDs in the container, above, and on the host, below';
  it.each([
    [
      words(['0:165536:65536'], { ask: [0, 33] }),
      [of, '0 to 65535 in the container map to 165536 to 231071 on the host. A line leads from 33 to 165569.'],
    ],
    [
      words(['0:5:1'], { ask: [0, 9] }),
      [of, '0 in the container maps to 5 on the host. A line from 9 ends: no ID on the host.'],
    ],
    [
      words(['0:5:1'], { ask: [1, 9] }),
      [of, '0 in the container maps to 5 on the host. A line from 9 ends: no ID in the container.'],
    ],
    [words([''], {}), [of, 'No ID is mapped.']],
    [
      words(['0:5:1'], { ask: [0, 0] }, true),
      [of, '0 in the container maps to 5 on the host. The kernel refuses this map.'],
    ],
    [
      words(['0:1:1, 1:2:1, 2:3:1, 3:4:1, 4:5:1']),
      [
        of,
        '0 in the container maps to 1 on the host. 1 in the container maps to 2 on the host. 2 in the container maps to 3 on the host. 3 in the container maps to 4 on the host. 1 more is in the table.',
      ],
    ],
    [
      words(['0:1:9', '0:4999:10'], { ask: [0, 0], accounts }),
      [
        'The IDs of 3 levels, the innermost above: container; ann’s namespace; host',
        'From container to ann’s namespace: 0 to 8 inside map to 1 to 9 outside. From ann’s namespace to host: 0 to 9 inside map to 4999 to 5008 outside. A line leads from 0 to 1 to 5000. A range covers an account of the host: 5000 bozo.',
      ],
    ],
  ])('%#', (found, expected) => expect(found).toEqual(expected));
});
