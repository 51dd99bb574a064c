import { type Arch, nameOf, parametersOf } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import type { SeenAction, TracedCall } from '../LineReader.ts';

/** What a trace tells of a register of which it shows these lower 32 bits and no more: a number below 0, which no whole register is. */
export const lowerHalf = (value: bigint): bigint => ~BigInt.asUintN(32, value);

/** The lower half, where that alone is known. */
const lowerOf = (told: bigint | undefined): bigint | undefined =>
  told === undefined || told >= 0n ? undefined : ~told;

/** The values that one register had in the calls of one number, each by a small number of its own: 0 stands for an unknown one. */
class Register {
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

/**
 * What an argument is called that says what a call does, as its prototype names it (include/linux/syscalls.h). All others are addresses, descriptors, sizes
 * and processes.
 */
const TELLING =
  /flags|cmd|^op$|option|optname|level|prot|family|type|code|request|^call$|^how$|which|whence|mode|^sig$|advice|personality|action|^func$/;

/** Whether an argument with this name says what a call does. */
export const tellsWhat = (parameter: string): boolean => TELLING.test(parameter);

/** The line that told a call first. */
export interface First extends Pick<TracedCall, 'pid' | 'comm' | 'result' | 'line'> {
  span: Span;
}

/** Calls of one number that a trace tells alike. */
export interface Entry {
  /** By register, its value's number; 0 for one that was dropped. */
  readonly ids: number[];
  outcome: string;
  seen: SeenAction | undefined;
  /** It counts for two ABIs. */
  isEither: boolean;
  count: number;
  first: First | undefined;
  /** What it was put together with, once a register was dropped. */
  into: Entry | undefined;
}

const REGISTERS = [0, 1, 2, 3, 4, 5] as const;
/** The outcome of a call that has not come back, or of which the trace tells none. */
export const NO_OUTCOME = '';
/** A call that is told in more ways loses the registers that differ most. */
const MOST_ENTRIES = 1000;
/** Above so many of all calls together, fewer are kept of each. */
const MOST_IN_ALL = 40_000;
const MOST_OF_MANY = 100;
/** Above this, hardly any: a trace of nothing but rare calls. */
const TOO_MANY = 80_000;
const MOST_OF_TOO_MANY = 10;
/** The table of the entries has at least so many places for each. */
const ROOM = 4;
const LEAST_ROOM = 16;
/** FNV-1a (draft-eastlake-fnv). */
const FNV_PRIME = 0x01000193;

/** How many entries there are of all calls of a trace. */
interface Total {
  entries: number;
}

/** The calls of one number in a trace, merged where they are told alike. */
export class CallKind {
  readonly registers: readonly Register[] = REGISTERS.map((index) => new Register(() => this.#use(index)));
  readonly #arch: Arch;
  readonly #syscall: number;
  readonly #total: Total;
  /** The entries' numbers from 1, by a hash of what they are told apart by; 0 where none stands. */
  #table = new Int32Array(LEAST_ROOM);
  #entries: Entry[] = [];
  /** The registers that have values. */
  #telling: readonly number[] = [];
  /** What came of the calls differed in so many ways that it is unknown in all of them. */
  #isOutcomeDropped = false;
  #last: Entry | undefined;

  constructor(arch: Arch, syscall: number, total: Total) {
    this.#arch = arch;
    this.#syscall = syscall;
    this.#total = total;
  }

  /** The entry of a call with these values, by their numbers, of which something came out. */
  entryOf(ids: readonly number[], outcome: string, seen?: SeenAction, isEither = false): Entry {
    const came = this.#isOutcomeDropped ? NO_OUTCOME : outcome;
    const last = this.#last;
    if (last !== undefined && isAlike(last, ids, came, seen, isEither)) return last;
    const place = this.#placeOf(ids, came, seen, isEither);
    const known = this.#entryAt(place);
    this.#last = known;
    if (known !== undefined) return known;
    const entry: Entry = { ids: [...ids], outcome: came, seen, isEither, count: 0, first: undefined, into: undefined };
    this.#put(entry, place);
    this.#total.entries += 1;
    const most = mostOf(this.#total.entries);
    if (this.#entries.length <= most) return entry;
    this.#narrow(most);
    return lastOf(entry);
  }

  /** How many calls there are. */
  count(): number {
    return this.#entries.reduce((sum, { count }) => sum + count, 0);
  }

  calls(): TracedCall[] {
    const varied = REGISTERS.filter((index) => this.registers[index]?.isDropped);
    return this.#entries.flatMap((entry) => {
      const { count, first: example, seen, isEither, ids } = entry;
      if (count === 0 || example === undefined) return [];
      const { result, ...first } = example;
      const told = this.registers.map((register, index) => register.valueOf(ids[index] ?? 0));
      const lower = told.map(lowerOf);
      const args = told.map((value, index) => (lower[index] === undefined ? value : undefined));
      const call: TracedCall = {
        ...{ arch: this.#arch, syscall: this.#syscall, args, ...first, count },
        ...(lower.some((value) => value !== undefined) && { lower }),
        ...(result !== undefined && !this.#isOutcomeDropped && { result }),
        ...(seen !== undefined && { seen }),
        ...(isEither && { isEither }),
        ...(varied.length > 0 && { varied }),
      };
      return [call];
    });
  }

  #entryAt(place: number): Entry | undefined {
    const number = this.#table[place] ?? 0;
    return number === 0 ? undefined : this.#entries[number - 1];
  }

  /** Where an entry stands in the table, or would stand. */
  #placeOf(ids: readonly number[], outcome: string, seen: SeenAction | undefined, isEither: boolean): number {
    const most = this.#table.length - 1;
    let hash = outcome.length;
    for (const id of ids) hash = Math.imul(hash ^ id, FNV_PRIME);
    for (let place = (hash ^ (hash >>> 15)) & most; ; place = (place + 1) & most) {
      const entry = this.#entryAt(place);
      if (entry === undefined || isAlike(entry, ids, outcome, seen, isEither)) return place;
    }
  }

  #put(entry: Entry, place: number): void {
    this.#table[place] = this.#entries.push(entry);
    if (this.#entries.length * ROOM <= this.#table.length) return;
    this.#table = new Int32Array(2 * this.#table.length);
    for (const [index, { ids, outcome, seen, isEither }] of this.#entries.entries())
      this.#table[this.#placeOf(ids, outcome, seen, isEither)] = index + 1;
  }

  /** A register has its first value that is known. */
  #use(index: number): void {
    this.#telling = [...this.#telling, index];
  }

  /** Drops the registers with the most values until half as many entries are left, and what came of the calls where that is not enough. */
  #narrow(most: number): void {
    const names = parametersOf(this.#arch, nameOf(this.#arch, this.#syscall) ?? '');
    while (this.#entries.length > most / 2) {
      const widest = this.#telling
        .map((index) => ({ index, values: new Set(this.#entries.map(({ ids }) => ids[index])).size }))
        .filter(({ values }) => values > 1)
        .map((each) => ({ ...each, tells: tellsWhat(names?.[each.index]?.name ?? '') }))
        .sort((a, b) => Number(a.tells) - Number(b.tells) || b.values - a.values)[0];
      if (widest !== undefined) this.#drop(widest.index);
      // Only what came of the calls still differs, in more ways than Linux has errors.
      else if (this.#entries.length > most && !this.#isOutcomeDropped) this.#isOutcomeDropped = true;
      else return;
      this.#merge();
    }
  }

  #drop(index: number): void {
    this.registers[index]?.drop();
    this.#telling = this.#telling.filter((each) => each !== index);
    for (const entry of this.#entries) entry.ids[index] = 0;
  }

  /** Puts together the entries that nothing tells apart any more. */
  #merge(): void {
    const entries = this.#entries;
    this.#total.entries -= entries.length;
    this.#table = new Int32Array(LEAST_ROOM);
    this.#entries = [];
    this.#last = undefined;
    for (const entry of entries) {
      if (this.#isOutcomeDropped) entry.outcome = NO_OUTCOME;
      const place = this.#placeOf(entry.ids, entry.outcome, entry.seen, entry.isEither);
      const known = this.#entryAt(place);
      if (known === undefined) this.#put(entry, place);
      else {
        entry.into = known;
        tell(known, entry.count, entry.first);
      }
    }
    this.#total.entries += this.#entries.length;
  }
}

function mostOf(total: number): number {
  if (total > TOO_MANY) return MOST_OF_TOO_MANY;
  return total > MOST_IN_ALL ? MOST_OF_MANY : MOST_ENTRIES;
}

/** Whether an entry is of calls with these values, of which the same came. */
function isAlike(
  entry: Entry,
  ids: readonly number[],
  outcome: string,
  seen: SeenAction | undefined,
  isEither: boolean,
): boolean {
  const own = entry.ids;
  for (let index = 0; index < REGISTERS.length; index += 1) if (own[index] !== ids[index]) return false;
  return entry.outcome === outcome && entry.seen === seen && entry.isEither === isEither;
}

/** The entry that this one has become. */
export function lastOf(entry: Entry): Entry {
  let last = entry;
  while (last.into !== undefined) last = last.into;
  return last;
}

/** Counts further calls of an entry; its example is the one that stands first. */
export function tell(entry: Entry, count: number, first: First | undefined): void {
  entry.count += count;
  if (first !== undefined && (entry.first === undefined || first.span.start < entry.first.span.start))
    entry.first = first;
}

/** How often a trace has a call, whatever its arguments. */
export interface CountedCall {
  arch: Arch;
  /** seccomp_data.nr */
  syscall: number;
  count: number;
}

/** How often each call comes in traces, in the order of the first of each. */
export function countCalls(calls: readonly Pick<TracedCall, 'arch' | 'syscall' | 'count'>[]): readonly CountedCall[] {
  const counted = new Map<string, CountedCall>();
  for (const { arch, syscall, count } of calls) {
    const name = `${arch} ${syscall}`;
    counted.set(name, { arch, syscall, count: (counted.get(name)?.count ?? 0) + count });
  }
  return [...counted.values()];
}
