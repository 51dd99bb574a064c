import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ownHashes } from '../../../src/tools/build/headersFile.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test.each<[what: string, allowed: string[], body: string, left: string[]]>([
  ['the page’s own script', ['a()'], '<script type="module">a()</script>', ['a()']],
  ['a script of another page', ['a()', 'b()'], '<script>a()</script>', ['a()']],
  ['a style', ['p{}'], '<style>p{}</style>', ['p{}']],
  ['a file’s address is no text', ['', 'a()'], '<script src="/a.js"></script>', []],
  ['an empty script', ['', 'a()'], '<script></script><script>a()</script>', ['a()']],
  ['an empty style', ['', 'a()'], '<style></style>', ['']],
  ['white space counts', ['a()'], '<script> a()</script>', []],
])('%s', (_, allowed, body, left) => {
  const tag = (hashes: string[]) =>
    `<meta content="script-src 'self'${hashes.map((text) => ` ${hash(text)}`).join('')}; img-src 'self'">`;
  expect(ownHashes(`${tag(allowed)}${body}`, tag(allowed))).toBe(`${tag(left)}${body}`);
});
