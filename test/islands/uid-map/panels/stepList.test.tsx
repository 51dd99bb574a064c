import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { PasteBlock } from '../../../../src/islands/uid-map/panels/StepList.tsx';

test('an option is whole, in the note as in the command', () => {
  const step = {
    note: 'List them first (getcap -r).',
    where: { shell: 'host', root: true } as const,
    text: 'find -perm /6000',
  };
  const html = renderToStaticMarkup(<PasteBlock step={step} fill={[]} />);
  expect(html).toContain('(getcap <span class="option">-r</span>)');
  expect(html).toContain('find <span class="option">-perm</span> /6000');
});
