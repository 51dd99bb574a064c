import { type Arch, nameOf, parametersOf } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import type { SeenAction, TracedCall } from '../Trace.ts';
import { Register } from './Register.ts';

/** The line that told a call first. */
export interface First extends Pick<TracedCall, 'pid' | 'comm' | 'result' | 'line'> {
  span: Span;
}

/** Calls of one number that a trace tells alike. */
export interface Entry {
  /** By register, its value's number. */
  ids: readonly number[];
  outcome: string;
  seen: SeenAction | undefined;
  count: number;
  first: First | undefined;
  /** What it was put together with, once a register was dropped. */
  into: Entry | undefined;
}

const REGISTERS = [0, 1, 2, 3, 4, 5] as const;
/** A call that is told in more ways loses the registers that differ most. */
export const MOST_ENTRIES = 1000;
/** Above so many of all calls together, fewer are kept of each. */
const MOST_IN_ALL = 40_000;
const MOST_OF_MANY = 100;
/** Room for the number of a value in that of a step. */
const VALUES = 4096;

/**
 * What an argument is called that says what a call does, as its prototype names it (include/linux/syscalls.h): these are dropped after all others, which are
 * addresses, descriptors, sizes and processes.
 */
const TELLING =
  /flags|cmd|^op$|option|optname|level|prot|family|type|code|request|^call$|^how$|which|whence|mode|^sig$|advice|personality|action|^func$/;

/** How many entries there are of all calls of a trace. */
export interface Total {
  entries: number;
}

/** The calls of one number in a trace, merged where they are told alike. */
export class CallKind {
  readonly registers: readonly Register[] = REGISTERS.map((index) => new Register(() => this.#use(index)));
  readonly #arch: Arch;
  readonly #syscall: number;
  readonly #total: Total;
  /** From a step and the number of the next register's value to the next step; the last step is the entry's place. */
  readonly #steps = new Map<number, number>();
  readonly #outcomes = new Map<string, number>();
  /** The registers that tell calls apart: any of their values is known, and they are not dropped. */
  #telling: readonly number[] = [];
  #next = 0;
  #lastOutcome: string | undefined;
  #lastStep = 0;
  #places: (Entry | undefined)[] = [];
  #entries: Entry[] = [];

  constructor(arch: Arch, syscall: number, total: Total) {
    this.#arch = arch;
    this.#syscall = syscall;
    this.#total = total;
  }

  /** The entry of a call with these values, by their numbers, of which something came out. */
  entryOf(ids: readonly number[], outcome: string, seen?: SeenAction): Entry {
    const place = this.#placeOf(ids, seen === undefined ? outcome : `${outcome} ${seen}`);
    const known = this.#places[place];
    if (known !== undefined) return known;
    const entry: Entry = { ids: [...ids], outcome, seen, count: 0, first: undefined, into: undefined };
    this.#places[place] = entry;
    this.#entries.push(entry);
    this.#total.entries += 1;
    const most = this.#total.entries > MOST_IN_ALL ? MOST_OF_MANY : MOST_ENTRIES;
    if (this.#entries.length <= most || !this.#narrow(most)) return entry;
    return lastOf(entry);
  }

  /** The registers of an entry's calls. */
  argsOf({ ids }: Entry): TracedCall['args'] {
    return this.registers.map((register, index) => register.valueOf(ids[index] ?? 0));
  }

  calls(): TracedCall[] {
    const varied = REGISTERS.filter((index) => this.registers[index]?.isDropped);
    return this.#entries.flatMap((entry) => {
      const { count, first, seen } = entry;
      if (count === 0 || first === undefined) return [];
      const call: TracedCall = {
        ...{ arch: this.#arch, syscall: this.#syscall, args: this.argsOf(entry), ...first, count },
        ...(seen !== undefined && { seen }),
        ...(varied.length > 0 && { varied }),
      };
      return [call];
    });
  }

  #placeOf(ids: readonly number[], outcome: string): number {
    let step = outcome === this.#lastOutcome ? this.#lastStep : this.#outcomes.get(outcome);
    if (step === undefined) {
      step = this.#next++;
      this.#outcomes.set(outcome, step);
    }
    this.#lastOutcome = outcome;
    this.#lastStep = step;
    for (const index of this.#telling) {
      const key = step * VALUES + (ids[index] ?? 0);
      let next = this.#steps.get(key);
      if (next === undefined) {
        next = this.#next++;
        this.#steps.set(key, next);
      }
      step = next;
    }
    return step;
  }

  /** A register has its first value that is known. */
  #use(index: number): void {
    this.#telling = [...this.#telling, index];
    this.#merge();
  }

  /** Drops the registers with the most values until half as many entries are left; false where none is left to drop. */
  #narrow(most: number): boolean {
    const names = parametersOf(this.#arch, nameOf(this.#arch, this.#syscall) ?? '');
    if (this.#telling.length === 0) return false;
    let left = this.#entries.length;
    while (left > most / 2) {
      const widest = this.#telling
        .map((index) => ({ index, values: new Set(this.#entries.map(({ ids }) => ids[index])).size }))
        .filter(({ values }) => values > 1)
        .map((each) => ({ ...each, tells: TELLING.test(names?.[each.index]?.name ?? '') }))
        .sort((a, b) => Number(a.tells) - Number(b.tells) || b.values - a.values)[0];
      // Only what came of the calls still differs, in more ways than Linux has errors.
      const dropped = widest === undefined ? this.#telling : [widest.index];
      for (const index of dropped) this.registers[index]?.drop();
      this.#telling = this.#telling.filter((index) => !dropped.includes(index));
      if (this.#telling.length === 0) break;
      left = new Set(
        this.#entries.map(({ ids, outcome, seen }) => `${this.#telling.map((index) => ids[index])} ${outcome} ${seen}`),
      ).size;
    }
    this.#merge();
    return true;
  }

  /** Puts together the entries that the registers left don't tell apart. */
  #merge(): void {
    const entries = this.#entries;
    this.#total.entries -= entries.length;
    this.#steps.clear();
    this.#outcomes.clear();
    this.#lastOutcome = undefined;
    this.#next = 0;
    this.#places = [];
    this.#entries = [];
    for (const entry of entries) {
      const { ids, outcome, seen } = entry;
      const place = this.#placeOf(ids, seen === undefined ? outcome : `${outcome} ${seen}`);
      const known = this.#places[place];
      if (known === undefined) {
        this.#places[place] = entry;
        this.#entries.push(entry);
      } else {
        entry.into = known;
        tell(known, entry.count, entry.first);
      }
    }
    this.#total.entries += this.#entries.length;
  }
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
