import { describe, expect, it } from 'vitest';
import { HEIGHT, LAYERS, LEFT, LINES, MASS, TIP, WATERLINE, WIDTH } from '../../../src/site/iceberg/polygon.ts';

describe('the berg', () => {
  it('tip and body meet at the waterline', () =>
    expect([TIP.at(0), TIP.at(-1)]).toEqual(MASS.filter(([, y]) => y === WATERLINE)));

  it('its layers follow each other from the waterline down, without a gap', () => {
    expect(LAYERS[0].from).toBe(WATERLINE);
    expect(LAYERS.slice(1).map(({ from }) => from)).toEqual(LAYERS.slice(0, -1).map(({ to }) => to));
    expect(LAYERS.at(-1)?.to).toBe(Math.max(...MASS.map(([, y]) => y)));
  });

  it('the lines hold it in the order in which a call meets them: do at the kernel’s edge, see and use within', () => {
    const kernel = LAYERS.at(-1);
    expect(LINES.map(({ word }) => word)).toEqual(['do', 'see', 'use']);
    expect(LINES[0].depth).toBe(kernel?.from);
    expect(LINES.map(({ depth }) => depth)).toEqual(LINES.map(({ depth }) => depth).sort((a, b) => a - b));
  });

  it('all of it is on the drawing', () => {
    const xs = [...MASS, ...TIP].map(([x]) => x);
    const ys = [...MASS, ...TIP].map(([, y]) => y);
    expect([Math.min(...xs) >= LEFT, Math.max(...xs) <= LEFT + WIDTH]).toEqual([true, true]);
    expect([Math.min(...ys) >= 0, Math.max(...ys) <= HEIGHT]).toEqual([true, true]);
  });
});
