import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** In rem. A phone, a small window, a window with room for a third column; of a viewport or of the box that an instrument stands in. */
const WIDTHS = ['38', '60', '76'];
const TOKENS = readFileSync('src/styles/tokens.css', 'utf8');
const STEPS = new Set([...TOKENS.matchAll(/(--text-\w+):/g)].map(([, name]) => name));

/** Each file's styles, without comments: stylesheets, and the <style> of components. */
const STYLES = globSync('src/**/*.{css,astro}').map((file): [file: string, styles: string] => {
  const text = readFileSync(file, 'utf8');
  const styles = file.endsWith('.css') ? text : [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].join('\n');
  return [file, styles.replace(/\/\*[\s\S]*?\*\//g, '')];
});

/** Each match of a pattern's first group that is not as it should be, with its file. */
const others = (pattern: RegExp, isRight: (found: string, file: string) => boolean) =>
  STYLES.flatMap(([file, styles]) =>
    [...styles.matchAll(pattern)]
      .map(([, found = '']) => found.trim())
      .filter((found) => !isRight(found, file))
      .map((found) => `${file}: ${found}`),
  );

it('the layout changes at three widths', () => {
  expect(
    others(/@(?:media|container)([^{]*\bwidth\b[^{]*)\{/g, (query) =>
      WIDTHS.some((width) => new RegExp(`\\(width (?:<|>=) ${width}rem\\)$`).test(query)),
    ),
  ).toEqual([]);
});

/** A step of the scale, one of the text around, what is drawn (in units of the drawing, or of a slide of 1280 by 720), or between two steps. */
const isOfScale = (size: string, file: string): boolean => {
  const [, low = '', high = ''] = /^clamp\((.*?), [^,]*, (.*)\)$/.exec(size) ?? [];
  if (low !== '') return isOfScale(low, file) && isOfScale(high, file);
  const isDrawn = /^\d+(?:\.\d+)?px$/.test(size) && /(?:figures|iceberg|home|layouts\/talk)\/\w+\.css$/.test(file);
  const isPaper = size === '10.5pt' && file.endsWith('styles/print.css');
  return size === 'inherit' || isDrawn || isPaper || STEPS.has(/^var\((.*)\)$/.exec(size)?.[1]);
};

it('every size of text is a step of the scale', () => {
  expect(STEPS.size).toBe(10);
  expect(others(/\bfont-size:\s*([^;]+);/g, isOfScale)).toEqual([]);
  expect(
    others(
      /\bfont:\s*([^;]+);/g,
      (font, file) =>
        ['inherit', '100% / 1.6 var(--serif)'].includes(font) ||
        isOfScale(/^(?:\d+ )?(\S+?\)|\S+)(?: \/|\/| )/.exec(font)?.[1] ?? font, file),
    ),
  ).toEqual([]);
});
