import { expect, it } from 'vitest';
import { llmsText } from '../../src/site/referencePages.ts';

const page = (path: string) => ({ path, title: 'T', description: 'D.' });
const text = llmsText(
  {
    chapters: [{ ...page('/learn/iceberg/'), part: 'The surface' }],
    instruments: [page('/play/ask/')],
    reference: [page('/reference/actions/'), page('/reference/errors/')],
    withoutTwin: ['/reference/errors/'],
  },
  (path) => `https://e.org${path}`,
);

it('names each page by its text as Markdown, or by itself where it has none', () =>
  expect(text.split('\n').filter((line) => /^(?:#|- )/.test(line))).toEqual([
    '# Below the Waterline',
    '## Guide',
    '- [T](https://e.org/learn/iceberg.md): The surface. D.',
    '## Instruments',
    '- [T](https://e.org/play/ask/): D.',
    '## Reference',
    '- [T](https://e.org/reference/actions.md): D.',
    '- [T](https://e.org/reference/errors/): D.',
  ]));

it('says what the site is, in a quotation under its name', () =>
  expect(text).toMatch(/^# Below the Waterline\n\n> A guide/));
