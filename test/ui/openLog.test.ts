import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../src/ui/openedFile.ts';
import { openLog, openLogs } from '../../src/ui/openLog.ts';

const log = (parts: BlobPart[]) => new File(parts, 'build.log');
/** A file of so many bytes, which ends in "last". */
const long = (size: number) => log(['x'.repeat(size - 'end\nlast'.length), 'end\nlast']);
const wide = (text: string) => new Uint8Array([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));

const END = 'file-end';
test.each<[string, File, string | undefined, (string | undefined)[]]>([
  ['of the largest size, whole', log(['x'.repeat(MAX_FILE_BYTES)]), 'x'.repeat(MAX_FILE_BYTES), []],
  ['of a byte more, from the beginning of a line on', long(MAX_FILE_BYTES + 1), 'last', [`${END} 1048577 4`]],
  [
    'of one long line, its end',
    log(['x'.repeat(MAX_FILE_BYTES + 2)]),
    'x'.repeat(MAX_FILE_BYTES),
    [`${END} 1048578 1048576`],
  ],
  ['with a letter of two bytes in the cut', log(['é'.repeat(MAX_FILE_BYTES), '\nlast']), 'last', [`${END} 2097157 4`]],
  ['in UTF-16', log([wide('x'.repeat(MAX_FILE_BYTES)), wide('\nlast')]), 'last', [`${END} 2097162 4`, 'file-utf-16']],
  ['a binary file', log([new Uint8Array(MAX_FILE_BYTES + 9)]), undefined, ['file-binary']],
])('a log %s', async (_, file, value, told) => {
  const opened = await openLog(file);
  expect({
    ...opened,
    diagnostics: opened.diagnostics.map(({ code, message }) =>
      [code, ...(code === END ? (message.match(/\d+/g) ?? []) : [])].join(' '),
    ),
  }).toEqual({ name: 'build.log', value, diagnostics: told });
});

describe('files that are opened together share what one may have, the small ones whole', () => {
  const named = (name: string, size: number) => new File(['x\n'.repeat(size / 2)], name);
  const KIB = 1024;
  test.each<[what: string, room: number, sizes: number[], read: (number | undefined)[]]>([
    ['two that fit', 2 * MAX_FILE_BYTES, [2 * KIB, 4 * KIB], [2 * KIB, 4 * KIB]],
    [
      'a profile and a long log',
      2 * MAX_FILE_BYTES,
      [2 * MAX_FILE_BYTES, 2 * KIB],
      [MAX_FILE_BYTES - 2 * KIB - 2, 2 * KIB],
    ],
    [
      'two long logs',
      2 * MAX_FILE_BYTES,
      [2 * MAX_FILE_BYTES, 3 * MAX_FILE_BYTES],
      [MAX_FILE_BYTES / 2 - 2, MAX_FILE_BYTES / 2 - 2],
    ],
    ['with little room', 8 * KIB, [16 * KIB, 2 * KIB], [6 * KIB - 2, 2 * KIB]],
    ['with no room', -1, [2 * KIB, 0], [undefined, 0]],
    ['none', KIB, [], []],
  ])('%s', async (_what, room, sizes, read) => {
    const opened = await openLogs(
      sizes.map((size, at) => named(`${at}`, size)),
      room,
    );
    expect(opened.map(({ value }) => value?.length)).toEqual(read);
    expect(opened.map(({ diagnostics }) => diagnostics.map(({ code }) => code).join())).toEqual(
      read.map((length, at) => (length === undefined ? 'file-no-room' : length < (sizes[at] ?? 0) ? 'file-end' : '')),
    );
  });
});
