import { ARCHITECTURES, type Arch, errnoNumber, multiplexerOf, numberOf, syscallsOf } from '../../linux/index.ts';
import { type CodedText, codesOf, standsAt } from '../CodedText.ts';
import { type CallKind, type Entry, NO_OUTCOME } from '../collect/CallKind.ts';
import { type Collected, RETURNED } from '../collect/collectCalls.ts';
import { copied } from '../collect/copied.ts';
import { KnownTexts } from './KnownTexts.ts';
import { changesPrograms } from './programs.ts';
import { RegisterReader } from './RegisterReader.ts';
import type { StraceScan } from './StraceScan.ts';

const LEAST = 1 << 6;
const MOST = 1 << 15;

/** Tells by its hash whether a text was seen lately: most texts of a trace that come once never come again. Another text of the same hash counts as seen. */
class SeenBefore {
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

/** What a call was read as that is printed with what came of it. */
interface PrintedCall {
  kind: CallKind;
  entry: Entry;
  /** Where what came of it stands, from the beginning of the name. */
  behind: number;
}

/** Reads calls where they stand in a text. */
interface PrintedCalls {
  /** What is printed between two places, where it was printed before. */
  known(arch: Arch, piece: CodedText, from: number, to: number): PrintedCall | undefined;
  /** The call that a scan has found; undefined where it takes `readCall` and `readResult` to tell. */
  read(arch: Arch, piece: CodedText, to: number): PrintedCall | undefined;
  /** The same, of what `known` was asked for last. */
  readNew(arch: Arch, piece: CodedText, from: number, to: number): PrintedCall | undefined;
}

/** A call whose arguments can be read at their places. */
interface Plan {
  kind: CallKind;
  registers: RegisterReader;
}

/** What an error is printed behind; its name begins with the last sign. */
const FAILED = /* @__PURE__ */ codesOf('-1 E');
/** Errors are of no ABI. */
const ANYBODY = 1;

export function printedCalls(native: Arch, collected: Collected, scan: StraceScan): PrintedCalls {
  const printed = new KnownTexts<number>();
  const plans = new KnownTexts<Plan>();
  const errors = new KnownTexts<string>();
  const calls = new KnownTexts<PrintedCall>();
  const seen = new SeenBefore();
  const owner = ownerOf(native);

  /** How the arguments of a call are read; undefined where the name does not tell the number, or the ABI has none of it. */
  function planAt(piece: CodedText, arch: Arch): Plan | undefined {
    const { nameFrom, nameTo } = scan;
    const of = arch === native ? owner : ownerOf(arch);
    const known = plans.find(of, piece, nameFrom, nameTo);
    if (known !== undefined) return known;
    const name = copied(piece.text.slice(nameFrom, nameTo));
    const syscall = numberOf(arch, name);
    if (
      syscall === undefined ||
      changesPrograms(name) ||
      (syscallsOf(arch).multiplexed && multiplexerOf(name) !== undefined)
    )
      return undefined;
    const kind = collected.kindOf(arch, syscall);
    if (kind === undefined) return undefined;
    const plan = { kind, registers: new RegisterReader(arch, name, kind, printed) };
    plans.add(of, piece, nameFrom, nameTo, plan);
    return plan;
  }

  /** What came of a call, as `readResult` reads it from the text behind `=`; undefined where it takes that to tell. */
  function outcomeAt(piece: CodedText, from: number, to: number): string | undefined {
    const { text, codes } = piece;
    const code = codes[from] ?? 0;
    if (code >= 0x30 && code <= 0x39) return RETURNED;
    if (code === 0x3f) return NO_OUTCOME;
    if (!standsAt(codes, from, FAILED)) return undefined;
    const begin = from + FAILED.length - 1;
    let end = begin + 1;
    while (end < to && isErrnoPart(codes[end] ?? 0)) end += 1;
    if (end === begin + 1 || (end < to && codes[end] !== 0x20)) return undefined;
    const known = errors.find(ANYBODY, piece, begin, end);
    if (known !== undefined) return known;
    const name = copied(text.slice(begin, end));
    if (errnoNumber(name, native) === undefined) return undefined;
    errors.add(ANYBODY, piece, begin, end, name);
    return name;
  }

  function read(arch: Arch, piece: CodedText, to: number): PrintedCall | undefined {
    const { nameFrom, behind } = scan;
    const plan = planAt(piece, arch);
    const outcome = plan && outcomeAt(piece, behind, to);
    if (plan === undefined || outcome === undefined) return undefined;
    const { kind, registers } = plan;
    registers.read(piece, scan.list);
    return { kind, entry: kind.entryOf(registers.ids, outcome), behind: behind - nameFrom };
  }

  return {
    known: (arch, piece, from, to) => calls.find(arch === native ? owner : ownerOf(arch), piece, from, to),
    read,
    readNew(arch, piece, from, to) {
      const isSeen = seen.has(calls.hash);
      const call = read(arch, piece, to);
      if (isSeen && call !== undefined) calls.add(ownerOf(arch), piece, from, to, call);
      return call;
    },
  };
}

/** An ABI as the owner of texts. */
const ownerOf = (arch: Arch): number => OWNERS.get(arch) ?? 0;
const OWNERS: ReadonlyMap<Arch, number> = /* @__PURE__ */ new Map(
  ARCHITECTURES.map(({ arch }, index) => [arch, index + 1]),
);

const isErrnoPart = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
