/** A name of a program's tables with the number beside it. */
export type NamedValue = readonly [name: string, value: bigint];

/** Tables of names of a program: `before` has the number in front of each name, as strace's struct xlat_data, `behind` has it after, as its ioctls. */
export interface NamedTables {
  before: readonly (readonly NamedValue[])[];
  behind: readonly (readonly NamedValue[])[];
}

interface Section {
  name: string;
  address: number;
  offset: number;
  size: number;
}

/** An entry of a table: a pointer and a number of 64 bits. */
const ENTRY = 16;
const POINTER = 8;
/** R_X86_64_RELATIVE, R_AARCH64_RELATIVE: the word at the place is an address of the program itself (elf.h). */
const RELATIVE: readonly number[] = [8, 1027];
/** A table of so many rows without a number before its first name has its numbers behind. */
const LONG = 900;

/**
 * The tables of names in a position-independent program of 64 bits, little-endian (elf(5)): rows of a pointer to a string and a number, whose pointers
 * are the relocations that the loader makes. Throws where the file is no such program.
 */
export function namedTables(file: Buffer): NamedTables {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1)
    throw new Error('no ELF file of 64 bits, little-endian');
  const sections = sectionsOf(file);
  const strings = section(sections, '.rodata');
  const data = section(sections, '.data.rel.ro');
  const pointers = relocations(file, section(sections, '.rela.dyn'));
  const isString = (place: number) => {
    const to = pointers.get(place);
    return to !== undefined && to >= strings.address && to < strings.address + strings.size;
  };
  const text = (place: number) => {
    const start = (pointers.get(place) ?? 0) - strings.address + strings.offset;
    return file.toString('latin1', start, file.indexOf(0, start));
  };
  const number = (place: number) => file.readBigUInt64LE(place - data.address + data.offset);
  const inData = (place: number) => place >= data.address + POINTER && place < data.address + data.size - POINTER;
  const before: NamedValue[][] = [];
  const behind: NamedValue[][] = [];
  const done = new Set<number>();
  for (const start of [...pointers.keys()].sort((a, b) => a - b)) {
    if (done.has(start) || !inData(start) || !isString(start)) continue;
    const rows = [start];
    for (let next = start + ENTRY; isString(next) && !pointers.has(next - POINTER); next += ENTRY) rows.push(next);
    for (const row of rows) done.add(row);
    if (pointers.has(start - POINTER)) continue;
    if (rows.length < LONG) before.push(rows.map((row) => [text(row), number(row - POINTER)]));
    else behind.push(rows.map((row) => [text(row), number(row + POINTER)]));
  }
  return { before, behind };
}

function sectionsOf(file: Buffer): Section[] {
  const [start, size, count, names] = [
    Number(file.readBigUInt64LE(40)),
    file.readUInt16LE(58),
    file.readUInt16LE(60),
    file.readUInt16LE(62),
  ];
  const headers = Array.from({ length: count }, (_, index) => start + index * size);
  const namesAt = Number(file.readBigUInt64LE((headers[names] ?? 0) + 24));
  return headers.map((header) => {
    const name = namesAt + file.readUInt32LE(header);
    const [address = 0, offset = 0, length = 0] = [16, 24, 32].map((field) =>
      Number(file.readBigUInt64LE(header + field)),
    );
    return { name: file.toString('latin1', name, file.indexOf(0, name)), address, offset, size: length };
  });
}

function section(sections: readonly Section[], name: string): Section {
  const found = sections.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no section ${name}`);
  return found;
}

/** Where an address of the program is written, and which. */
function relocations(file: Buffer, { offset, size }: Section): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = offset; at < offset + size; at += 24) {
    if (!RELATIVE.includes(file.readUInt32LE(at + 8))) continue;
    found.set(Number(file.readBigUInt64LE(at)), Number(file.readBigInt64LE(at + 16)));
  }
  return found;
}
