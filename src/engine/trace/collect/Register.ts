/** What a trace tells of a register of which it shows these lower 32 bits and no more: a number below 0, which no whole register is. */
export const lowerHalf = (value: bigint): bigint => ~BigInt.asUintN(32, value);

/** The lower half, where that alone is known. */
export const lowerOf = (told: bigint | undefined): bigint | undefined =>
  told === undefined || told >= 0n ? undefined : ~told;

/** The values that one register had in the calls of one number, each by a small number of its own: 0 stands for an unknown one. */
export class Register {
  /** It had too many values to tell calls apart by them: it is unknown in all. */
  isDropped = false;
  readonly #ids = new Map<bigint, number>();
  readonly #values: (bigint | undefined)[] = [undefined];
  readonly #onFirst: () => void;

  /** `onFirst` is told before the first value that is known gets its number. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
  }

  idOf(value: bigint | undefined): number {
    if (value === undefined || this.isDropped) return 0;
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    if (this.#values.length === 1) this.#onFirst();
    this.#ids.set(value, this.#values.length);
    return this.#values.push(value) - 1;
  }

  valueOf(id: number): bigint | undefined {
    return this.isDropped ? undefined : this.#values[id];
  }

  drop(): void {
    this.isDropped = true;
    this.#ids.clear();
    this.#values.length = 1;
  }
}
