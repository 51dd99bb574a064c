import type { Arch } from '../../linux/index.ts';
import type { CallKind } from '../collect/CallKind.ts';
import { copied } from '../collect/copied.ts';
import type { ArgumentPlaces } from './ArgumentPlaces.ts';
import { readRegister, readRegisters } from './readRegisters.ts';
import { decidingArgument, type Place, registersOf } from './registersOf.ts';

/** So many printed arguments of a register are remembered with their values. */
const MOST_TEXTS = 4000;
/** A text that is longer is not worth remembering. */
const LONGEST_TEXT = 200;

/** What was read of the texts of one register: the number of each value. */
interface Known {
  texts: Map<string, number>;
  /** Of a single digit, by the digit. */
  digits: (number | undefined)[];
}

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
  readonly #places = new Map<number | string, readonly (number | undefined)[] | 'mixed'>();
  readonly #known: readonly Known[] = [0, 1, 2, 3, 4, 5].map(() => ({ texts: new Map(), digits: [] }));

  constructor(arch: Arch, call: string, kind: CallKind) {
    this.#arch = arch;
    this.#call = call;
    this.#kind = kind;
    this.#deciding = decidingArgument(arch, call);
  }

  /** Fills `ids` from the arguments of a call in a text. */
  read(text: string, list: ArgumentPlaces): void {
    const { registers } = this.#kind;
    const places = this.#placesOf(text, list);
    if (places === 'mixed') {
      const values = readRegisters(this.#arch, this.#call, list.texts(text));
      for (const [index, value] of values.entries()) this.ids[index] = registers[index]?.idOf(value) ?? 0;
      return;
    }
    this.ids.fill(0);
    for (let index = 0; index < places.length; index += 1) {
      const register = places[index];
      if (register === undefined || registers[register]?.isDropped !== false) continue;
      this.ids[register] = this.#idOf(register, text, list.from(index), list.to(index));
    }
  }

  #idOf(register: number, text: string, from: number, to: number): number {
    const begins = text.charCodeAt(from);
    // What lies at an address is shown in its place: " [ {
    if (begins === 0x22 || begins === 0x5b || begins === 0x7b) return 0;
    const known = this.#known[register];
    if (known === undefined) return 0;
    if (to - from === 1 && begins >= 0x30 && begins <= 0x39) {
      const digit = begins - 0x30;
      const id = known.digits[digit] ?? this.#read(register, text.slice(from, to));
      known.digits[digit] = id;
      return id;
    }
    const printed = text.slice(from, to);
    const id = known.texts.get(printed);
    if (id !== undefined) return id;
    const read = this.#read(register, printed);
    if (printed.length > LONGEST_TEXT) return read;
    if (known.texts.size >= MOST_TEXTS) known.texts.clear();
    known.texts.set(copied(printed), read);
    return read;
  }

  #read(register: number, printed: string): number {
    return this.#kind.registers[register]?.idOf(readRegister(this.#arch, this.#call, register, printed)) ?? 0;
  }

  /** The register of each argument; 'mixed' where the arguments have to be put together. */
  #placesOf(text: string, list: ArgumentPlaces): readonly (number | undefined)[] | 'mixed' {
    const deciding = this.#deciding;
    if (deciding === 'all') return 'mixed';
    const { count } = list;
    const own =
      deciding === 'none' || deciding >= count
        ? count
        : `${count} ${text.slice(list.from(deciding), list.to(deciding))}`;
    const known = this.#places.get(own);
    if (known !== undefined) return known;
    const places = registersOf(this.#arch, this.#call, list.texts(text)).slice(0, count);
    const found = places.every(isAlone) ? places : 'mixed';
    if (this.#places.size >= MOST_TEXTS) this.#places.clear();
    this.#places.set(typeof own === 'string' ? copied(own) : own, found);
    return found;
  }
}

const isAlone = (place: Place): place is number | undefined => place === undefined || typeof place === 'number';
