/** More than any call has: of a line with more, the room is not kept. */
const MOST_KEPT = 64;

/** Where the arguments of a call begin and end in a text. One serves one line after another: an array that is emptied would get its room anew each time. */
export class ArgumentPlaces {
  count = 0;
  #list: number[] = [];

  clear(): void {
    if (this.count > MOST_KEPT) this.#list = [];
    this.count = 0;
  }

  add(from: number, to: number): void {
    const at = 2 * this.count;
    this.#list[at] = from;
    this.#list[at + 1] = to;
    this.count += 1;
  }

  from(index: number): number {
    return this.#list[2 * index] ?? 0;
  }

  to(index: number): number {
    return this.#list[2 * index + 1] ?? 0;
  }

  /** The arguments themselves. */
  texts(text: string): string[] {
    return Array.from({ length: this.count }, (_, index) => text.slice(this.from(index), this.to(index)));
  }
}
