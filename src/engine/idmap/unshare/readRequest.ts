import { readUnsignedInt, strtoumax, strtouNoneg } from '../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type FoundOption,
  readOptions,
  type SourceText,
  type Span,
  spanAt,
} from '../../text/index.ts';
import { EVERY_ID } from '../map/compose.ts';
import { type IdKind, LAST_ID } from '../map/Extent.ts';
import type { FoundCommand } from '../subid/findCommand.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { since, type Versions } from '../versions/programWords.ts';
import {
  type MapRange,
  offsetProblem,
  readNumber,
  readTurned,
  takesSeveral,
  UNSET,
  type UnshareRequest,
} from './UnshareRequest.ts';
import { MAKES_NAMESPACES, unshareOptions } from './unshareOptions.ts';

/** The value of --map-users and --map-groups: a word, or three numbers, inner:outer:count or, as older versions had it, outer,inner,count. */
function readRanges(kind: IdKind, word: string, span: Span, user: HostUser, host: HostFacts): MapRange[] | string {
  const several = takesSeveral(host.versions);
  if (!several && word !== 'auto') return readOneRange(word, span);
  if (word === 'all') {
    return (host.parent?.[kind] ?? EVERY_ID).map(({ inside, count }) => ({
      inner: inside,
      outer: inside,
      count,
      span,
    }));
  }
  if (word === 'auto' || word === 'subids') {
    if (user.name === '') return `unshare: you (user ${user.uid}) don't exist.`;
    const read = readSubidRange(host[`sub${kind}`], `/etc/sub${kind}`, user, host.versions);
    if (!read.ok) return `unshare: ${read.message}`;
    return [{ inner: word === 'auto' ? UNSET : read.outer, outer: read.outer, count: read.count, span }];
  }
  const colons = scanTriple(word, ':');
  if (colons) return [{ inner: colons[0], outer: colons[1], count: colons[2], span }];
  const commas = scanTriple(word, ',');
  if (commas) return [{ inner: commas[1], outer: commas[0], count: commas[2], span }];
  return `unshare: invalid mapping '${word}'`;
}

/** OUTER,INNER,COUNT, all that util-linux 2.38.1 takes (sys-utils/unshare.c, get_map_range; lib/strutils.c, string_to_idarray). */
function readOneRange(word: string, span: Span): MapRange[] | string {
  const tooMany = `unshare: too many elements for mapping '${word}'`;
  // A comma at the end belongs to the number before it.
  const elements =
    word === ''
      ? []
      : word
          .replace(/,$/, '\0')
          .split(',')
          .map((each) => each.replace('\0', ','));
  if (elements.length === 0) return tooMany;
  const numbers: number[] = [];
  for (const element of elements) {
    if (numbers.length === 3 || element === '') return tooMany;
    const read = readTurned(element, 'unshare: could not parse ID');
    if (!read.ok) return read.message;
    if (read.value === UNSET) return tooMany;
    numbers.push(read.value);
  }
  const [outer, inner, count] = numbers;
  return outer === undefined || inner === undefined || count === undefined
    ? `unshare: mapping '${word}' contains only ${numbers.length} elements`
    : [{ inner, outer, count, span }];
}

/** The first line of the user's in the file, or what unshare says. */
type SubidRangeRead = { ok: true; outer: number; count: number } | { ok: false; message: string };

/**
 * The range that `auto` and `subids` stand for: the first line under the user's name, or whose owner begins with the uid in digits
 * (util-linux 2.41.5, sys-utils/unshare.c, read_subid_range). A name without digits counts as 0, so that root takes the first line of anybody.
 * Lines are read otherwise than newuidmap reads them: numbers are decimal, and a comment after them is an error.
 */
function readSubidRange(text: string, path: string, user: HostUser, versions?: Versions): SubidRangeRead {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    at = end + 1;
    const nul = line.indexOf('\0');
    const visible = nul === -1 ? line : line.slice(0, nul);

    const first = visible.indexOf(':');
    if (first === -1) continue;
    const owner = visible.slice(0, first);
    if (owner !== user.name && !isUid(owner, user.uid)) continue;
    const second = visible.indexOf(':', first + 1);
    if (second === -1) continue;
    const outer = readNumber(visible.slice(first + 1, second), 'failed to parse subid map', versions);
    if (!outer.ok) return outer;
    const count = readNumber(visible.slice(second + 1), 'failed to parse subid map', versions);
    if (!count.ok) return count;
    return { ok: true, outer: outer.value, count: count.value };
  }
  // Before, it told errno as well, which was none.
  const errno = since('util-linux', 'unshare-words', versions) ? '' : ': Success';
  return { ok: false, message: `no line matching user "${user.name}" in ${path}${errno}` };
}

/** strtoul(3), which takes what it can read at the beginning, and 0 where that is nothing. */
function isUid(owner: string, uid: number): boolean {
  const { value, negative } = strtoumax(owner, 10);
  return !negative && value === BigInt(uid);
}

/** The numbers of `text` between `separator`s, as sscanf(3) reads "%u:%u:%u"; undefined where anything else stands there. */
function scanTriple(text: string, separator: ':' | ','): [number, number, number] | undefined {
  const numbers: number[] = [];
  for (let rest = text; ; ) {
    const { value, length } = readUnsignedInt(rest);
    if (length === 0) return undefined;
    numbers.push(value);
    rest = rest.slice(length);
    const [first, second, third] = numbers;
    if (third !== undefined)
      return rest === '' && first !== undefined && second !== undefined ? [first, second, third] : undefined;
    if (!rest.startsWith(separator)) return undefined;
    rest = rest.slice(1);
  }
}

const NAME =
  /^(?:SIG)?(?:HUP|INT|QUIT|ILL|TRAP|ABRT|IOT|BUS|FPE|KILL|USR[12]|SEGV|PIPE|ALRM|TERM|STKFLT|CHLD|CLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|POLL|PWR|SYS)$/i;
const REALTIME = /^(?:SIG)?RT(?:MIN\+|MAX-)?(\d.*)$/is;
/** From SIGRTMIN to SIGRTMAX, which are 34 and 64 for glibc. */
const MOST = 30n;

/** Whether util-linux 2.41.5 takes a word for a signal: a name in any case, and never a number (lib/signames.c, signame_to_signum). */
function isSignalName(word: string): boolean {
  const realtime = REALTIME.exec(word)?.[1];
  if (realtime === undefined) return NAME.test(word);
  const { value } = strtoumax(realtime, 10);
  // strtol(3) fails above 63 bits, and an int keeps 32 of them.
  const kept = BigInt.asIntN(32, value);
  return value < 1n << 63n && kept >= 0n && kept <= MOST;
}

const PROPAGATIONS = ['slave', 'private', 'shared', 'unchanged'];

/** What the command asks for, and every option that unshare refuses; it stops at the first, whose message is its own. */
export function readRequest(
  { program, args, user }: FoundCommand,
  source: SourceText,
  host: HostFacts,
): { request: UnshareRequest; diagnostics: Diagnostic[] } {
  const request: UnshareRequest = {
    userNamespace: false,
    tellsOnly: false,
    namespaces: new Set(),
    forks: false,
    mountsProc: undefined,
    clock: undefined,
    single: { uid: undefined, gid: undefined },
    ranges: { uid: [], gid: [] },
    setgroups: undefined,
    become: { uid: undefined, gid: undefined },
  };
  const diagnostics: Diagnostic[] = [];
  for (const found of readOptions(args, unshareOptions(host.versions), 'getopt').found) {
    if (request.tellsOnly) break;
    const span = spanAt(source, found.start, found.end);
    const problem =
      'message' in found
        ? `${program.text}: ${found.message}\nTry 'unshare --help' for more information.`
        : take(found, span, request, user, host);
    if (problem === undefined) continue;
    diagnostics.push(error('unshare-option', problem, 'unshare stops here and runs nothing.', span));
  }
  return { request, diagnostics };
}

/** Takes one option; gives unshare's words where it refuses it (sys-utils/unshare.c, main). */
function take(
  { name, value }: FoundOption,
  span: Span,
  request: UnshareRequest,
  user: HostUser,
  host: HostFacts,
): string | undefined {
  const text = value?.text ?? '';
  for (const namespace of MAKES_NAMESPACES[name] ?? []) {
    if (namespace === 'user') request.userNamespace = true;
    else request.namespaces.add(namespace);
  }
  const addRanges = (kind: IdKind, word: string): string | undefined => {
    const read = readRanges(kind, word, span, user, host);
    if (typeof read === 'string') return read;
    // Before there could be several, the last one counted.
    request.ranges[kind] = takesSeveral(host.versions) ? [...request.ranges[kind], ...read] : read;
    return undefined;
  };
  const setSingle = (uid: number | undefined, gid: number | undefined) => {
    if (uid !== undefined) request.single.uid = uid === UNSET ? undefined : { id: uid, span };
    if (gid !== undefined) request.single.gid = gid === UNSET ? undefined : { id: gid, span };
  };
  switch (name) {
    case 'help':
    case 'version':
      request.tellsOnly = true;
      return undefined;
    case 'map-root-user':
      setSingle(0, 0);
      return undefined;
    case 'map-current-user':
      setSingle(user.uid, user.gid);
      return undefined;
    case 'map-user':
    case 'map-group': {
      const kind = name === 'map-user' ? 'uid' : 'gid';
      const known = idOfName(kind, text, user, host);
      const read = known === undefined ? readId(text, kind, host) : { ok: true as const, value: known };
      if (!read.ok) return read.message;
      if (kind === 'uid') setSingle(read.value, undefined);
      else setSingle(undefined, read.value);
      return undefined;
    }
    case 'map-users':
      return addRanges('uid', text);
    case 'map-groups':
      return addRanges('gid', text);
    case 'map-auto':
    case 'map-subids': {
      const word = name === 'map-auto' ? 'auto' : 'subids';
      return addRanges('uid', word) ?? addRanges('gid', word);
    }
    case 'setgroups':
      if (text !== 'allow' && text !== 'deny') return `unshare: unsupported --setgroups argument '${text}'`;
      request.setgroups = { word: text, span };
      return undefined;
    case 'fork':
    case 'kill-child':
      request.forks = true;
      return value === undefined || isSignalName(text) ? undefined : `unshare: unknown signal: ${text}`;
    case 'mount-proc':
      request.mountsProc = value ? undefined : span;
      return undefined;
    case 'mount-binfmt':
    case 'load-interp':
      if (name === 'load-interp' || !value) request.mountsProc ??= span;
      return undefined;
    case 'monotonic':
    case 'boottime':
      request.clock = span;
      return offsetProblem(text, `unshare: failed to parse ${name} offset`);
    case 'propagation':
      return PROPAGATIONS.includes(text) ? undefined : `unshare: unsupported propagation mode: ${text}`;
    case 'setuid':
    case 'setgid': {
      const kind = name === 'setuid' ? 'uid' : 'gid';
      const read = readNumber(text, `unshare: failed to parse ${kind}`, host.versions);
      if (!read.ok) return read.message;
      request.become[kind] = { id: read.value, span };
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The number of --map-user and --map-group; since util-linux 2.42 it must be an id (sys-utils/unshare.c, get_user and get_group). */
function readId(text: string, kind: IdKind, { versions }: HostFacts): ReturnType<typeof readNumber> {
  if (!since('util-linux', 'id-numbers', versions))
    return readNumber(text, `unshare: failed to parse ${kind}`, versions);
  const read = strtouNoneg(text, 10, 0n, BigInt(LAST_ID));
  return read.ok
    ? { ok: true, value: Number(read.value) }
    : { ok: false, message: `unshare: failed to parse ${kind} '${text}'` };
}

/** getpwnam and getgrnam; root, and the caller, are known. */
function idOfName(kind: IdKind, name: string, user: HostUser, { names }: HostFacts): number | undefined {
  const known = names?.find((each) => each.kind === kind && each.name === name && name !== '')?.id;
  if (known !== undefined) return known;
  if (name === 'root') return 0;
  return name === user.name && name !== '' ? user[kind] : undefined;
}
