import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'traces');
/** Programs that run at the same time. */
const AT_ONCE = 6;
const MOST_LINES_AT_ONCE = 9;
/** Of so many lines that no other completes, one is left out. */
const LEFT_OUT = 12;
const PIECE = 1 << 16;
const PAGE = 4096;

/** A line as it was recorded: its process, and what strace printed behind it. */
interface RecordedLine {
  pid: string;
  text: string;
}

/** A program that runs once more, in processes and at addresses of its own. */
interface Run {
  lines: readonly RecordedLine[];
  at: number;
  pids: Map<string, number>;
  heap: bigint;
  libraries: bigint;
  folder: string;
}

/**
 * Grows a trace of about so many bytes from the recorded ones, in pieces: programs run again and again and at the same time, each time with other process
 * IDs, addresses, paths and sizes, and with lines left out. The same seed gives the same text.
 */
export function* grownTrace(bytes: number, seed: number): Generator<string> {
  const random = randomOf(seed);
  const recorded = recordedTraces();
  const pidsFrom = { next: 1000 + random(4000) };
  const begin = () => beginRun(recorded[random(recorded.length)] ?? [], random);
  const runs = Array.from({ length: AT_ONCE }, begin);
  let piece = '';
  for (let written = 0; written < bytes; ) {
    const place = random(AT_ONCE);
    const run = runs[place];
    if (run === undefined) return;
    for (let lines = 1 + random(MOST_LINES_AT_ONCE); lines > 0; lines -= 1) {
      const line = nextLine(run, random, pidsFrom);
      if (line === undefined) {
        runs[place] = begin();
        break;
      }
      piece += line;
    }
    if (piece.length < PIECE) continue;
    written += piece.length;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** The ten programs’ traces (traces/record.sh). */
function recordedTraces(): RecordedLine[][] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.strace'));
  return names.sort().map((name) =>
    readFileSync(join(FOLDER, name), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, pid, text] = /^(\d+) +(.*)$/.exec(line) ?? [];
        return pid === undefined || text === undefined ? [] : [{ pid, text }];
      }),
  );
}

function beginRun(lines: readonly RecordedLine[], random: (below: number) => number): Run {
  const pages = () => BigInt(random(1 << 24)) * BigInt(PAGE);
  return { lines, at: 0, pids: new Map(), heap: pages(), libraries: pages(), folder: random(1 << 30).toString(36) };
}

function nextLine(run: Run, random: (below: number) => number, pids: { next: number }): string | undefined {
  const line = run.lines[run.at];
  run.at += 1;
  if (line === undefined) return undefined;
  const isWhole = !/<unfinished \.\.\.>$|^<\.\.\. /.test(line.text);
  if (isWhole && random(LEFT_OUT) === 0) return nextLine(run, random, pids);
  return `${pidIn(run, line.pid, pids)} ${varied(line.text, run, random, pids)}\n`;
}

function pidIn(run: Run, recorded: string, pids: { next: number }): number {
  const known = run.pids.get(recorded);
  if (known !== undefined) return known;
  pids.next = (pids.next + 1) % 4_194_304;
  run.pids.set(recorded, pids.next);
  return pids.next;
}

/** Addresses, IDs of processes, sizes and paths: what another run of the program has otherwise. */
function varied(text: string, run: Run, random: (below: number) => number, pids: { next: number }): string {
  return text.replace(
    /0x[\da-f]{8,}|\b\d{7}\b|, \d{3,6}(?=[,)])|\/(?:tmp\/stage|tmp|usr\/share|usr\/lib|etc|proc)\//g,
    (found) => {
      if (found.startsWith('0x')) {
        const address = BigInt(found);
        return `0x${(address + (address >> 40n === 0x7fn ? run.libraries : run.heap)).toString(16)}`;
      }
      if (found.startsWith(', ')) return `, ${1 + random(2 * Number(found.slice(2)))}`;
      if (found.startsWith('/')) return random(2) === 0 ? found : `${found}${run.folder}/${random(1000)}/`;
      return run.lines.some(({ pid }) => pid === found) ? `${pidIn(run, found, pids)}` : found;
    },
  );
}

/** Numbers below a bound, from a seed (Marsaglia, Xorshift RNGs, 2003). */
function randomOf(seed: number): (below: number) => number {
  let state = seed || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
