/**
 * A text beside the codes of its characters, a byte each: what is ASCII as it is, any other character as NOT_ASCII. Looking at bytes takes a fraction of
 * what asking a string for its characters takes. Behind the last character stands a line break.
 */
export interface CodedText {
  readonly text: string;
  readonly codes: Uint8Array;
  /** The same bytes. */
  readonly view: DataView;
}

export const NOT_ASCII = 0x80;
const LINE_BREAK = 0x0a;
/** What is shorter is told character by character: the encoder has to be called. */
const SHORT = 64;
const ENCODER = /* @__PURE__ */ new TextEncoder();

/** Makes coded texts, one after another: the codes of one are there until the next is made. */
export class TextCoder {
  #room = new Uint8Array(SHORT);
  #view = new DataView(this.#room.buffer);

  code(text: string): CodedText {
    const { length } = text;
    if (this.#room.length <= length) {
      this.#room = new Uint8Array(2 * length);
      this.#view = new DataView(this.#room.buffer);
    }
    const codes = this.#room;
    if (length < SHORT || !isEncoded(text, codes)) {
      for (let at = 0; at < length; at += 1) codes[at] = Math.min(text.charCodeAt(at), NOT_ASCII);
    }
    codes[length] = LINE_BREAK;
    return { text, codes, view: this.#view };
  }
}

/** Encodes a text of nothing but ASCII, whose characters are a byte each in UTF-8, and no others are. */
function isEncoded(text: string, codes: Uint8Array): boolean {
  const { read, written } = ENCODER.encodeInto(text, codes);
  return read === text.length && written === read;
}

/** Whether these words, by their codes, stand at a place. */
export function standsAt(codes: Uint8Array, at: number, words: Uint8Array): boolean {
  for (let index = 0; index < words.length; index += 1) if (codes[at + index] !== words[index]) return false;
  return true;
}

/** The codes of words that are looked for. */
export const codesOf = (words: string): Uint8Array => ENCODER.encode(words);
