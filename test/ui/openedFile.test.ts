import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, openFile } from '../../src/ui/openedFile.ts';

const file = (parts: BlobPart[], name = 'a.json') => new File(parts, name);

test.each<[string, File, string | undefined, string[]]>([
  ['plain text', file(['{}\n']), '{}\n', []],
  ['Windows line ends', file(['{\r\n}\r\n']), '{\n}\n', []],
  ['a byte order mark', file([new Uint8Array([0xef, 0xbb, 0xbf]), '{}']), '\u{feff}{}', []],
  ['letters of Latin-1', file([new Uint8Array([0x22, 0xe9, 0x22])]), '"\u{fffd}"', []],
  ['UTF-16 with its mark', file([new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])]), '{}', ['file-utf-16']],
  ['UTF-16, big end first', file([new Uint8Array([0xfe, 0xff, 0, 0x7b, 0, 0x7d])]), '{}', ['file-utf-16']],
  ['UTF-16 without a mark', file([new Uint8Array([0x7b, 0, 0x0d, 0, 0x0a, 0, 0x7d, 0])]), '{\n}', ['file-utf-16']],
  ['half of UTF-16', file([new Uint8Array([0xff, 0xfe, 0x7b])]), undefined, ['file-binary']],
  ['a binary file', file([new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1])]), undefined, ['file-binary']],
  ['the largest', file(['x'.repeat(MAX_FILE_BYTES)]), 'x'.repeat(MAX_FILE_BYTES), []],
  ['one byte more', file(['x'.repeat(MAX_FILE_BYTES + 1)]), undefined, ['file-too-large']],
])('%s', async (_, given, value, codes) => {
  const opened = await openFile(given);
  expect({ ...opened, diagnostics: opened.diagnostics.map(({ code }) => code) }).toEqual({
    name: 'a.json',
    value,
    diagnostics: codes,
  });
});

test('a file that went away says so', async () => {
  const gone = { name: 'gone.json', size: 2, arrayBuffer: () => Promise.reject(new Error('NotFoundError')) };
  expect((await openFile(gone)).diagnostics).toEqual([
    {
      code: 'file-unreadable',
      severity: 'error',
      message: 'gone.json can’t be read.',
      hint: 'Choose it again, or paste its text.',
    },
  ]);
});

test.each([
  [[0xff, 0xfe, 0x7b, 0, 0x7d, 0], "Docker refuses it: “invalid character 'ÿ' looking for beginning of value”."],
  [[0xfe, 0xff, 0, 0x7b, 0, 0x7d], "Docker refuses it: “invalid character 'þ' looking for beginning of value”."],
  [[0x7b, 0, 0x7d, 0], 'Docker refuses it.'],
  [[0x61, 0, 0x3a, 0], 'No container tool reads that.'],
])('a file in UTF-16 says what Docker says: %j', async (bytes, said) => {
  expect((await openFile(file([new Uint8Array(bytes)]))).diagnostics).toEqual([
    {
      code: 'file-utf-16',
      severity: 'error',
      message: `a.json is in UTF-16. ${said}`,
      hint: 'Save the file as UTF-8. Its text is shown here as it would be then.',
    },
  ]);
});
