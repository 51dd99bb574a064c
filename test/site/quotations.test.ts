import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CONTENT = join(import.meta.dirname, '../../content');

/** Every `<Transcript>` of the prose: which recording, which steps, and the texts that it marks there. */
const QUOTATIONS = ['learn', 'reference', 'talk'].flatMap((part) =>
  pagesIn(part).flatMap((page) =>
    [...readFileSync(join(CONTENT, part, page), 'utf8').matchAll(/<Transcript of="(.+?)" steps="(.+?)"(.*?)\/>/g)].map(
      ([, of = '', steps = '', rest = '']) => ({ page, of, steps: steps.split(','), marks: marksOf(rest) }),
    ),
  ),
);

/** Its pages, and the exercises beside them. */
function pagesIn(part: string): string[] {
  const files = readdirSync(join(CONTENT, part), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.mdx'));
}

function marksOf(rest: string): string[] {
  const [, plain, expression] = /mark=(?:"(.+?)"|\{'(.+?)'\})/.exec(rest) ?? [];
  const mark = expression?.replaceAll('\\t', '\t') ?? plain?.replaceAll('&quot;', '"');
  return mark?.split('|') ?? [];
}

test('every quotation shows what is marked', () => {
  const missing = QUOTATIONS.flatMap(({ page, of, steps, marks }) => {
    const recording = JSON.parse(readFileSync(join(CONTENT, `data/transcripts/${of}.json`), 'utf8'));
    const shown = steps.map((id) => {
      const { typed, printed } = recording.steps.find((step: { id: string }) => step.id === id) ?? {};
      return typed === undefined ? `no step ${id}` : `${typed}\n${printed}`;
    });
    const unseen = marks.filter((mark) => !shown.join('\n').includes(mark.replaceAll(/[‹›]/g, '')));
    return [...unseen, ...shown.filter((text) => text.startsWith('no step '))].map((each) => [page, of, each]);
  });
  expect(missing).toEqual([]);
});
