import { expect, test } from 'vitest';
import { readColour } from '../../../src/ui/picture/readDrawing.ts';

test.each([
  ['rgb(16, 33, 43)', 1, { hex: '#10212b', opacity: 1 }],
  ['rgb(16, 33, 43)', 0.5, { hex: '#10212b', opacity: 0.5 }],
  ['rgba(255, 0, 10, 0.25)', 1, { hex: '#ff000a', opacity: 0.25 }],
  ['rgba(0, 0, 0, 0)', 1, undefined],
  ['color(srgb 0.5 1 0 / 0.45)', 1, { hex: '#80ff00', opacity: 0.45 }],
  ['color(srgb 1.2 -0.1 1e-7)', 1, { hex: '#ff0000', opacity: 1 }],
  ['color(display-p3 1 0 0)', 1, undefined],
  ['none', 1, undefined],
  ['url("#cut-off")', 1, undefined],
  ['', 1, undefined],
])('%s, seen at %d', (computed, opacity, colour) => expect(readColour(computed, opacity)).toEqual(colour));
