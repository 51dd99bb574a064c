import { describe, expect, test } from 'vitest';
import { embedAddress, fileNameOf, iframeOf, lastSlideList, markdownOf } from '../../src/share/shareTexts.ts';

const LINK = 'https://example.org/play/seccomp/#stack=docker-29.9&call=socket(AF_VSOCK)';

describe('a line of Markdown', () => {
  test.each([
    [
      'what is told there',
      'Profile checker: clone3',
      'Refused: ENOSYS.',
      '[Profile checker: clone3]',
      ': Refused: ENOSYS.',
    ],
    ['nothing told', 'The iceberg', '', '[The iceberg]', ''],
    ['markup in a title', 'a [b](c) `d` *e* _f_ <g>', '', '[a \\[b\\](c) \\`d\\` \\*e\\* \\_f\\_ \\<g\\>]', ''],
    ['a text of two lines', 'x', 'one\ntwo', '[x]', ': one two'],
  ])('%s', (_, title, says, before, behind) => {
    const address = 'https://example.org/play/seccomp/#stack=docker-29.9&call=socket%28AF_VSOCK%29';
    expect(markdownOf({ title, says, link: LINK })).toBe(`${before}(${address})${behind}`);
  });
});

test.each([
  ['https://a.org/play/uid-map/#id=33', 'https://a.org/embed/uid-map/#id=33'],
  ['https://a.org/waterline/play/seccomp/', 'https://a.org/waterline/embed/seccomp/'],
  ['https://a.org/learn/iceberg/#berg', undefined],
  ['https://a.org/reference/incidents/#stack=docker-29.9', undefined],
  ['https://a.org/learn/#/play/uid-map/', undefined],
])('%s is embedded at %s', (link, address) => expect(embedAddress(link)).toBe(address));

test('a frame has the state in its address, and no character of it ends an attribute', () =>
  expect(iframeOf('Is "clone3" < 5 & allowed?', 'https://a.org/embed/seccomp/#call=clone3&arg="x"')).toBe(
    '<iframe src="https://a.org/embed/seccomp/#call=clone3&amp;arg=&quot;x&quot;" title="Is &quot;clone3&quot; &lt; 5 &amp; allowed?" width="720" height="480" loading="lazy"></iframe>',
  ));

test.each([
  ['Profile checker: socket(AF_VSOCK)', 'profile-checker-socket-af-vsock'],
  ['Docker’s default: ten years of one list', 'docker-s-default-ten-years-of-one-list'],
  ['…', 'below-the-waterline'],
  ['x'.repeat(80), 'x'.repeat(60)],
])('the file of “%s” is named %s', (title, name) => expect(fileNameOf(title)).toBe(name));

test.each([
  ['https://a.org/play/uid-map/#id=33', '/talk/\n[Who is 33?](/play/uid-map/#id=33): Host UID 165569.'],
  ['https://a.org/deep/er/learn/limits/#try-it', '/talk/\n[Who is 33?](/learn/limits/#try-it): Host UID 165569.'],
  ['https://a.org/talk/#end', undefined],
  ['https://a.org/offline/#/play/uid-map/', undefined],
])('%s on the last slide is the list %j', (link, list) =>
  expect(lastSlideList({ title: 'Who is 33?', says: 'Host UID 165569.', link })).toBe(list),
);
