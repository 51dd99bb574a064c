import jsQR from 'jsqr';
import type { QrCode } from '../../src/share/qrCode.ts';

const SCALE = 4;

/** What a reader of codes reads of the drawn path; throws where a rectangle of it is none. */
export function decoded({ size, path }: QrCode): string | undefined {
  const width = size * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [whole, x, y, run, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
    if (back !== x) throw new Error(`${whole} does not come back to ${x}.`);
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      for (let at = Number(x) * SCALE; at < (Number(x) + Number(run)) * SCALE; at++) {
        pixels.fill(0, (row * width + at) * 4, (row * width + at) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, width, width)?.data;
}
