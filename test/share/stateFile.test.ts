import { describe, expect, test } from 'vitest';
import { isStateFileName } from '../../src/components/share/startStateFiles.ts';
import { TAB_LIMITS } from '../../src/share/fragment.ts';
import { readSeccompLink, SECCOMP_LINK, SECCOMP_LINK_DEFAULTS } from '../../src/share/seccompLink.ts';
import { readStateFile, stateFileName, writeStateFile } from '../../src/share/stateFile.ts';
import { readUidMapLink, UID_MAP_LINK, UID_MAP_LINK_DEFAULTS } from '../../src/share/uidMapLink.ts';

test('a state is kept in words that a person can read, and its text as it was typed', () => {
  const link = { ...UID_MAP_LINK_DEFAULTS, text: '{"a":\n\t1}\n', id: '5' };
  expect(JSON.parse(writeStateFile(UID_MAP_LINK, '/play/uid-map/', link))).toEqual({
    'below-the-waterline': 1,
    page: '/play/uid-map/',
    state: { user: 'dockremap', id: '5' },
    texts: { subuid: '{"a":\n\t1}\n' },
  });
});

describe('what is kept is opened again', () => {
  test.each([
    ['a readable text', 'ann:165536:65536'],
    ['a text with every kind of character', 'ä ✓\t"&#=\r\n{}\u{1f9ca}\n'],
    ['a text far too long for a link', `${'0 100000 65536 # '.padEnd(200_000, 'x')}\n`],
  ])('%s', async (_, text) => {
    const link = { ...UID_MAP_LINK_DEFAULTS, text, id: '5' };
    const kept = await readStateFile(writeStateFile(UID_MAP_LINK, '/play/uid-map/', link));
    const opened = await readUidMapLink(kept?.fragment ?? '', TAB_LIMITS);
    expect([kept?.page, opened.value, opened.diagnostics]).toEqual(['/play/uid-map/', link, []]);
  });

  test('a profile of one’s own', async () => {
    const link = {
      ...SECCOMP_LINK_DEFAULTS,
      profile: undefined,
      call: 'socket(AF_VSOCK)',
      text: '{ "defaultAction": "SCMP_ACT_ERRNO" }\n',
    };
    const kept = await readStateFile(writeStateFile(SECCOMP_LINK, '/play/seccomp/', link));
    const { value, diagnostics } = await readSeccompLink(kept?.fragment ?? '', TAB_LIMITS);
    expect([value.call, value.text, diagnostics]).toEqual([link.call, link.text, []]);
  });
});

test.each([
  ['no JSON', '{'],
  ['JSON of another kind', '{"defaultAction":"SCMP_ACT_ERRNO"}'],
  ['a list', '[1]'],
  ['a number that is not known', '{"below-the-waterline":2,"page":"/play/uid-map/"}'],
  ['a page that is none of ours', '{"below-the-waterline":1,"page":"https://example.org/play/uid-map/"}'],
  ['a page outside the site', '{"below-the-waterline":1,"page":"/play/../../x/"}'],
])('%s is no state', async (_, text) => expect(await readStateFile(text)).toBeUndefined());

test.each([
  [
    'values that are no texts, and names that no key has, are left out',
    '{"below-the-waterline":1,"page":"/play/ask/","state":{"id":5,"a&b":"c","stack":"x y"},"texts":7}',
    'stack=x%20y',
  ],
  ['a byte order mark is no part of it', '\u{feff}{"below-the-waterline":1,"page":"/play/ask/"}', ''],
])('%s', async (_, text, fragment) => expect(await readStateFile(text)).toEqual({ page: '/play/ask/', fragment }));

test.each([
  [stateFileName('uid-map'), true],
  ['uid-map.waterline (1).json', true],
  ['UID-MAP.WATERLINE.JSON', true],
  ['waterline.json', false],
  ['profile.json', false],
  ['my.waterline.json.txt', false],
])('%s is a state by its name: %s', (name, is) => expect(isStateFileName(name)).toBe(is));
