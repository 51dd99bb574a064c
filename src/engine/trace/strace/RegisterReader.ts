import type { Arch } from '../../linux/index.ts';
import type { CallKind } from '../collect/CallKind.ts';
import { type CodedText, NOT_ASCII } from '../cutLines.ts';
import { decidingArgument, type Place, readRegister, readRegisters, registersOf } from './readRegisters.ts';
import type { ArgumentPlaces } from './splitLine.ts';

const LEAST_SLOTS = 1 << 6;
const MOST_SLOTS = 1 << 14;
const LEAST_ROOM = 1 << 9;
const MOST_ROOM = 1 << 21;
/** So many places are looked at for a text: one of many that fall together is not remembered. */
const MOST_LOOKS = 16;
/** Of each text: its hash, whose it is (0: nobody's), where it stands, and how long it is. */
const FIELDS = 4;
/** A text that is longer is not worth remembering. */
const LONGEST_TEXT = 200;
const WORD = 4;
/** FNV-1a (draft-eastlake-fnv), of four characters at a time. */
const FNV_PRIME = 0x01000193;
const FNV_BASIS = 0x811c9dc5;

/**
 * What texts of ASCII were read as, by their owner: found by their codes, without cutting them out. The room has a bound; where it is full, all are
 * forgotten.
 */
export class KnownTexts<Value> {
  #slots = new Int32Array(LEAST_SLOTS * FIELDS);
  #values: (Value | undefined)[] = emptied(LEAST_SLOTS);
  #room = new Uint8Array(LEAST_ROOM);
  #view = new DataView(this.#room.buffer);
  #mask = LEAST_SLOTS - 1;
  #end = 0;
  #count = 0;
  #owners = 0;
  /** The hash of the text that was looked for last. */
  hash = 0;

  /** The first of so many owners that nobody else has. */
  owners(count: number): number {
    const first = this.#owners + 1;
    this.#owners += count;
    return first;
  }

  /** What the text between two places was read as; undefined where that is not known. */
  find(owner: number, { view }: CodedText, from: number, to: number): Value | undefined {
    const length = to - from;
    this.hash = 0;
    if (length > LONGEST_TEXT) return undefined;
    const hash = hashOf(owner, view, from, to);
    this.hash = hash;
    const slots = this.#slots;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const place = (hash + look) & this.#mask;
      const slot = place * FIELDS;
      const own = slots[slot + 1];
      if (own === 0) return undefined;
      if (slots[slot] !== hash || own !== owner || slots[slot + 3] !== length) continue;
      if (isSame(this.#view, slots[slot + 2] ?? 0, view, from, length)) return this.#values[place];
    }
    return undefined;
  }

  /** Remembers what a text that is not known was read as. */
  add(owner: number, { codes, view }: CodedText, from: number, to: number, value: Value): void {
    const length = to - from;
    if (length > LONGEST_TEXT) return;
    for (let at = from; at < to; at += 1) if ((codes[at] ?? 0) >= NOT_ASCII) return;
    if (2 * (this.#count + 1) > this.#mask) this.#makeSlots();
    if (this.#end + length > this.#room.length) this.#makeRoom();
    const hash = hashOf(owner, view, from, to);
    const place = this.#placeFor(hash);
    if (place === -1) return;
    this.#put(place, hash, owner, this.#end, length, value);
    for (let at = from; at < to; at += 1) this.#room[this.#end + at - from] = codes[at] ?? 0;
    this.#end += length;
    this.#count += 1;
  }

  #put(place: number, hash: number, owner: number, from: number, length: number, value: Value | undefined): void {
    const slot = place * FIELDS;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = owner;
    this.#slots[slot + 2] = from;
    this.#slots[slot + 3] = length;
    this.#values[place] = value;
  }

  /** Where a text of this hash may be put down; -1 where others have all of its places. */
  #placeFor(hash: number): number {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const place = (hash + look) & this.#mask;
      if (this.#slots[place * FIELDS + 1] === 0) return place;
    }
    return -1;
  }

  #makeSlots(): void {
    if (this.#mask + 1 >= MOST_SLOTS) {
      this.#forget();
      return;
    }
    const slots = this.#slots;
    const values = this.#values;
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(2 * slots.length);
    this.#values = emptied(this.#mask + 1);
    for (let before = 0; before < values.length; before += 1) {
      const slot = before * FIELDS;
      const hash = slots[slot] ?? 0;
      const place = slots[slot + 1] === 0 ? -1 : this.#placeFor(hash);
      if (place === -1) continue;
      this.#put(place, hash, slots[slot + 1] ?? 0, slots[slot + 2] ?? 0, slots[slot + 3] ?? 0, values[before]);
    }
  }

  #makeRoom(): void {
    const before = this.#room;
    if (before.length >= MOST_ROOM) {
      this.#forget();
      return;
    }
    this.#room = new Uint8Array(2 * before.length);
    this.#room.set(before);
    this.#view = new DataView(this.#room.buffer);
  }

  #forget(): void {
    this.#slots.fill(0);
    this.#values.fill(undefined);
    this.#end = 0;
    this.#count = 0;
  }
}

const emptied = (length: number): undefined[] => Array.from({ length });

/** Of a text that is not a multiple of four long, the last four are taken once more. */
function hashOf(owner: number, view: DataView, from: number, to: number): number {
  let hash = Math.imul(FNV_BASIS ^ owner, FNV_PRIME);
  if (to - from < WORD) {
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ view.getUint8(at), FNV_PRIME);
    return hash ^ (hash >>> 15);
  }
  const last = to - WORD;
  for (let at = from; at < last; at += WORD) {
    hash = Math.imul(hash ^ view.getInt32(at, true), FNV_PRIME);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ view.getInt32(last, true), FNV_PRIME);
  return hash ^ (hash >>> 15);
}

function isSame(kept: DataView, place: number, view: DataView, from: number, length: number): boolean {
  if (length < WORD) {
    for (let at = 0; at < length; at += 1) if (kept.getUint8(place + at) !== view.getUint8(from + at)) return false;
    return true;
  }
  const last = length - WORD;
  for (let at = 0; at < last; at += WORD)
    if (kept.getInt32(place + at, true) !== view.getInt32(from + at, true)) return false;
  return kept.getInt32(place + last, true) === view.getInt32(from + last, true);
}

/** What is remembered besides the texts of six registers: by how many arguments there are, where each stands. */
const MOST_ARGUMENTS = 8;
const REGISTERS = 6;
const OWNERS = REGISTERS + MOST_ARGUMENTS;

type Places = readonly (number | undefined)[] | 'mixed';

/**
 * Reads the registers of one call of an ABI from its printed arguments, at their places in a text, as `readRegisters` does: what was printed once is not
 * worked out again, and a register that the calls have lost by its many values is not read.
 */
export class RegisterReader {
  /** By register, the number of the value. */
  readonly ids: number[] = [0, 0, 0, 0, 0, 0];
  readonly #arch: Arch;
  readonly #call: string;
  readonly #kind: CallKind;
  readonly #deciding: number | 'none' | 'all';
  readonly #known: KnownTexts<number>;
  /** The first of its texts' owners. */
  readonly #owner: number;
  /** By how many arguments there are, where no argument decides. */
  readonly #byCount: (Places | undefined)[] = [];
  /** Those that an argument has decided, by the number that its text is remembered with. */
  readonly #decided: Places[] = [];

  constructor(arch: Arch, call: string, kind: CallKind, known: KnownTexts<number>) {
    this.#arch = arch;
    this.#call = call;
    this.#kind = kind;
    this.#deciding = decidingArgument(arch, call);
    this.#known = known;
    this.#owner = known.owners(OWNERS);
  }

  /** Fills `ids` from the arguments of a call in a text. */
  read(piece: CodedText, list: ArgumentPlaces): void {
    const { registers } = this.#kind;
    const places = this.#placesOf(piece, list);
    const { ids } = this;
    if (places === 'mixed') {
      const values = readRegisters(this.#arch, this.#call, list.texts(piece.text));
      for (const [index, value] of values.entries()) ids[index] = registers[index]?.idOf(value) ?? 0;
      return;
    }
    for (let index = 0; index < REGISTERS; index += 1) ids[index] = 0;
    for (let index = 0; index < places.length; index += 1) {
      const register = places[index];
      if (register === undefined || registers[register]?.isDropped !== false) continue;
      ids[register] = this.#idOf(register, piece, list.from(index), list.to(index));
    }
  }

  #idOf(register: number, piece: CodedText, from: number, to: number): number {
    const begins = piece.codes[from];
    // What lies at an address is shown in its place: " [ {
    if (begins === 0x22 || begins === 0x5b || begins === 0x7b) return 0;
    const owner = this.#owner + register;
    const known = this.#known.find(owner, piece, from, to);
    if (known !== undefined) return known;
    const printed = piece.text.slice(from, to);
    const value = readRegister(this.#arch, this.#call, register, printed);
    const id = this.#kind.registers[register]?.idOf(value) ?? 0;
    this.#known.add(owner, piece, from, to, id);
    return id;
  }

  /** The register of each argument; 'mixed' where the arguments have to be put together. */
  #placesOf(piece: CodedText, list: ArgumentPlaces): Places {
    const deciding = this.#deciding;
    const { count } = list;
    if (deciding === 'all') return 'mixed';
    if (count >= MOST_ARGUMENTS) return this.#readPlaces(piece, list);
    if (deciding === 'none' || deciding >= count) {
      const places = this.#byCount[count] ?? this.#readPlaces(piece, list);
      this.#byCount[count] = places;
      return places;
    }
    const owner = this.#owner + REGISTERS + count;
    const [from, to] = [list.from(deciding), list.to(deciding)];
    const known = this.#known.find(owner, piece, from, to);
    const decided = known === undefined ? undefined : this.#decided[known];
    if (decided !== undefined) return decided;
    const places = this.#readPlaces(piece, list);
    const at = this.#decided.findIndex((each) => `${each}` === `${places}`);
    this.#known.add(owner, piece, from, to, at === -1 ? this.#decided.push(places) - 1 : at);
    return places;
  }

  #readPlaces({ text }: CodedText, list: ArgumentPlaces): Places {
    const places = registersOf(this.#arch, this.#call, list.texts(text)).slice(0, list.count);
    return places.every(isAlone) ? places : 'mixed';
  }
}

const isAlone = (place: Place): place is number | undefined => place === undefined || typeof place === 'number';
