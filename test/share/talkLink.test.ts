import { describe, expect, it } from 'vitest';
import { chapterSlidesLink, readTalkLink, TALK_LINK_DEFAULTS, writeTalkLink } from '../../src/share/talkLink.ts';

// Links to a deck of one's own, for ever.
describe('a published link', () => {
  it.each([
    ['', {}],
    ['chapter=iceberg', { chapter: 'iceberg' }],
    ['chapter=iceberg&slide=4', { chapter: 'iceberg', slide: 4 }],
    ['links=/learn/iceberg/', { links: '/learn/iceberg/' }],
    [
      'links=/learn/iceberg/|/play/uid-map/%23id=33%26map=0:1:2&slide=2',
      { links: '/learn/iceberg/\n/play/uid-map/#id=33&map=0:1:2', slide: 2 },
    ],
  ])('%j', async (fragment, fields) => {
    expect(await readTalkLink(fragment)).toEqual({ value: { ...TALK_LINK_DEFAULTS, ...fields }, diagnostics: [] });
    expect(await writeTalkLink({ ...TALK_LINK_DEFAULTS, ...fields })).toBe(fragment);
  });
});

it('a chapter has a link that can be typed', () =>
  expect(chapterSlidesLink('userns-remap')).toBe('chapter=userns-remap'));

it.each([
  ['many lines', '/learn/iceberg/\n'.repeat(60)],
  ['an empty line', '/learn/\n\n/play/ask/'],
  ['the sign between links', '/learn/#a|b'],
])('a list with %s is packed, and nothing of it lost', async (_name, links) => {
  const fragment = await writeTalkLink({ ...TALK_LINK_DEFAULTS, links });
  expect([fragment.startsWith('links.z='), (await readTalkLink(fragment)).value.links]).toEqual([true, links]);
});

it.each(['0', '-1', 'two', '99999'])('slide %s is none', async (slide) => {
  const { value, diagnostics } = await readTalkLink(`chapter=iceberg&slide=${slide}`);
  expect([value.slide, diagnostics.map(({ code }) => code)]).toEqual([1, ['link-value']]);
});
