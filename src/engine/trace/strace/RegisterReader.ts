import type { Arch } from '../../linux/index.ts';
import type { CodedText } from '../CodedText.ts';
import type { CallKind } from '../collect/CallKind.ts';
import type { ArgumentPlaces } from './ArgumentPlaces.ts';
import type { KnownTexts } from './KnownTexts.ts';
import { readRegister, readRegisters } from './readRegisters.ts';
import { decidingArgument, type Place, registersOf } from './registersOf.ts';

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
