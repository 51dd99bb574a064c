import {
  dockerdReader,
  explainError,
  isPerson,
  type Part,
  parseSubids,
  readDockerInfo,
  readListing,
} from '../../../engine/idmap/index.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import { idInText } from './idInText.ts';
import { recognised } from './recognised.ts';
import type { State } from './State.ts';
import { versionsOn } from './versionsOn.ts';

/**
 * What a new text changes beside itself: an account to whom it assigns nothing gives way to the one that it names (by `id`, or as the only owner),
 * Docker to Podman or Proxmox VE where it speaks of these alone, what is rootless to Docker for the account that dockerd makes, where a listing was printed and the id to what its commands tell. What the reader chose and the
 * text agrees with stays.
 */
export function followText(
  { user, uid, id, side, reader, seen, stack, versions, texts: [before] }: State,
  text: string,
): Partial<Pick<State, 'user' | 'uid' | 'reader' | 'seen' | 'id'>> {
  const parts = recognised(text);
  const partsBefore = recognised(before);
  const account = followUser({ user, uid }, parts);
  return {
    ...account,
    ...followReader(reader, account.user, parts, dockerdReader(versionsOn({ stack, versions }))),
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

function followReader(
  reader: State['reader'],
  account: string | undefined,
  parts: readonly Part[],
  dockerd: State['reader'],
): Partial<Pick<State, 'reader'>> {
  // dockerd alone makes that account.
  if (!reader.startsWith('dockerd')) return account === 'dockremap' ? { reader: dockerd } : {};
  const ofDocker = parts.some((part) => part.kind === 'dockerd' || part.kind === 'docker-info');
  if (ofDocker) return followEngine(reader, parts);
  if (parts.some(speaksOfPodman)) return { reader: 'podman' };
  // Ids that are assigned to a person are most often for rootless containers.
  const speaksOfDocker = parts.some(({ content }) => /docker/i.test(content));
  if (account === undefined || speaksOfDocker) return {};
  if (isPerson(account)) return { reader: 'podman' };
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

function speaksOfPodman({ kind, content }: Part): boolean {
  if (kind === 'podman-info') return true;
  if (kind === 'podman' || kind === 'prompt') return /\b(?:podman|buildah)\b/.test(content);
  return kind === 'error' && (/\bpodman\b/.test(content) || explainError(content)?.who.includes('Podman') === true);
}
