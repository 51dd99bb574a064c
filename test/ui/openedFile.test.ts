import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, openFile } from '../../src/ui/openedFile.ts';

const file = (parts: BlobPart[], name = 'a.json') => new File(parts, name);

test.each<[string, File, string | undefined, string[]]>([
  ['plain text', file(['{}\n']), '{}\n', []],
  ['Windows line ends', file(['{\r\n}\r\n']), '{\n}\n', []],
  ['a byte order mark', file([new Uint8Array([0xef, 0xbb, 0xbf]), '{}']), '{}', []],
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
  const gone = { name: 'gone.json', size: 2, text: () => Promise.reject(new Error('NotFoundError')) };
  expect((await openFile(gone)).diagnostics).toEqual([
    {
      code: 'file-unreadable',
      severity: 'error',
      message: "gone.json can't be read.",
      hint: 'Choose it again, or paste its text.',
    },
  ]);
});
