import { type Diagnostic, error, info, type Parsed, relocateSpan, type Span } from '../../text/index.ts';
import type { Tool } from '../formats/tools.ts';
import { isId, type NamespaceMaps } from '../map/Extent.ts';
import { SUBID_COUNT, SUBID_MIN } from '../subid/findFreeSubids.ts';
import { type HostFacts, type HostUser, isWrongId, wrongId } from '../subid/HostFacts.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import type { Versions } from '../versions/programWords.ts';
import type { Circumstances } from './Reading.ts';
import type { ShownHost } from './readShownHost.ts';
import type { Given } from './Situation.ts';

/** The first user that Debian's adduser makes; taken where a uid is needed and no text tells it. */
const FIRST_USER = 1000;

/** What useradd assigns the first user (SUB_UID_MIN and SUB_UID_COUNT of login.defs(5)). */
const FIRST_RANGE = `${SUBID_MIN}:${SUBID_COUNT}`;

/** The account that dockerd makes for itself; nobody logs in as it. */
const DOCKREMAP = 'dockremap';

/**
 * Who runs a tool that works without privileges: whom `id` named, else the account that was typed where it has subordinate ids, else the only
 * one that has any. A uid that no text tells is looked up among the accounts, else taken to be the first user's, which a diagnostic says.
 */
export function hostUser(given: Given, shown: ShownHost): Parsed<HostUser> & { value: HostUser } {
  if (shown.caller && given.uid.trim() === '') return { value: shown.caller, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const owners = [...new Set((parseSubids(shown.subuid ?? '').value ?? []).map(({ owner }) => owner))];
  const typed = given.user.trim() === DOCKREMAP ? '' : given.user.trim();
  const persons = owners.filter(isPerson);
  const candidates = persons.length > 0 ? persons : owners;
  const [only] = candidates.length === 1 ? candidates : [];
  if (candidates.length > 1 && typed === '' && !owners.includes('') && given.uid.trim() === '') {
    diagnostics.push(whichUser(candidates));
  }
  const known = owners.includes(typed) ? typed : (only ?? typed);
  const name = known === '' ? 'user' : known;
  const account = shown.accounts.find((each) => each.kind === 'uid' && each.name === name);
  const uid = readId(given.uid, 'uid', diagnostics) ?? account?.id ?? (name === 'root' ? 0 : digits(name));
  const gid = readId(given.gid, 'gid', diagnostics);
  if (uid === undefined && diagnostics.length === 0) {
    const message = `${known === '' ? 'Your UID' : `The UID of ${name}`} is not known, so ${FIRST_USER} is assumed.`;
    diagnostics.push(info('situation-uid', message, 'Type it, or paste the output of id.'));
  }
  return { value: { name, uid: uid ?? FIRST_USER, gid: gid ?? uid ?? FIRST_USER }, diagnostics };
}

/** Accounts that systems make for container engines, and root, by its number too: no person runs a tool as one of them. */
const SERVICES: ReadonlySet<string> = new Set([DOCKREMAP, 'root', '0', 'containers', 'lxd', 'incus', 'kubelet']);

/** True for an owner of ids that may be a person's account. */
export function isPerson(owner: string): boolean {
  return owner !== '' && !SERVICES.has(owner);
}

const WHICH_USER = 'situation-which-user';

/** Owners that are named; a file of a whole department has thousands. */
const NAMED_OWNERS = 4;

function whichUser(owners: readonly string[]): Diagnostic {
  const named = owners.slice(0, NAMED_OWNERS);
  const more = owners.length - named.length;
  const names =
    more > 0 ? `${named.join(', ')} and ${more} more` : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
  const message = `Whose containers are these? IDs are assigned to ${names}.`;
  return error(WHICH_USER, message, 'Choose the account, or paste the output of id.');
}

/** It is open which of several accounts it is, or its id is none: nothing is built for another. */
export function isUnsettled({ diagnostics }: { diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.some(unsettles);
}

/** True for the problem that `isUnsettled` shown for. */
export function unsettles(problem: Diagnostic): boolean {
  return problem.code === WHICH_USER || isWrongId(problem);
}

function readId(text: string, kind: 'uid' | 'gid', diagnostics: Diagnostic[]): number | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  const id = digits(typed);
  if (id === undefined) diagnostics.push(wrongId(typed, kind));
  return id;
}

function digits(text: string): number | undefined {
  return /^[0-9]+$/.test(text) && isId(Number(text)) ? Number(text) : undefined;
}

/** What a tool of that user finds on the host. A file that wasn't shown has the user's first range; group ids are assigned as user ids are. */
export function hostFacts(user: HostUser, { subuid, subgid, accounts }: ShownHost, versions?: Versions): HostFacts {
  const file = subuid ?? subgid ?? `${user.name}:${FIRST_RANGE}\n`;
  return { user, subuid: subuid ?? file, subgid: subgid ?? file, names: accounts, ...(versions && { versions }) };
}

/** Says what `hostFacts` assumed. */
export function assumedFiles({ name, uid }: HostUser, { subuid, subgid }: ShownHost): Diagnostic[] {
  if (subuid !== undefined || subgid !== undefined || uid === 0) return [];
  const message = `No /etc/subuid given, so ${name}:${FIRST_RANGE} is assumed.`;
  return [info('situation-subids', message, 'Paste the file too.')];
}

/** Says that one file was taken for both, where only one was shown. */
export function assumedTwin({ subuid, subgid }: ShownHost): Diagnostic[] {
  if ((subuid === undefined) === (subgid === undefined)) return [];
  const [shown, missing] = subgid === undefined ? ['subuid', 'subgid'] : ['subgid', 'subuid'];
  const message = `/etc/${missing} was not pasted; it is assumed to equal /etc/${shown}.`;
  return [info('situation-twin-file', message, `Paste it too: cat /etc/${missing}.`)];
}

/** A namespace as its text describes it. */
export interface BuiltLevel {
  name: string;
  tool: Tool;
  /** The maps; undefined where the tool builds none. A side that no text tells is undefined in turn. */
  maps: NamespaceMaps | undefined;
  /** What the extents' lines are lines of. */
  source: { uid: string; gid: string };
  /** The map was read off a process, so it was written once and taken, however long its text is. */
  exists?: boolean;
  /** Which sides an error of the text is about, where it isn't both. */
  spoilt?: { uid: boolean; gid: boolean };
}

/** What one text says about the namespaces that it describes, outermost first. */
export interface Built extends Circumstances {
  levels: readonly BuiltLevel[];
  /** At their places in the whole text. */
  diagnostics: readonly Diagnostic[];
}

export const NOTHING_BUILT: Built = { levels: [], diagnostics: [], userProblems: [], asks: 'nothing', computedFor: [] };

/** The source of a level whose extents are all in the text itself, and of one that is made of the host's files. */
export const FROM_TEXT = { uid: 'the text', gid: 'the text' } as const;
export const FROM_FILES = { uid: '/etc/subuid', gid: '/etc/subgid' } as const;

/** Maps read from a slice, with their places in the whole text. */
export function relocateMaps({ uid, gid }: NamespaceMaps, at: Span): NamespaceMaps {
  const moved = (side: NamespaceMaps['uid']) =>
    side?.map((extent) => ({ ...extent, span: relocateSpan(extent.span, at) }));
  return { uid: moved(uid), gid: moved(gid) };
}
