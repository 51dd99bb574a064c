import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { initramfs } from './initramfs.ts';

/** The entries of a newc archive: "040755 /usr", "100755 /init ok". */
function entriesOf(archive: Buffer): string[] {
  const entries: string[] = [];
  for (let at = 0; at < archive.length; ) {
    const field = (index: number) =>
      Number.parseInt(archive.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const [mode, size, name] = [field(1), field(6), field(11)];
    const content = (at + 110 + name + 3) & ~3;
    const words = [
      archive.toString('latin1', at, at + 6),
      mode.toString(8).padStart(6, '0'),
      archive.toString('latin1', at + 110, at + 110 + name - 1),
      archive.toString('latin1', content, content + size),
    ];
    entries.push(words.join(' ').trim());
    at = (content + size + 3) & ~3;
  }
  return entries;
}

test.each([
  [[], ['070701 000000 TRAILER!!!']],
  [[['/init', 'go']], ['070701 100755 init go', '070701 000000 TRAILER!!!']],
  [
    [
      ['/usr/bin/a', 'five5'],
      ['/usr/lib/b', ''],
    ],
    [
      '070701 040755 usr',
      '070701 040755 usr/bin',
      '070701 040755 usr/lib',
      '070701 100755 usr/bin/a five5',
      '070701 100755 usr/lib/b',
      '070701 000000 TRAILER!!!',
    ],
  ],
])('%j', (files, entries) => {
  const given = files.map(([path = '', text = '']) => ({ path, content: Buffer.from(text) }));
  expect(entriesOf(initramfs(given))).toEqual(entries);
});
