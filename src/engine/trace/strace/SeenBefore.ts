const LEAST = 1 << 6;
const MOST = 1 << 15;

/** Tells by its hash whether a text was seen lately: most texts of a trace that come once never come again. Another text of the same hash counts as seen. */
export class SeenBefore {
  #hashes = new Int32Array(LEAST);
  #noted = 0;

  /** Notes it for the next time. */
  has(hash: number): boolean {
    const place = hash & (this.#hashes.length - 1);
    if (this.#hashes[place] === hash) return true;
    this.#hashes[place] = hash;
    this.#noted += 1;
    if (this.#noted > this.#hashes.length && this.#hashes.length < MOST)
      this.#hashes = new Int32Array(2 * this.#hashes.length);
    return false;
  }
}
