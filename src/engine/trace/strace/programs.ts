import type { Arch } from '../../linux/index.ts';
import { type First, lastOf, tell } from '../collect/CallKind.ts';
import type { ToldMode, TracedResult } from '../LineReader.ts';
import {
  type CallEntry,
  isToldBy,
  MODES,
  Program,
  type ReadOn,
  readOn,
  rootOf,
  type SplitCall,
  tellingOf,
  type Waiting,
} from './tellingOf.ts';

/** So many processes are known at a time. */
const MOST_PROCESSES = 50_000;
/** A program that so many calls of tell nothing about is taken for one of the machine's own, and so are the oldest where so many calls wait. */
const MOST_UNTOLD = 10_000;
const MOST_WAITING = 100_000;
export const RUNS: readonly string[] = ['execve', 'execveat'];
const FORKS: readonly string[] = ['clone', 'clone3', 'fork', 'vfork'];

/** Calls after which a process runs another program, or there is another process. */
export const changesPrograms = (name: string): boolean => RUNS.includes(name) || FORKS.includes(name);

/**
 * Which ABI the calls of each process are of. `strace -o` leaves out the line that says so, and then the calls tell: a name that only one of the ABIs has, a
 * value that no register of 32 bits holds, or one that succeeds in one of them alone. A program that neither tells of is one of the machine's own where nothing in the trace is a 32-bit program's,
 * and else its calls count for both.
 */
export class Programs {
  readonly #native: Arch;
  readonly #other: Arch | undefined;
  readonly #running = new Map<number, Program>();
  /** Processes that came before the call that made them returned, with what they ran first. */
  readonly #orphans = new Map<number, Program>();
  /** All that nothing told so far. */
  readonly #untold = new Set<Program>();
  #waiting = 0;
  /** The program of the line before, which most lines are of. */
  #recent: Program | undefined;
  #recentPid: number | undefined;
  #isPrinted = false;
  #told: ToldMode | undefined;

  constructor(native: Arch) {
    this.#native = native;
    this.#other = MODES[native]?.['32 bit'];
  }

  /** The ABI of a process; undefined while that is not told. */
  archOf(pid: number): Arch | undefined {
    if (this.#other === undefined && this.#running.size === 0) return this.#native;
    return this.#of(pid).arch;
  }

  /** strace says which mode a process is in, with and without the number of `own`; false where there are too many. */
  print(pid: number, own: number, mode: string): boolean {
    this.#isPrinted = true;
    const arch = mode === '64 bit' ? this.#native : MODES[this.#native]?.[mode];
    if (this.#running.size >= MOST_PROCESSES && !this.#running.has(pid)) return false;
    if (arch === undefined) return true;
    const program = new Program();
    program.arch = arch;
    program.isPrinted = true;
    for (const each of [pid, own]) this.#set(each, program);
    return true;
  }

  /** The call of a line: one, or while its ABI is not told the machine's own and the other's; none where no ABI has the name. */
  read(pid: number, split: SplitCall, result: TracedResult | undefined, first: () => First): readonly ReadOn[] {
    const program = this.#of(pid);
    const { arch } = program;
    if (this.#other === undefined || program.isPrinted) return readOn(arch ?? this.#native, split);
    const [native] = readOn(this.#native, split);
    const [other] = readOn(this.#other, split);
    if (arch !== undefined) {
      const [own, alien] = arch === this.#native ? [native, other] : [other, native];
      if (own !== undefined || alien === undefined || !isToldBy(split, alien.arch, this.#native))
        return own ? [own] : [];
      this.#mix(program, alien, split, first);
      return [alien];
    }
    const told = tellingOf(split, result, native, other, this.#native);
    if (told !== undefined) {
      this.#tell(program, told, split, first);
      return [told];
    }
    if (native === undefined || other === undefined) return native ? [native] : [];
    program.calls += 1;
    if (program.calls > MOST_UNTOLD && !program.isMixed) {
      this.#settle(program, this.#native);
      return [native];
    }
    return [native, other];
  }

  /** What the process runs. */
  #of(pid: number): Program {
    if (this.#recent !== undefined && this.#recentPid === pid) return this.#recent;
    let found = this.#running.get(pid);
    if (found === undefined) {
      found = this.#begin(pid);
      if (this.#orphans.size < MOST_PROCESSES) this.#orphans.set(pid, found);
    }
    this.#recent = rootOf(found);
    this.#recentPid = pid;
    return this.#recent;
  }

  #begin(pid: number): Program {
    const program = new Program();
    if (this.#other === undefined) program.arch = this.#native;
    else this.#untold.add(program);
    if (this.#running.size >= MOST_PROCESSES) this.#forgetOlder();
    if (this.#untold.size > MOST_PROCESSES) this.#settleOlder();
    this.#set(pid, program);
    return program;
  }

  #set(pid: number, program: Program): void {
    this.#running.set(pid, program);
    this.#recent = undefined;
  }

  #forgetOlder(): void {
    for (const pid of this.#running.keys()) {
      if (2 * this.#running.size <= MOST_PROCESSES) break;
      this.#running.delete(pid);
    }
  }

  /** The program of a process, for a call of it that waits to be told. */
  programOf(pid: number): Program {
    return this.#of(pid);
  }

  /** After a call of the process, which began at `start`: it may run another program, or there is a process more. */
  after(pid: number, { name, result: printed }: SplitCall, result: TracedResult | undefined, start: number): void {
    if (this.#other === undefined || result?.kind !== 'value') return;
    if (RUNS.includes(name)) {
      if (!this.#of(pid).isPrinted) this.#begin(pid);
    } else if (FORKS.includes(name)) this.#fork(pid, Number(childIn(printed ?? '')), start);
  }

  #fork(pid: number, child: number, start: number): void {
    if (!(child > 0)) return;
    const program = this.#of(pid);
    const orphan = this.#orphans.get(child);
    this.#orphans.delete(child);
    // One that had ended before is another process, whose number is used again.
    if (orphan === undefined || (orphan.ended ?? start) < start) {
      if (!this.#running.has(child)) this.#set(child, program);
    } else this.#join(rootOf(orphan), program);
  }

  /** Two that turn out to be one. */
  #join(orphan: Program, program: Program): void {
    if (orphan === program || orphan.isPrinted) return;
    if (orphan.arch !== undefined || orphan.isMixed) {
      if (program.arch === undefined && orphan.arch !== undefined && !program.isMixed)
        this.#settle(program, orphan.arch);
      return;
    }
    if (program.arch !== undefined) this.#settle(orphan, program.arch);
    else {
      orphan.same = program;
      this.#untold.delete(orphan);
      // What waits of one goes into what waits of the other, which has more: each process may be one of thousands that made each other.
      if ((orphan.waiting?.size ?? 0) > (program.waiting?.size ?? 0))
        [program.waiting, orphan.waiting] = [orphan.waiting, program.waiting];
      for (const each of this.#taken(orphan)) this.count(program, each.native, each.other, each.first, each.count);
    }
    this.#recent = undefined;
  }

  /** The process has ended; `at`, where all processes are in one file: no call that begins later made it. */
  end(pid: number, at?: number): void {
    this.#running.delete(pid);
    this.#recent = undefined;
    const orphan = this.#orphans.get(pid);
    if (orphan !== undefined) orphan.ended = at;
  }

  /** The thread goes on under the number of its process, whose other threads are gone. */
  supersede(pid: number, thread: number): void {
    const program = this.#running.get(thread);
    if (program === undefined) return;
    // Both ran one program.
    this.#join(this.#of(pid), rootOf(program));
    this.#set(pid, program);
    this.#running.delete(thread);
    this.#orphans.delete(thread);
  }

  /** A call that two ABIs have. */
  count(of: Program, native: CallEntry, other: CallEntry, first: First, count = 1): void {
    const program = rootOf(of);
    if (program.arch !== undefined) {
      tell(lastOf((program.arch === this.#native ? native : other).entry), count, first);
      return;
    }
    program.waiting ??= new Map();
    const alike = program.waiting.get(native.entry) ?? [];
    const known = alike.find((each) => each.other.entry === other.entry);
    if (known !== undefined) {
      known.count += count;
      if (first.span.start < known.first.span.start) known.first = first;
      return;
    }
    alike.push({ native, other, count, first });
    program.waiting.set(native.entry, alike);
    this.#waiting += 1;
    if (this.#waiting > MOST_WAITING) this.#settleOlder();
  }

  #tell(program: Program, { arch }: ReadOn, { name }: SplitCall, first: () => First): void {
    if (program.isMixed) return;
    if (arch !== this.#native) this.#note(arch, name, first);
    this.#settle(program, arch);
  }

  #note(arch: Arch, name: string, first: () => First): void {
    this.#told ??= { arch, name, span: first().span, programs: 0, either: 0 };
    this.#told.programs += 1;
  }

  #mix(program: Program, { arch }: ReadOn, { name }: SplitCall, first: () => First): void {
    if (arch !== this.#native) this.#note(arch, name, first);
    program.arch = undefined;
    program.isMixed = true;
    this.#untold.add(program);
    this.#recent = undefined;
  }

  #settle(program: Program, arch: Arch): void {
    program.arch = arch;
    const waiting = this.#taken(program);
    this.#untold.delete(program);
    for (const each of waiting) this.count(program, each.native, each.other, each.first, each.count);
  }

  #settleOlder(): void {
    for (const program of this.#untold) {
      if (2 * this.#waiting <= MOST_WAITING && 2 * this.#untold.size <= MOST_PROCESSES) break;
      this.#settle(program, this.#native);
    }
    this.#recent = undefined;
  }

  /** The calls that wait for a program to be told. */
  #taken(program: Program): readonly Waiting[] {
    const waiting = [...(program.waiting?.values() ?? [])].flat();
    program.waiting = undefined;
    this.#waiting -= waiting.length;
    return waiting;
  }

  /** The trace has ended: counts what nothing told. Gives what told of 32-bit programs, where strace itself says nothing of modes. */
  finish(): ToldMode | undefined {
    const isEither = this.#told !== undefined && !this.#isPrinted;
    for (const program of [...this.#untold]) {
      if (!isEither) {
        this.#settle(program, this.#native);
        continue;
      }
      for (const { native, other, count, first } of this.#taken(program)) {
        for (const { kind, entry } of [native, other]) {
          const { ids, outcome, seen } = lastOf(entry);
          tell(kind.entryOf(ids, outcome, seen, true), count, first);
        }
        if (this.#told !== undefined) this.#told.either += count;
      }
    }
    return this.#told;
  }
}

/** The process that a call has made, by its number where strace runs (--decode-pids=pidns). */
function childIn(printed: string): string | undefined {
  const [, own, told] = /^(\d+)(?: \/\* (\d+) in strace's PID NS \*\/)?/.exec(printed) ?? [];
  return told ?? own;
}
