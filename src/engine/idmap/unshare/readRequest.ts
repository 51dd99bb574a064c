import { type Diagnostic, type SourceText, type Span, spanAt } from '../../text/index.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import type { FoundUnshare } from './findUnshare.ts';
import type { FoundOption } from './getopt.ts';
import { getopt } from './getopt.ts';
import { type MapRange, UNSET } from './MapRange.ts';
import { readNumber, scanTriple } from './readNumber.ts';
import { readSubidRange } from './readSubidRange.ts';
import type { UnshareRequest } from './UnshareRequest.ts';
import { MAKES_USER_NAMESPACE, UNSHARE_LONG, UNSHARE_SHORT } from './unshareOptions.ts';

const PROPAGATIONS = ['slave', 'private', 'shared', 'unchanged'];
const EVERY_ID = [{ inside: 0, outside: 0, count: UNSET }];

/** What the command asks for, and every option that unshare refuses; it stops at the first, whose message is its own. */
export function readRequest(
  { program, args, user }: FoundUnshare,
  source: SourceText,
  host: HostFacts,
): { request: UnshareRequest; diagnostics: Diagnostic[] } {
  const request: UnshareRequest = {
    userNamespace: false,
    tellsOnly: false,
    single: { uid: undefined, gid: undefined },
    ranges: { uid: [], gid: [] },
    setgroups: undefined,
    become: { uid: undefined, gid: undefined },
  };
  const diagnostics: Diagnostic[] = [];
  for (const found of getopt(args, UNSHARE_LONG, UNSHARE_SHORT)) {
    if (request.tellsOnly) break;
    const span = spanAt(source, found.start, found.end);
    const problem =
      'message' in found
        ? `${program.text}: ${found.message}\nTry 'unshare --help' for more information.`
        : take(found, span, request, user, host);
    if (problem === undefined) continue;
    diagnostics.push({ code: 'unshare-option', severity: 'error', message: problem, hint: HINT, span });
  }
  return { request, diagnostics };
}

const HINT = 'unshare stops here and runs nothing.';

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
  const addRanges = (kind: IdKind, word: string): string | undefined => {
    const read = readRanges(kind, word, span, user, host);
    if (typeof read === 'string') return read;
    request.ranges[kind].push(...read);
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
      const read =
        known === undefined
          ? readNumber(text, `unshare: failed to parse ${kind}`)
          : { ok: true as const, value: known };
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
    case 'propagation':
      return PROPAGATIONS.includes(text) ? undefined : `unshare: unsupported propagation mode: ${text}`;
    case 'setuid':
    case 'setgid': {
      const kind = name === 'setuid' ? 'uid' : 'gid';
      const read = readNumber(text, `unshare: failed to parse ${kind}`);
      if (!read.ok) return read.message;
      request.become[kind] = { id: read.value, span };
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The value of --map-users and --map-groups: a word, or three numbers, inner:outer:count or, as older versions had it, outer,inner,count. */
function readRanges(kind: IdKind, word: string, span: Span, user: HostUser, host: HostFacts): MapRange[] | string {
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
    const read = readSubidRange(host[`sub${kind}`], `/etc/sub${kind}`, user);
    if (!read.ok) return `unshare: ${read.message}`;
    return [{ inner: word === 'auto' ? UNSET : read.outer, outer: read.outer, count: read.count, span }];
  }
  const colons = scanTriple(word, ':');
  if (colons) return [{ inner: colons[0], outer: colons[1], count: colons[2], span }];
  const commas = scanTriple(word, ',');
  if (commas) return [{ inner: commas[1], outer: commas[0], count: commas[2], span }];
  return `unshare: invalid mapping '${word}'`;
}

/** getpwnam and getgrnam; root, and the caller, are known. */
function idOfName(kind: IdKind, name: string, user: HostUser, { names }: HostFacts): number | undefined {
  const known = names?.find((each) => each.kind === kind && each.name === name && name !== '')?.id;
  if (known !== undefined) return known;
  if (name === 'root') return 0;
  return name === user.name && name !== '' ? user[kind] : undefined;
}
