import {
  dockerdReader,
  explainError,
  isDockerCommand,
  isPerson,
  type Part,
  parsePodman,
  parseSubids,
  readDockerInfo,
  readInspect,
  readListing,
} from '../../../engine/idmap/index.ts';
import type { Mode } from '../../../instrument/Instrument.ts';
import { readerOn, UID_MAP_LINK_DEFAULTS, type UidMapLink, type UidMapSource } from '../../../share/uidMapLink.ts';
import { initWith, linkWith, type MapEngine, updateWith } from './changes.ts';
import { planOf, planText, recognised } from './planOf.ts';
import type { Message, Opening, State } from './State.ts';
import { compute, withGroups } from './sharedIds.ts';
import { versionsOn } from './versionsOn.ts';

/** Who runs a command matters not for the id that it names. */
const ANYBODY = {
  user: { name: 'user', uid: 1000, gid: 1000 },
  subuid: 'user:100000:65536',
  subgid: 'user:100000:65536',
};

/** `runAsUser: 1000` of a Pod, `user: "1000:1000"` of a compose file. */
const RUN_AS = /^[ \t-]{0,40}"?runAsUser"?[ \t]{0,8}:[ \t]{0,8}(\d{1,10})\b/m;
const COMPOSE_USER = /^[ \t]{1,40}user[ \t]{0,8}:[ \t]{0,8}["']?(\d{1,10})(?::\d{1,10})?["']?[ \t\r]{0,8}$/m;

/** The uid inside that a text is about: whom a container runs as, or a number that stands alone beside a map. Undefined where it tells none. */
function idInText(parts: readonly Part[]): string | undefined {
  for (const part of parts) {
    const id = ofPart(part, parts);
    if (id !== undefined) return id;
  }
  return undefined;
}

function ofPart({ kind, content, certain }: Part, parts: readonly Part[]): string | undefined {
  switch (kind) {
    case 'podman':
      return ofCommand(content);
    case 'inspect':
      return ofInspect(content);
    case 'pod':
      return RUN_AS.exec(content)?.[1];
    case 'unknown':
      return COMPOSE_USER.exec(content)?.[1];
    case 'map': {
      const alone = /^\s*(\d{1,10})\s*$/.exec(content)?.[1];
      return !certain && parts.some((part) => part.kind === 'subids') ? alone : undefined;
    }
    default:
      return undefined;
  }
}

/** --user, keep-id:uid=, or root where a container is run and nothing says otherwise. */
function ofCommand(content: string): string | undefined {
  const { value } = parsePodman(content, ANYBODY);
  if (!value || (value.subcommand !== 'run' && value.subcommand !== 'create')) return undefined;
  if (value.user?.text !== undefined)
    return value.user.uid === undefined ? rootOf(value.user.text) : `${value.user.uid}`;
  const kept = /keep-id:(?:[^\s]{0,60},)?uid=(\d{1,10})\b/.exec(content)?.[1];
  return kept ?? (value.user === undefined ? '0' : undefined);
}

function ofInspect(content: string): string | undefined {
  const user = readInspect({ content }).user?.value;
  return user === undefined ? undefined : (/^\d{1,10}/.exec(user)?.[0] ?? rootOf(user));
}

/** The two names for 0: none at all, and root. */
function rootOf(user: string): string | undefined {
  return /^(?:root)?(?::|$)/.test(user) ? '0' : undefined;
}

/**
 * What a new text changes beside itself: an account to whom it assigns nothing gives way to the one that it names (by `id`, or as the only owner),
 * the engine to the one that it names, where a listing was printed and the id to what its commands tell. An account tells the engine as well: root's
 * Proxmox VE, and without a stack a person's Podman and dockremap's Docker. What the reader chose and the text agrees with stays.
 */
function followText(
  { user, uid, id, side, reader, seen, stack, versions, texts: [before] }: State,
  text: string,
): Partial<Pick<State, 'user' | 'uid' | 'reader' | 'seen' | 'id'>> {
  const parts = recognised(text);
  const partsBefore = recognised(before);
  const account = followUser({ user, uid }, parts);
  return {
    ...account,
    ...(followNamed({ reader, stack, versions }, partsBefore, parts) ??
      followAccount(reader, account.user, parts, stack === undefined)),
    ...followPlace(seen, partsBefore, parts),
    ...(side === 'inside' && followId(id === '' && before === '' ? UNASKED : id, partsBefore, parts)),
  };
}

/** No text, and no question yet. */
const UNASKED = undefined;

/** The id that the text is about, until the reader asks for another. */
function followId(id: string | undefined, before: readonly Part[], parts: readonly Part[]): Partial<Pick<State, 'id'>> {
  const [was, now] = [idInText(before), idInText(parts)];
  const typed = id !== UNASKED && id !== UID_MAP_LINK_DEFAULTS.id && id !== was;
  const next = now ?? (was === id || id === UNASKED ? UID_MAP_LINK_DEFAULTS.id : id);
  return typed || next === id || (now === was && id !== UNASKED) ? {} : { id: next };
}

/** Where the listings were printed, by their commands; a place that the reader chose stays until the text tells another. */
function followPlace(
  seen: State['seen'],
  before: readonly Part[],
  parts: readonly Part[],
): Partial<Pick<State, 'seen'>> {
  const place = placeOf(parts);
  return place === undefined || place === placeOf(before) || place === seen ? {} : { seen: place };
}

function placeOf(parts: readonly Part[]): State['seen'] | undefined {
  const listings = parts.filter(({ kind }) => kind === 'listing');
  if (listings.length === 0) return undefined;
  return listings.every(({ where }) => where === 'container') ? 'inside' : 'host';
}

function followUser(
  { user, uid }: Pick<State, 'user' | 'uid'>,
  parts: readonly Part[],
): Partial<Pick<State, 'user' | 'uid'>> {
  const lines = parts.flatMap((part) => (part.kind === 'subids' ? (parseSubids(part.content).value ?? []) : []));
  const owners = [...new Set(lines.map(({ owner }) => owner))].filter((owner) => owner !== '');
  const account = user.split(':')[0] ?? '';
  if (owners.length === 0 || owners.includes(account) || (uid !== '' && owners.includes(uid.trim()))) return {};
  const caller = parts.flatMap(callerOf).find((name) => owners.includes(name));
  const [only, ...others] = owners;
  const found = caller ?? (others.length === 0 ? only : undefined);
  return found === undefined ? {} : { user: found, uid: '' };
}

function callerOf(part: Part): string[] {
  if (part.kind !== 'listing' || part.tool !== 'id') return [];
  return readListing(part).rows.flatMap(({ ids }) =>
    ids.flatMap(({ kind, name }) => (kind === 'uid' && name ? [name] : [])),
  );
}

/** The engine that the text names; once it names none any more, that of the stack. Undefined where that leaves the reader open. */
function followNamed(
  { reader, stack, versions }: Pick<State, 'reader' | 'stack' | 'versions'>,
  before: readonly Part[],
  parts: readonly Part[],
): Partial<Pick<State, 'reader'>> | undefined {
  const isDockerd = reader.startsWith('dockerd');
  if (isDockerd && parts.some((part) => part.kind === 'dockerd' || part.kind === 'docker-info'))
    return followEngine(reader, parts);
  const dockerd = isDockerd ? reader : dockerdReader(versionsOn({ stack, versions }));
  if (parts.some(speaksOfPodman)) return isDockerd ? { reader: 'podman' } : {};
  if (parts.some(runsDocker)) return reader === 'docker-rootless' ? {} : { reader: dockerd };
  const own = stack === undefined ? undefined : readerOn(stack);
  const isFollowed = before.some(own === 'podman' ? runsDocker : speaksOfPodman);
  const followed = own === 'podman' ? isDockerd : reader === 'podman';
  return own && isFollowed && followed ? { reader: own === 'podman' ? own : dockerd } : undefined;
}

/** The engine that the account with the ids tells. Between Docker and Podman it is a guess, which a stack overrules; root's lines are for neither. */
function followAccount(
  reader: State['reader'],
  account: string | undefined,
  parts: readonly Part[],
  guesses: boolean,
): Partial<Pick<State, 'reader'>> {
  // dockerd alone makes that account.
  if (!reader.startsWith('dockerd')) return guesses && account === 'dockremap' ? { reader: dockerdReader() } : {};
  // Ids that are assigned to a person are most often for rootless containers.
  const speaksOfDocker = parts.some(({ content }) => /docker/i.test(content));
  if (account === undefined || speaksOfDocker) return {};
  if (isPerson(account)) return guesses ? { reader: 'podman' } : {};
  return account === 'root' && parts.some(({ content }) => PROXMOX_LINE.test(content)) ? { reader: 'proxmox' } : {};
}

/** What Proxmox VE's installer writes into both files (pve-container, the default of an unprivileged container). */
const PROXMOX_LINE = /^root:100000:65536\s*$/m;

/** Docker 28 reads the files by other rules than the engines before it. */
function followEngine(reader: State['reader'], parts: readonly Part[]): Partial<Pick<State, 'reader'>> {
  const [version] = parts.flatMap((part) => (part.kind === 'docker-info' ? (readDockerInfo(part).version ?? []) : []));
  if (version === undefined) return {};
  const release = Number.parseInt(version, 10) >= 28 ? 'dockerd-28' : 'dockerd';
  return release === reader ? {} : { reader: release };
}

/** A command of Docker's, whose namespace is dockerd's to make. */
const runsDocker = ({ kind, content }: Part) => kind === 'podman' && isDockerCommand(content);

function speaksOfPodman({ kind, content }: Part): boolean {
  if (kind === 'podman-info') return true;
  if (kind === 'podman' || kind === 'prompt') return /\b(?:podman|buildah)\b/.test(content);
  return kind === 'error' && (/\bpodman\b/.test(content) || explainError(content)?.who.includes('Podman') === true);
}

/** The model with the engine, which tells all of a change: in the worker, at build time and in tests. */
const ENGINE: MapEngine = {
  kindOf,
  followText: (state, text) => ({
    ...followText(state, text),
    ...(state.isOpened && kindOf(text) !== 'subuid' && { readAs: 'paste', isOpened: false }),
  }),
  rangesIn: (text) =>
    recognised(text)
      .find((part) => part.kind === 'subids' && part.of !== 'subgid')
      ?.text.trimEnd(),
  splitGroups: (state) => withGroups(state.texts[0], compute(state)),
  planned: (state) => {
    const { solved, mappings } = planOf(state);
    const [mapping] = mappings;
    return solved?.value && mapping && { text: planText(solved.value, state), mapping };
  },
};

/** The state that an author or a link opens with. */
export const init = (mode: Mode, opening: Opening): State => initWith(ENGINE, mode, opening);

/** The state after a message. */
export const update = (state: State, message: Message): State => updateWith(ENGINE, state, message);

/** The state as a link says it. */
export const linkOf = (state: State): UidMapLink => linkWith(ENGINE, state);

function kindOf(text: string): UidMapSource {
  const [part, ...others] = recognised(text);
  if (part === undefined || others.length > 0) return 'paste';
  if (part.kind === 'subids' && part.of === 'either') return 'subuid';
  if (part.kind === 'map' && part.of === 'either') return 'uid_map';
  return 'paste';
}
