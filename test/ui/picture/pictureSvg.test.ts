import { expect, test } from 'vitest';
import {
  type PathShape,
  pictureSvg,
  rectanglePath,
  type Shape,
  type TextShape,
} from '../../../src/ui/picture/pictureSvg.ts';

const INK = { hex: '#10212b', opacity: 1 };
const LINE = { ...INK, width: 1.5, dashes: [], cap: 'butt', join: 'miter' } as const;
const PATH: PathShape = { kind: 'path', path: 'M0 0h5' };
const TEXT: TextShape = {
  ...{ kind: 'text', text: 'clone3', x: 1.234, y: 20, width: 40.006, fill: INK },
  font: { family: '"Source Serif 4", serif', size: 16, weight: '400', style: 'normal' },
};

const bodyOf = (shapes: readonly Shape[]) =>
  pictureSvg({ width: 10, height: 20, shapes }, 'T').split('\n').slice(2, -2).join('\n');

test('the file says its size and its title, and is whole XML', () =>
  expect(pictureSvg({ width: 10, height: 20.128, shapes: [] }, 'a < b & "c"')).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20.13" viewBox="0 0 10 20.13" role="img">\n<title>a &lt; b &amp; &quot;c&quot;</title>\n\n</svg>\n',
  ));

const clip = { x: 0, y: 0, width: 9, height: 8 };
const hatch = { line: { ...LINE, width: 2 }, gap: 8 };

test.each<[what: string, shapes: readonly Shape[], svg: string]>([
  ['a filled path', [{ ...PATH, fill: INK }], '<path d="M0 0h5" fill="#10212b"/>'],
  [
    'a half covering one',
    [{ ...PATH, fill: { ...INK, opacity: 0.5 } }],
    '<path d="M0 0h5" fill="#10212b" fill-opacity="0.5"/>',
  ],
  ['a line', [{ ...PATH, stroke: LINE }], '<path d="M0 0h5" fill="none" stroke="#10212b" stroke-width="1.5"/>'],
  [
    'a line of round dots, moved',
    [{ ...PATH, matrix: [1, 0, 0, 1, 3, 4.005], stroke: { ...LINE, dashes: [1, 4], cap: 'round', join: 'round' } }],
    '<path d="M0 0h5" transform="matrix(1 0 0 1 3 4.01)" fill="none" stroke="#10212b" stroke-width="1.5" stroke-dasharray="1 4" stroke-linecap="round" stroke-linejoin="round"/>',
  ],
  [
    'two shapes in one frame',
    [
      { ...PATH, fill: INK, clip },
      { ...PATH, evenOdd: true, fill: INK, clip },
    ],
    '<defs><clipPath id="clip-0"><path d="M0 0h9v8h-9z"/></clipPath></defs>\n<g clip-path="url(#clip-0)"><path d="M0 0h5" fill="#10212b"/></g>\n<g clip-path="url(#clip-0)"><path d="M0 0h5" fill="#10212b" fill-rule="evenodd"/></g>',
  ],
  [
    'a hatch',
    [{ ...PATH, hatch }],
    '<defs><pattern id="hatch-0" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V8" stroke="#10212b" stroke-width="2"/></pattern></defs>\n<path d="M0 0h5" fill="url(#hatch-0)"/>',
  ],
  [
    'a run of text, which another font is fitted into',
    [TEXT],
    '<text x="1.23" y="20" textLength="40.01" lengthAdjust="spacingAndGlyphs" font-family="&quot;Source Serif 4&quot;, serif" font-size="16" font-weight="400" fill="#10212b" xml:space="preserve">clone3</text>',
  ],
  [
    'characters that XML has not, and markup',
    [{ ...TEXT, text: '\u{0}<\u{d800}>' }],
    '<text x="1.23" y="20" textLength="40.01" lengthAdjust="spacingAndGlyphs" font-family="&quot;Source Serif 4&quot;, serif" font-size="16" font-weight="400" fill="#10212b" xml:space="preserve">&lt;\u{fffd}&gt;</text>',
  ],
])('%s', (_, shapes, svg) => expect(bodyOf(shapes).replace(/^\n/, '')).toBe(svg));

test.each([
  [0, 'M1 2h30v20h-30z'],
  [4, 'M5 2h22a4 4 0 0 1 4 4v12a4 4 0 0 1 -4 4h-22a4 4 0 0 1 -4 -4v-12a4 4 0 0 1 4 -4z'],
  [99, 'M11 2h10a10 10 0 0 1 10 10v0a10 10 0 0 1 -10 10h-10a10 10 0 0 1 -10 -10v0a10 10 0 0 1 10 -10z'],
])('a rectangle with corners of %d', (radius, path) => expect(rectanglePath(1, 2, 30, 20, radius)).toBe(path));
