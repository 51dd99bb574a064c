import { ALL_BITS, strtoumax, strtouNoneg } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import { since, type Versions } from '../versions/programWords.ts';

/** A number that an option gave, and the option. */
interface OptionId {
  id: number;
  span: Span;
}

/** What the options of a command ask of unshare, as far as ids go. */
export interface UnshareRequest {
  /** False where no option makes a user namespace. */
  userNamespace: boolean;
  /** --help or --version: nothing is run. */
  tellsOnly: boolean;
  /** The other namespaces that options make, as --mount and its like are called. */
  namespaces: Set<string>;
  /** --fork, or --kill-child: what is run is a child, the first process of a new PID namespace. */
  forks: boolean;
  /** --mount-proc without a path of its own, or an option that implies it. */
  mountsProc: Span | undefined;
  /** --monotonic or --boottime. */
  clock: Span | undefined;
  /** --map-user and its like: the inside id for the caller's own; undefined where there is none. */
  single: { uid: OptionId | undefined; gid: OptionId | undefined };
  /** --map-users and its like, in order. */
  ranges: { uid: MapRange[]; gid: MapRange[] };
  setgroups: { word: 'allow' | 'deny'; span: Span } | undefined;
  /** --setuid and --setgid. */
  become: { uid: OptionId | undefined; gid: OptionId | undefined };
}

/** A range that an option of unshare asks for; each number is an unsigned int. */
export interface MapRange {
  inner: number;
  outer: number;
  count: number;
  /** The option. */
  span: Span;
}

/** (unsigned int) -1: an inner id that unshare still has to choose. */
export const UNSET = 0xffffffff;

/** Whether --map-users may stand there several times, as INNER:OUTER:COUNT too, and root writes such maps without newuidmap (since 2.39). */
export const takesSeveral = (versions?: Versions): boolean => since('util-linux', 'map-users', versions);

/**
 * A number as util-linux 2.41.5 reads one (lib/strutils.c, str2unum_or_err in base 10), kept in 32 bits; or its words after "`what`: '…'".
 * A negative number is out of range, whatever follows its digits; before, strtoul(3) turned it round.
 */
export function readNumber(
  text: string,
  what: string,
  versions?: Versions,
): { ok: true; value: number } | { ok: false; message: string } {
  if (!since('util-linux', 'unshare-words', versions)) return readTurned(text, what);
  const read = strtouNoneg(text, 10, 0n, ALL_BITS);
  if (read.ok) return { ok: true, value: Number(BigInt.asUintN(32, read.value)) };
  const message = `${what}: '${text}'`;
  return { ok: false, message: read.reason === 'range' ? `${message}: Numerical result out of range` : message };
}

/** The same as util-linux 2.38.1 does it (strtoul_or_err): what strtoul(3) takes whole, in 32 bits. */
export function readTurned(text: string, what: string): { ok: true; value: number } | { ok: false; message: string } {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  const message = `${what}: '${text}'`;
  if (overflow) return { ok: false, message: `${message}: Numerical result out of range` };
  if (length === 0 || length < text.length) return { ok: false, message };
  return { ok: true, value: Number(BigInt.asUintN(32, negative ? -value : value)) };
}

/** What is wrong with the seconds of a clock, a signed number of 64 bits (strtos64_or_err), if anything is; its words after "`what`: '…'". */
export function offsetProblem(text: string, what: string): string | undefined {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  const message = `${what}: '${text}'`;
  if (overflow || value > (negative ? 1n << 63n : (1n << 63n) - 1n)) return `${message}: Numerical result out of range`;
  return length === 0 || length < text.length ? message : undefined;
}
