import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { demoFigure } from '../../../src/site/talk/demoFigure.ts';
import type { Transcript } from '../../../src/site/transcripts.ts';

const TRANSCRIPT: Transcript = {
  name: 'lab',
  stamp: { recorded: '2026-11-28', machine: 'Debian 13', versions: {} },
  steps: [
    { id: 'one', prompt: '#', typed: 'id \\\n  -u', printed: '0\n' },
    { id: 'two', prompt: '#', typed: 'true', printed: '' },
  ],
};
const html = toHtml(demoFigure(TRANSCRIPT, TRANSCRIPT.steps, ['0']));
const commands = [
  ...html.matchAll(/<span class="command fragment">([\s\S]*?)(?=<span class="command|<span class="row waiting)/g),
];
const words = (part = '') => part.replaceAll(/<[^>]*>/g, '');

describe('a recorded session', () => {
  it('has a step for each command, with what was printed, and nothing else', () =>
    expect(commands.map(([, inner]) => words(inner))).toEqual(['# id \\\n  -u\n0\n', '# true\n']));
  it('marks what a slide points out', () => expect(html).toContain('<mark>0</mark>'));
  it('ends with a prompt that waits and is not read aloud', () =>
    expect(html).toContain(
      '<span class="row waiting" aria-hidden="true" data-pagefind-ignore=""><span class="prompt"># </span>',
    ));
  it('says where and when it was recorded', () => expect(words(html)).toContain('recorded, Debian 13, 2026-11-28'));
});
