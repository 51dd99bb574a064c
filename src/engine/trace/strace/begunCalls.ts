import type { Line } from '../LineReader.ts';

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
export interface BegunCalls {
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
