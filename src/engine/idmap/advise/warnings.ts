import { TOOLS } from '../formats/tools.ts';
import { type IdKind, LAST_ID } from '../map/Extent.ts';
import { toInside } from '../map/toOutside.ts';
import type { Situation } from '../situation/Situation.ts';
import { hostExtents } from './hostExtents.ts';
import { idRange, LESSONS, listed, type Seen, type Warning } from './Seen.ts';
import { accountsWithin, realAccount } from './warn/realAccount.ts';
import {
  collect,
  type Finding,
  fewIds,
  hostRanges,
  identityMap,
  isIdentity,
  mapsDiffer,
  subidsOverlap,
  WORDS,
  type Words,
} from './warn/subidsOverlap.ts';
import { gidTwin, volumeRefused } from './warn/volumeRefused.ts';

/** Groups of the user who runs the tool that have no id inside. A daemon of root, dockerd or LXC, never had the user's groups. */
function lostGroups(situation: Situation, { groups = [] }: Seen): Warning[] {
  const tool = situation.levels[0]?.tool;
  const hint = tool && TOOLS[tool].groups;
  const map = hostExtents(situation, 'gid');
  if (hint === undefined || map === undefined || map.length === 0) return [];
  const lost = [...new Set(groups)].filter((id) => id !== situation.user?.gid && toInside(map, id) === undefined);
  if (lost.length === 0) return [];
  const name = (id: number) => situation.accounts.find((account) => account.kind === 'gid' && account.id === id)?.name;
  const named = listed(lost.map((id) => (name(id) === undefined ? `${id}` : `${name(id)} (${id})`)));
  const whose = !situation.user?.name ? 'The user’s' : `${situation.user.name}’s`;
  return [
    {
      code: 'group-lost',
      severity: 'warning',
      message: `${whose} ${lost.length === 1 ? 'group' : 'groups'} ${named} ${lost.length === 1 ? 'is' : 'are'} not mapped.`,
      hint,
      learn: LESSONS.groups,
    },
  ];
}

/** The highest number in a signed 32-bit integer. */
const LAST_SIGNED = 2147483647;

/**
 * A range that reaches beyond the last id, which the kernel refuses (EINVAL), or beyond 2^31 - 1, which works in the kernel, dockerd 26.1 and
 * Podman 5.4, but not in programs that take ids for signed numbers: `ps -eo uid` of procps 4.0.4 prints 2147483652 as -2147483644, and
 * systemd's UIDS-GIDS names the kernel's devpts.
 */
function pastSigned(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  return collect(hostRanges(situation, kind), ({ first, count, owner, span }): Finding | undefined => {
    const last = first + count - 1;
    if (count < 1 || last <= LAST_SIGNED) return undefined;
    const refused = last > LAST_ID;
    const what = owner === undefined ? `A range ends at ${last}` : `${owner}’s range ends at ${last}`;
    return {
      code: refused ? 'range-past-last-id' : 'range-past-signed',
      severity: 'warning',
      facts: `${first} ${count} ${owner}`,
      say: ({ ids }) =>
        refused
          ? {
              message: `${what} (${ids}), but the highest possible ID is ${LAST_ID}.`,
              hint: 'The kernel refuses a map of such a range: Invalid argument. Use a range that ends earlier.',
            }
          : {
              message: `${what} (${ids}), above ${LAST_SIGNED}: programs that use signed numbers get such IDs wrong.`,
              hint: 'The kernel accepts it, but ps -eo uid shows such IDs as negative numbers. Use a range below 2147483648.',
            },
      span,
      learn: LESSONS.ranges,
    };
  });
}

/** Other containers that are the same ids outside. The map protects the host from all of them, and none of them from another. */
function sharedRange(situation: Situation, kind: IdKind, { others = [] }: Seen): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || isIdentity(map)) return [];
  const sharing: string[] = [];
  let shared: string | undefined;
  for (const other of others) {
    for (const theirs of other[kind] ?? []) {
      const ours = map.find(
        ({ outside, count }) => outside < theirs.outside + theirs.count && theirs.outside < outside + count,
      );
      if (ours === undefined) continue;
      const first = Math.max(ours.outside, theirs.outside);
      shared ??= idRange(first, Math.min(ours.outside + ours.count, theirs.outside + theirs.count) - first);
      sharing.push(other.name);
      break;
    }
  }
  if (shared === undefined) return [];
  return [
    {
      code: 'range-shared',
      severity: 'info',
      facts: `${shared} ${sharing.join(' ')}`,
      say: ({ ids }) => ({
        message: `This container and ${listed(sharing)} use the same host ${ids}: ${shared}.`,
        hint: 'A process that escapes one container owns the files and processes of the other. Podman gives each container its own range with --userns=auto, Kubernetes with hostUsers: false.',
      }),
      learn: LESSONS.limits,
    },
  ];
}

/** The 16-bit ids: the host's accounts (UID_MAX 60000 in Debian's login.defs), and systemd's dynamic users, 61184 to 65519 (UIDS-GIDS). */
const HOST_IDS = 65536;

/** A range that begins among the ids that the host gives to its own accounts, though it covers none that is known. */
function amongHostIds(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  const within = accountsWithin(situation.accounts, kind);
  return collect(hostRanges(situation, kind), ({ first, count, owner, span }) => {
    const among = count > 1 && first > 0 && first < HOST_IDS;
    if (!among || within(first, count, 1).length > 0) return undefined;
    return {
      code: 'range-among-host-ids',
      severity: 'warning',
      facts: `${first} ${count} ${owner}`,
      say: ({ ids, file, assign }) => ({
        message: `${owner === undefined ? `The host’s ${ids} ${idRange(first, count)} begin` : `${file} ${assign} ${owner} the IDs ${idRange(first, count)}, which begin`} below ${HOST_IDS}, where the host’s own accounts and services have their IDs.`,
        hint: 'A new account on the host may get an ID of the container’s range. Use a range from 100000 up, as useradd does (from 524288 on some distributions).',
      }),
      span,
      learn: LESSONS.realAccount,
    };
  });
}

/**
 * The host's id 0 among the outside ids: whoever is that id inside opens, as owner, what belongs to root on the host. The kernel wants
 * CAP_SETFCAP for such a uid map since Linux 5.12 (user_namespaces(7)). Root who maps just himself has asked for it.
 */
function hostRoot(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || isIdentity(map)) return [];
  const extent = map.find(({ outside, count }) => outside === 0 && count > 0);
  if (extent === undefined) return [];
  const rootHimself = situation.user?.uid === 0 && map.length === 1 && extent.count === 1;
  if (rootHimself) return [];
  return [
    {
      code: 'host-root-mapped',
      severity: 'warning',
      facts: `${extent.inside}`,
      say: ({ map: name }) => ({
        message: `ID ${extent.inside} in the container is root (0) on the host (${name}).`,
        hint: 'Leave host ID 0 out of the map: give files to an ID of the container’s range instead.',
      }),
      span: extent.span,
      learn: LESSONS.realAccount,
    },
  ];
}

/**
 * A line that assigns id 0 to somebody who isn't root. newuidmap writes such a map for the owner, who then is the host's root: seen with
 * uidmap 4.17.4, where alice:0:65536 let alice read /etc/shadow.
 */
function assignsRoot(situation: Situation, kind: IdKind): Finding[] {
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return collect(lines, ({ owner, start, count, span }) => {
    if (start !== 0 || count === 0 || owner === 'root' || owner === '0' || owner === '') return undefined;
    return {
      code: 'subid-assigns-root',
      severity: 'error',
      facts: `${owner} ${start} ${count}`,
      say: ({ file }) => ({
        message: `${file}: ${owner}:${start}:${count} (line ${span.line}) assigns ${owner} ID 0, the host’s root.`,
        hint: `newuidmap grants it, so ${owner} can become root at any time. Remove the line, and assign a free range instead.`,
      }),
      span,
      learn: LESSONS.ranges,
    };
  });
}

/** Types that a process of the type container_t may use (container-selinux, container.te; svirt_sandbox_file_t is their older name). */
const FOR_CONTAINERS = /^(?:container_(?:file|ro_file|share|var_lib)_t|svirt_sandbox_file_t|fusefs_t|nfs_t|cifs_t)$/;

/** Files whose SELinux type a confined container may not write to, whoever owns them and whatever the map. */
function labelForbids(_situation: unknown, { labels = [] }: Seen): Warning[] {
  const types = [...new Set(labels.map(({ type }) => type))].filter((type) => !FOR_CONTAINERS.test(type));
  return types.map((type): Warning => {
    const paths = labels.filter((each) => each.type === type).map(({ path }) => path);
    return {
      code: 'label-forbids',
      severity: 'warning',
      message: `SELinux: ${listed(paths)} ${paths.length === 1 ? 'has' : 'have'} the type ${type}. A container (container_t) may write only to container_file_t, whoever owns the files: Permission denied.`,
      hint: 'Mount the volume with :z, or with :Z for a single container. Both relabel everything in it, so never use them on a home or a system directory. ausearch -m avc shows what was refused.',
      learn: LESSONS.volume,
    };
  });
}

/**
 * Docker Desktop's engine runs in a virtual machine, on Linux too; what stands in this machine's /etc/subuid is not what it reads. The one
 * exception is file sharing on Linux up to Docker Desktop 4.34, whose virtiofsd went by the user's own lines (docs.docker.com, Docker Desktop
 * FAQs for Linux).
 */
function dockerDesktop(_situation: Situation, { dockerDesktop: desktop }: Seen): Warning[] {
  if (desktop !== true) return [];
  return [
    {
      code: 'docker-desktop',
      severity: 'warning',
      message: 'Docker Desktop runs the engine in a virtual machine, which has an /etc/subuid of its own.',
      hint: 'The numbers here apply inside the virtual machine; docker info shows whether it remaps IDs. Docker Desktop’s file sharing sets the owners of shared files; on Linux, up to Docker Desktop 4.34, it used your own lines in /etc/subuid.',
      learn: LESSONS.desktop,
    },
  ];
}

/** The warnings of a rule that looks at user ids and at group ids alike; what holds for both is told once. */
function forBothKinds(find: (kind: IdKind) => readonly Finding[]): Warning[] {
  const ofUsers = find('uid');
  const ofGroups = find('gid');
  const keyOf = ({ code, facts }: Finding) => `${code} ${facts}`;
  const groupKeys = new Set(ofGroups.map(keyOf));
  const userKeys = new Set(ofUsers.map(keyOf));
  return [
    ...ofUsers.map((finding) => inWords(finding, groupKeys.has(keyOf(finding)) ? WORDS.both : WORDS.uid)),
    ...ofGroups.filter((finding) => !userKeys.has(keyOf(finding))).map((finding) => inWords(finding, WORDS.gid)),
  ];
}

function inWords({ code, severity, say, span, learn }: Finding, words: Words): Warning {
  return { code, severity, ...say(words), ...(span && { span }), learn };
}

type Rule = (situation: Situation, seen: Seen) => Warning[];

const ofBothKinds =
  (find: (situation: Situation, kind: IdKind, seen: Seen) => Finding[]): Rule =>
  (situation, seen) =>
    forBothKinds((kind) => find(situation, kind, seen));

/** Worst first: what hands the host or a person to a container, then what breaks, then what puzzles. */
const RULES: readonly Rule[] = [
  ofBothKinds(assignsRoot),
  dockerDesktop,
  ofBothKinds(identityMap),
  ofBothKinds(hostRoot),
  ofBothKinds(realAccount),
  ofBothKinds(amongHostIds),
  ofBothKinds(subidsOverlap),
  gidTwin,
  labelForbids,
  volumeRefused,
  ofBothKinds(fewIds),
  lostGroups,
  mapsDiffer,
  ofBothKinds(pastSigned),
  ofBothKinds(sharedRange),
];

/**
 * What works, or seems to, and yet will bite: each with the numbers in it, what to do, and where this site teaches why. Worst first.
 * `seen` is what other texts of the reader have shown. A part of the situation that isn't known gives no warning.
 */
export function warnings(situation: Situation, seen: Seen = {}): Warning[] {
  return RULES.flatMap((rule) => rule(situation, seen));
}
