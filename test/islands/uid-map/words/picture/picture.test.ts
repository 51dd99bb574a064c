import { describe, expect, it } from 'vitest';
import type { Drawing, Side } from '../../../../../src/islands/uid-map/words/picture/Drawing.ts';
import { hueOf, type PictureOf } from '../../../../../src/islands/uid-map/words/picture/layout.ts';
import { drawPicture } from '../../../../../src/islands/uid-map/words/picture/pictureViewOf.ts';
import { pictured } from './pictured.ts';

const draw = (maps: string[], given?: Parameters<typeof pictured>[1], width = 640) =>
  drawPicture(pictured(maps, given), width);
const texts = (drawing: Drawing, map: number, side: Side) =>
  drawing.axes
    .filter((axis) => axis.map === map && axis.side === side)
    .flatMap(({ labels }) => labels.map(({ text }) => text));
const words = ({ trace }: Drawing) => trace?.stops.map((stop) => stop.words.map(({ text }) => text).join(' '));
const bars = (drawing: Drawing) =>
  drawing.bars.map(({ at, side, hue, number }) => [at.map, at.extent, side, hue, number?.text]);

describe('the lines', () => {
  it('are named, from the innermost to the host', () => {
    expect(draw(['0:1:10', '0:1000:11']).captions.map(({ text }) => text)).toEqual([
      'container',
      'ann’s namespace',
      'host',
    ]);
    expect(draw(['0:1:1', '0:1:2', '0:1:3']).captions.map(({ text }) => text)).toEqual([
      'app',
      'container',
      'ann’s namespace',
      'host',
    ]);
  });

  it('have the ends of their extents; where all ids begin and end stands on the outer two alone', () => {
    const one = draw(['0:165536:65536']);
    expect([texts(one, 0, 'inside'), texts(one, 0, 'outside')]).toEqual([
      ['0', '65535', '4294967294'],
      ['165536', '231071', '0'],
    ]);
    const two = draw(['0:1:65535', '0:1000:1, 1:100000:65536']);
    expect([
      texts(two, 0, 'inside'),
      texts(two, 0, 'outside'),
      texts(two, 1, 'inside'),
      texts(two, 1, 'outside'),
    ]).toEqual([
      ['0', '65534', '4294967294'],
      ['1', '65535'],
      ['0', '1', '65536'],
      ['1000', '100000', '165535', '0'],
    ]);
  });

  it('have a name that is too long for the picture cut, and one that meets a tag beside it', () => {
    const named = (name: string, trace: PictureOf['trace']) => {
      const picture = pictured(['0:1:65535', '0:100000:65536']);
      return drawPicture({ ...picture, lines: [{ name: 'x' }, { name }, { name: 'y' }], trace }, 350).captions[1];
    };
    expect(named('namespace '.repeat(20), undefined)?.text).toBe('namespace namespace namespace namesp…');
    expect(named('ann’s', [65000, 65001, 165001])).toMatchObject({ text: 'ann’s', x: 18 });
    const beside = named('ann’s', [0, 1, 100001]);
    expect([beside?.text, (beside?.x ?? 0) > 60]).toEqual(['ann’s', true]);
  });

  it('are dotted where they are folded; a break is marked where its sign has room', () => {
    const [axis] = draw(['0:165536:65536']).axes;
    expect(axis?.pieces.map(({ folded }) => folded)).toEqual([false, true, false, true]);
    expect(axis?.breaks.length).toBe(2);
    const crowded = draw([Array.from({ length: 340 }, (_, i) => `${i}:${1000 + 2 * i}:1`).join()]);
    expect([crowded.ribbons.length, crowded.axes[0]?.breaks]).toEqual([340, []]);
  });
});

describe('extents', () => {
  it('of an identity map run straight down', () => {
    const { ribbons, trace } = draw(['0:0:4294967295'], { ask: [0, 33] });
    expect(ribbons.map(({ path }) => path)).toEqual(['M18 68C18 143 18 143 18 218L622 218C622 143 622 143 622 68z']);
    expect(new Set(trace?.ends.map(({ x }) => x)).size).toBe(1);
    expect(trace?.tags.map(({ text }) => text)).toEqual(['33', '33']);
  });

  it('say their ids, and the ones that answer are lit on every level', () => {
    const lit = (drawing: Drawing) => drawing.ribbons.map(({ says, lit, hue }) => [says, lit, hue]);
    expect(lit(draw(['0:1000:1, 1:100000:65536'], { ask: [0, 5] }))).toEqual([
      ['Range 1: 0 in the container is 1000 on the host (1 ID)', false, 1],
      ['Range 2: 1 to 65536 in the container are 100000 to 165535 on the host (65536 IDs)', true, 2],
    ]);
    expect(lit(draw(['0:1:65535', '0:1000:1, 1:100000:65535'], { ask: [2, 100000] }))).toEqual([
      ['Range 1, container to ann’s namespace: 0 to 65534 inside are 1 to 65535 outside (65535 IDs)', true, 1],
      ['Range 1, ann’s namespace to host: 0 inside is 1000 outside (1 ID)', false, 2],
      ['Range 2, ann’s namespace to host: 1 to 65535 inside are 100000 to 165534 outside (65535 IDs)', true, 3],
    ]);
  });

  it('have a colour and, where there are several, a number on both lines, which makes way for the trace', () => {
    expect(bars(draw(['0:165536:65536']))).toEqual([
      [0, 0, 'inside', 1, undefined],
      [0, 0, 'outside', 1, undefined],
    ]);
    const five = '0:100000:33, 33:33:1, 34:100034:966, 1000:1005:1, 1001:101001:64535';
    expect(new Set(draw([five]).bars.map(({ at, number }) => number?.text === `${at.extent + 1}`))).toEqual(
      new Set([true]),
    );
    expect(bars(draw([five], { ask: [0, 33] })).filter(([, extent]) => extent === 1)).toEqual([
      [0, 1, 'inside', 2, undefined],
      [0, 1, 'outside', 2, undefined],
    ]);
    expect([hueOf(0), hueOf(5), hueOf(0, 3), hueOf(1, 4)]).toEqual([1, 1, 4, 1]);
  });

  it('of a map that the kernel refuses stay within the ids there are', () => {
    const { bars: drawn } = draw(['4294967290:0:4294967295, 0:4294967294:7']);
    expect(drawn.every(({ x, width }) => x >= 18 && x + width <= 622)).toBe(true);
  });
});

describe('the trace', () => {
  const tags = ({ trace }: Drawing) => trace?.tags.map(({ text }) => text);
  const asked = ({ trace }: Drawing) => trace?.ends.map((end) => end.asked);

  it.each<[string, string[], [number, number], string[], string[], boolean[]]>([
    ['through one map', ['0:165536:65536'], [0, 33], ['33', '165569'], [], [true, false]],
    ['from outside', ['0:165536:65536'], [1, 165569], ['33', '165569'], [], [false, true]],
    ['to no id inside', ['0:165536:65536'], [1, 0], ['0'], ['no container ID: appears as 65534'], [true]],
    ['to no id outside', ['0:165536:65536'], [0, 70000], ['70000'], ['no host ID: EINVAL'], [true]],
    [
      'through three maps',
      ['0:1:9', '0:5:10', '0:100:15'],
      [0, 3],
      ['3', '4', '9', '109'],
      [],
      [true, ...new Array(5).fill(false)],
    ],
    ['both ways from the middle', ['0:1:9', '0:5:10'], [1, 4], ['3', '4', '9'], [], [false, true, true, false]],
    [
      'out of the middle alone',
      ['0:1:9', '0:5:10'],
      [1, 0],
      ['0', '5'],
      ['no container ID: appears as 65534'],
      [true, true, false],
    ],
    ['into the middle alone', ['0:1:9', '0:5:3'], [1, 4], ['3', '4'], ['no host ID: EINVAL'], [false, true, true]],
    [
      'nowhere from the middle',
      ['0:1:9', '0:5:10'],
      [1, 20],
      ['20'],
      ['no host ID: EINVAL', 'no container ID: appears as 65534'],
      [true, true],
    ],
    [
      'no further than the first map',
      ['0:1:9', '0:9:1'],
      [0, 0],
      ['0', '1'],
      ['no host ID: EINVAL'],
      [true, false, false],
    ],
  ])('leads %s', (_, maps, ask, expectedTags, expectedWords, expectedAsked) => {
    const drawing = draw(maps, { ask });
    expect([tags(drawing), words(drawing), asked(drawing)]).toEqual([expectedTags, expectedWords, expectedAsked]);
  });

  it('is not drawn where nothing is asked', () => {
    expect(draw(['0:165536:65536']).trace).toBeUndefined();
    expect(drawPicture({ ...pictured(['0:5:1']), trace: [undefined, undefined] }, 640).trace).toBeUndefined();
  });
});

describe('accounts', () => {
  const accounts = [
    { id: 0, name: 'root' },
    { id: 1000, name: 'ann' },
    { id: 5000, name: 'bozo' },
  ];
  const shown = (drawing: Drawing) => drawing.accounts.map(({ label, box }) => [label.text, box !== undefined]);

  it.each<[string, [string, boolean][]]>([
    [
      '0:165536:65536',
      [
        ['5000 bozo', false],
        ['1000 ann', false],
        ['0 root', false],
      ],
    ],
    [
      '0:5000:10000',
      [
        ['5000 bozo, covered', true],
        ['1000 ann', false],
        ['0 root', false],
      ],
    ],
    [
      '0:1000:1, 1:100000:65536',
      [
        ['1000 ann, covered', true],
        ['0 root', false],
      ],
    ],
  ])('of the host of %s are %j', (map, expected) => {
    expect(shown(draw([map], { accounts }))).toEqual(expected);
  });

  it('of which there are too many are those that matter most', () => {
    const system = Array.from({ length: 30 }, (_, i) => ({ id: i, name: `s${i}` }));
    const people = Array.from({ length: 4 }, (_, i) => ({ id: 10000 * (i + 1), name: `p${i}` }));
    const labels = shown(draw(['0:40000:65536'], { accounts: [...system, ...people] }, 350)).map(([text]) => text);
    expect(labels).toEqual(['40000 p3, covered', '10000 p0', '0 s0']);
  });

  it('with long names have them cut', () => {
    const [account] = draw(['0:5:1'], { accounts: [{ id: 900, name: 'systemd-coredump-and-more' }] }).accounts;
    expect(account?.label.text).toBe('900 systemd-cor…');
  });
});
