import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { lightTokens, previewDrawer } from '../../../../src/tools/build/previews/drawPreview.ts';
import { previewWords } from '../../../../src/tools/build/previews/previewWords.ts';

const draw = await previewDrawer();
const WORDS = { title: 'The user namespace', kind: 'Who you are', description: 'A line of three numbers is enough.' };
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the picture of a page', () => {
  it('is as large as it is asked for, of few colours, and small', async () => {
    const picture = await draw(WORDS);
    const { format, width, height, isPalette } = await sharp(picture).metadata();
    expect([format, width, height, isPalette, picture.length < 60_000]).toEqual(['png', 1200, 630, true, true]);
  });

  it('is the same for the same words, and another for others', async () => {
    const [first, again, other] = await Promise.all([draw(WORDS), draw(WORDS), draw({ ...WORDS, title: 'Seccomp' })]);
    expect([hash(again) === hash(first), hash(other) === hash(first)]).toEqual([true, false]);
  });
});

describe('its words', () => {
  const page = (main: string) =>
    `<meta name="description" content="Read &quot;0 1 2&quot;."><main id="main">${main}</main>`;

  it.each([
    [
      '/learn/x/',
      '<p class="eyebrow">Who you are · 6 of 16</p><h1>A <code>map</code> &amp; more</h1>',
      'Who you are · 6 of 16',
    ],
    ['/play/x/', '<header><h1>A <code>map</code> &amp; more</h1></header><p class="eyebrow">no</p>', 'Instrument'],
    ['/', '<h1>A map &amp; more</h1>', ''],
  ])('of %s', (path, main, kind) =>
    expect(previewWords(page(main), path)).toEqual({ title: 'A map & more', kind, description: 'Read "0 1 2".' }),
  );

  it('are the page’s name where it has no headline, and a page has a name', () => {
    const words = previewWords('<meta property="og:title" content="The deck"><main></main>', '/talk/');
    expect(words).toEqual({ title: 'The deck', kind: '', description: '' });
    expect(() => previewWords('<main></main>', '/x/')).toThrow('/x/ has no name.');
  });
});

it('the colours are those of the light theme', () => {
  const colour = lightTokens('--paper: light-dark(#fbfcfb, #05161f);\n--berg-ink: #0d2733;');
  expect([colour('paper'), colour('berg-ink')]).toEqual(['#fbfcfb', '#0d2733']);
  expect(() => colour('gone')).toThrow('has no colour --gone');
});
