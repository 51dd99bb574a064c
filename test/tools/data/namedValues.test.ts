import { expect, test } from 'vitest';
import { namedTables } from '../../../src/tools/data/namedValues.ts';

const SECTION_NAMES = ['', '.rodata', '.data.rel.ro', '.rela.dyn', '.shstrtab'];
const [STRINGS, DATA] = [0x1000, 0x2000];

/** A program with these words in its data, of which a string is a pointer to that string. */
function program(words: readonly (string | bigint)[]): Buffer {
  const texts = words.filter((word) => typeof word === 'string');
  const rodata = Buffer.from(texts.map((text) => `${text}\0`).join(''));
  const addressOf = (text: string) => STRINGS + rodata.indexOf(`${text}\0`);
  const data = Buffer.alloc(words.length * 8);
  const rela: Buffer[] = [];
  for (const [at, word] of words.entries()) {
    if (typeof word === 'bigint') data.writeBigUInt64LE(word, at * 8);
    else {
      const entry = Buffer.alloc(24);
      entry.writeBigUInt64LE(BigInt(DATA + at * 8), 0);
      entry.writeBigUInt64LE(8n, 8);
      entry.writeBigInt64LE(BigInt(addressOf(word)), 16);
      rela.push(entry);
    }
  }
  const names = Buffer.from(SECTION_NAMES.map((name) => `${name}\0`).join(''));
  const contents = [Buffer.alloc(0), rodata, data, Buffer.concat(rela), names];
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01', 'latin1');
  const sections = contents.map((content, at) => {
    const section = Buffer.alloc(64);
    section.writeUInt32LE(names.indexOf(`${SECTION_NAMES[at]}\0`), 0);
    section.writeBigUInt64LE(BigInt([0, STRINGS, DATA, 0, 0][at] ?? 0), 16);
    section.writeBigUInt64LE(BigInt(contents.slice(0, at).reduce((sum, each) => sum + each.length, 64)), 24);
    section.writeBigUInt64LE(BigInt(content.length), 32);
    return section;
  });
  header.writeBigUInt64LE(BigInt(contents.reduce((sum, each) => sum + each.length, 64)), 40);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(contents.length, 60);
  header.writeUInt16LE(contents.length - 1, 62);
  return Buffer.concat([header, ...contents, ...sections]);
}

test.each([
  [
    'a number before each name',
    [1n, 'R_OK', 2n, 'W_OK'],
    [
      [
        ['R_OK', 1n],
        ['W_OK', 2n],
      ],
    ],
  ],
  [
    'two tables, with something between',
    [1n, 'A_X', 0n, 0n, 7n, 'B_X', 8n, 'B_Y'],
    [
      [['A_X', 1n]],
      [
        ['B_X', 7n],
        ['B_Y', 8n],
      ],
    ],
  ],
  ['names alone are no table', ['A_X', 'B_X', 0n, 0n, 'C_X', 5n], [[['C_X', 0n]]]],
])('%s', (_, words, before) => expect(namedTables(program(words))).toEqual({ before, behind: [] }));

test('a long table has its numbers behind', () => {
  const words = Array.from({ length: 900 }, (_, at) => [`N_${at}`, BigInt(at)]).flat();
  const { before, behind } = namedTables(program([0n, ...words, 0n]));
  expect([before, behind.length, behind[0]?.[899]]).toEqual([[], 1, ['N_899', 899n]]);
});

test('another file is refused', () => expect(() => namedTables(Buffer.alloc(64))).toThrow('no ELF file'));
