import { strtouNoneg } from '../../linux/index.ts';
import { type Diagnostic, error, type SourceText, type Span, spanAt } from '../../text/index.ts';
import { type IdKind, LAST_ID } from '../map/Extent.ts';
import type { FoundCommand } from '../subid/findCommand.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { since } from '../versions/since.ts';
import {
  type FoundOption,
  getopt,
  MAKES_NAMESPACES,
  MAKES_USER_NAMESPACE,
  optionsOf,
  UNSHARE_LONG,
  UNSHARE_SHORT,
} from './getopt.ts';
import { isSignalName } from './isSignalName.ts';
import { offsetProblem, readNumber } from './readNumber.ts';
import { readRanges } from './readRanges.ts';
import { takesSeveral, UNSET, type UnshareRequest } from './UnshareRequest.ts';

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
  for (const found of getopt(args, optionsOf(UNSHARE_LONG, host), optionsOf(UNSHARE_SHORT, host))) {
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
  if (MAKES_USER_NAMESPACE.has(name)) request.userNamespace = true;
  for (const namespace of MAKES_NAMESPACES.get(name) ?? []) request.namespaces.add(namespace);
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
