import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flatModule } from '../../../src/tools/build/flatSlides.ts';

const MODULE = join(import.meta.dirname, '../../../node_modules/reveal.js/dist/reveal.mjs');

it('reveal.js asks only for sections right below another element', async () => {
  const code = await readFile(MODULE, 'utf8');
  const asks = (text: string) => text.match(/"(?:\.slides )?section"/g)?.length ?? 0;
  expect([asks(code) > 10, asks(flatModule(code))]).toEqual([true, 0]);
});

it('another module is a mistake', () => expect(() => flatModule('export {}')).toThrow('reveal.js has nothing like'));
