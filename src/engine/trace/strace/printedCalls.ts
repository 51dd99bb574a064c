import { ARCHITECTURES, type Arch, errnoNumber, multiplexerOf, numberOf, syscallsOf } from '../../linux/index.ts';
import { type CallKind, type Entry, NO_OUTCOME } from '../collect/CallKind.ts';
import { type Collected, copied, RETURNED } from '../collect/collectCalls.ts';
import { type CodedText, codesOf, standsAt } from '../cutLines.ts';
import type { Line } from '../LineReader.ts';
import { changesPrograms } from './programs.ts';
import { KnownTexts, RegisterReader } from './RegisterReader.ts';
import type { StraceScan } from './tellingOf.ts';

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

/** Calls that wait for their end: so many are kept, with so many characters of their lines. Linux has 4,194,304 processes at most (linux/threads.h, PID_MAX_LIMIT). */
const MOST_BEGUN = 50_000;
const MOST_CHARACTERS = 8_000_000;
/** A process is in one call at a time. */
const MOST_OF_ONE = 8;

const NONE: readonly Line[] = [];

/** A call that another process came between: its name, and the line that began it. */
interface Begun {
  name: string;
  line: Line;
}

/** The lines that began a call whose end a later line has. */
interface BegunCalls {
  /** Keeps one. Gives the lines that leave: the older half, where the room is full. */
  keep(pid: number, name: string, line: Line): readonly Line[];
  /** The line that began the call of this name in a process. */
  find(pid: number, name: string): Line | undefined;
  /** The process that has some, where there is one alone. */
  only(): number | undefined;
  forget(pid: number, name: string): void;
  /** Takes all of one process; of all processes, where none is given. */
  takeAll(pid?: number): readonly Line[];
}

export function begunCalls(): BegunCalls {
  /** By process, the one that came first being the first. */
  const begun = new Map<number, Begun[]>();
  let count = 0;
  let characters = 0;

  function leave(pid: number, own: readonly Begun[]): readonly Line[] {
    begun.delete(pid);
    count -= own.length;
    for (const { line } of own) characters -= line.text.length;
    return own.map(({ line }) => line);
  }

  function forget(pid: number, name: string): void {
    const own = begun.get(pid);
    const place = own?.findIndex((each) => each.name === name) ?? -1;
    const line = own?.[place]?.line;
    if (own === undefined || line === undefined) return;
    if (own.length === 1) begun.delete(pid);
    else own.splice(place, 1);
    count -= 1;
    characters -= line.text.length;
  }

  function put(pid: number, name: string, line: Line): void {
    const own = begun.get(pid);
    if (own === undefined) begun.set(pid, [{ name, line }]);
    else own.push({ name, line });
    count += 1;
    characters += line.text.length;
  }

  return {
    keep(pid, name, line) {
      put(pid, name, line);
      if ((begun.get(pid)?.length ?? 0) > MOST_OF_ONE) return leave(pid, begun.get(pid) ?? []);
      if (count <= MOST_BEGUN && characters <= MOST_CHARACTERS) return NONE;
      const left: Line[] = [];
      // Many at once: a map looks at each place that was emptied before it finds its first.
      for (const [oldest, own] of begun) {
        if (2 * count <= MOST_BEGUN && 2 * characters <= MOST_CHARACTERS) break;
        left.push(...leave(oldest, own));
      }
      return left;
    },
    find: (pid, name) => begun.get(pid)?.find((each) => each.name === name)?.line,
    only: () => (begun.size === 1 ? begun.keys().next().value : undefined),
    forget,
    takeAll: (pid) => {
      const of = pid === undefined ? [...begun] : [[pid, begun.get(pid) ?? []] as const];
      return of.flatMap(([process, own]) => leave(process, own));
    },
  };
}
