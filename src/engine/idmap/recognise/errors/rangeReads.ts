import { between, type Message, type Reader, unquoted, type Values } from '../../../messages/index.ts';
import { nameWord, type ShellWord } from '../../../text/index.ts';
import { canValidate, mergeDaemonJson, restartWords } from '../../formats/mergeDaemonJson.ts';
import type { Extent, IdKind } from '../../map/Extent.ts';
import {
  addOption,
  assignFreeRange,
  assignUnlessTaken,
  CURRENT_USER,
  FIRST_PERSON,
} from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';

// What messages about ranges of IDs tell beside what their patterns find: newuidmap, engines without a range, images with higher IDs.

/** So few ids are asked for one by one, for a share with an account of the host. */
const FEW = 100;

/** "UID 0", or "UIDs 0 to 65535". */
const ids = (first: number, count: number, what: string): string =>
  count === 1 ? `${what} ${first}` : `${what}s ${first} to ${first + count - 1}`;

/** "uid range [0-1) -> [1000-1001)": inside and outside, each with its end left out. LXC under root maps with root's lines, as Proxmox does. */
const newuidmapRange: Reader = ({ text, small }, at) => {
  const found = /^.id range \[(\d{1,10})-(\d{1,10})\) -> \[(\d{1,10})-(\d{1,10})\)/i.exec(text.slice(at));
  if (!found) return undefined;
  const [inside = 0, insideEnd = 0, outside = 0] = found.slice(1).map(Number);
  const count = insideEnd - inside;
  const kind: IdKind = small.startsWith('uid', at) ? 'uid' : 'gid';
  const owner = small.includes('lxc') ? 'root' : 'USER';
  const few = count < FEW;
  const grant = (of: IdKind) =>
    few ? `sudo usermod ${addOption(of, outside, count)} ${owner}` : assignUnlessTaken(owner, of, outside, count);
  const KIND = kind.toUpperCase();
  return {
    ...{ tool: `new${kind}map`, kind, KIND, inside, outside, count, few },
    ...(kind === 'uid' ? { insideUid: inside, outsideUid: outside } : { insideGid: inside, outsideGid: outside }),
    container: ids(inside, count, `container ${KIND}`),
    host: ids(outside, count, `host ${KIND}`),
    ids: ids(outside, count, KIND),
    one: count === 1,
    system: outside < FIRST_PERSON,
    grant: grant(kind),
    grantGroups: grant('gid'),
  };
};

/** The number behind a label, or a question mark. */
function field({ text, small }: Message, label: string, at: number): string {
  const start = small.indexOf(label, Math.max(at, 0));
  const after = start === -1 ? '' : text.slice(start + label.length, start + label.length + 10);
  return /^\d{1,10}/.exec(after)?.[0] ?? '?';
}

const targetOwner: Reader = (message, at) => ({
  owner: field(message, 'st_uid:', at),
  group: field(message, 'st_gid:', at),
  uid: field(message, 'uid:', at),
  gid: field(message, 'gid:', message.small.indexOf(', gid:', at)),
});

const newuidmapProgram: Reader = ({ text, small }) => {
  const kind: IdKind = small.includes('newgidmap') ? 'gid' : 'uid';
  return { kind, path: /["' ](\/[\w./+-]{1,200}new[ug]idmap)/.exec(` ${text}`)?.[1] ?? `/usr/bin/new${kind}map` };
};

/** The extents in arguments, three numbers each. */
function extentsOf(text: string): Extent[] {
  const numbers = text.trim().split(' ').map(Number);
  return Array.from({ length: Math.floor(numbers.length / 3) }, (_, index) => {
    const [inside = 0, outside = 0, count = 0] = numbers.slice(3 * index, 3 * index + 3);
    return { inside, outside, count };
  });
}

/** As RootlessKit says it: "newuidmap 123 [0 1000 1 1 100000 65536] failed". */
const newuidmapCall: Reader = ({ text }, at) => {
  const found = /^new([ug])idmap \d+ \[([\d ]{5,600})\] failed/i.exec(text.slice(at, at + 700));
  if (!found) return undefined;
  const kind: IdKind = found[1] === 'g' ? 'gid' : 'uid';
  const KIND = kind.toUpperCase();
  const extents = extentsOf(found[2] ?? '');
  const assigned = extents.findLast(({ count }) => count > 1) ?? extents.at(-1);
  const asked = extents.map(
    ({ inside, outside, count }) =>
      `${ids(inside, count, `container ${KIND}`)} to ${ids(outside, count, `host ${KIND}`)}`,
  );
  return {
    ...{ kind, ...assigned, asked: asked.join(', and ') },
    assigned: assigned && ids(assigned.outside, assigned.count, `host ${KIND}`),
  };
};

/** The first word without quotes and what follows it, where it can be the name of an account: none begins with a hyphen (useradd(8)). */
function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\][\w.@$\\-]{0,63}$/.test(word) ? word : undefined;
}

/** A user without a range, the file, and the command that assigns one. */
function lacking(user: string | undefined, file: string, other: ShellWord | typeof CURRENT_USER | 'dockremap'): Values {
  const assign = assignFreeRange(user === undefined ? other : (nameWord(user) ?? CURRENT_USER));
  return { user, file, kind: file === '/etc/subgid' ? 'gid' : 'uid', assign };
}

/** Whose engine found no range, for whom, and in which file. The name is in: testuser · "testuser" · 1001 ("testuser"). */
function readRanges(message: Message, at: number): { who: string; values: Values } {
  const { small } = message;
  const said = between(message, 'ranges found for', '', at)?.replace(/^(?:user|group) ?/, '');
  const user = firstWord(/^\d+ \("?([^")]{1,64})/.exec(said ?? '')?.[1] ?? said);
  const file = small.startsWith('subgid', at) || small.includes('in /etc/subgid', at) ? '/etc/subgid' : '/etc/subuid';
  const ofRootlessKit =
    small.includes('rootlesskit') || /^sub[ug]id ranges found for user \d+ \(/.test(small.slice(at));
  const ofPodman =
    small.includes(' in /etc/sub', at) || small.includes('rootless mode') || small.includes('cannot find uid/gid');
  const who = ofRootlessKit ? 'rootlesskit' : ofPodman ? 'podman' : 'dockerd';
  return { who, values: lacking(user, file, who === 'dockerd' ? 'dockremap' : CURRENT_USER) };
}

const rangeOf =
  (engine: string): Reader =>
  (message, at) => {
    const { who, values } = readRanges(message, at);
    return who === engine ? values : undefined;
  };

const podmanRange: Reader = (message, at) => {
  if (/^sub[ug]id ranges found for/.test(message.small.slice(at, at + 30))) return rangeOf('podman')(message, at);
  const names = message.small.startsWith('cannot find', at);
  return lacking(names ? firstWord(between(message, 'for user', '', at)) : undefined, '/etc/subuid', CURRENT_USER);
};

const matchedUser: Reader = (message, at) => {
  const label = message.small.startsWith('no line matching user', at) ? 'user' : 'group';
  return lacking(firstWord(between(message, label, '', at)), '/etc/subuid', CURRENT_USER);
};

const fakerootUser: Reader = (message, at) => {
  const file = message.small.startsWith('no mapping entry found in /etc/subgid', at) ? '/etc/subgid' : '/etc/subuid';
  return lacking(firstWord(between(message, ' for ', '', at)), file, CURRENT_USER);
};

const remapAccount: Reader = (message, at) => {
  const user = firstWord(between(message, 'unable to find entry', '', at));
  return {
    user,
    database: message.small.includes('in group database', at) ? 'group' : 'passwd',
    word: nameWord(user) ?? 'NAME',
    account: nameWord(user) ?? 'dockremap',
  };
};

/** 110 Pods, each with 65536 IDs. */
const kubeletAccount: Reader = (message, at) => {
  const user = firstWord(between(message, 'for user', '', at)) ?? 'kubelet';
  const word = nameWord(user) ?? 'USER';
  const assign = assignFreeRange(word, 110 * SUBID_COUNT);
  return { user, word, assignPods: `getsubids ${word} || getsubids -g ${word} || {\n${assign}\n}` };
};

/** Whole ranges of 65536 ids that hold the one with this number. */
const wholeRanges = (id: number): number => SUBID_COUNT * Math.ceil((id + 1) / SUBID_COUNT);
const moreIds = (id: number): Values => ({
  id,
  above: id >= SUBID_COUNT,
  assign: assignFreeRange(CURRENT_USER, wholeRanges(id)),
});

/** No question of a person is longer; in a file or a log the words mean nothing. */
const LONGEST_QUESTION = 120;
const HIGH_ID = /^([ug])ids? (?:above|over|beyond|(?:higher|greater|larger|bigger) than) (\d{5,10})\b/;

/** The owner that an image has and the map lacks. Podman names it after the words, rootless Docker before them; people ask “an image with a UID above 65536”. */
const unpackedOwner: Reader = ({ text, small }, at) => {
  const isDocker = small.startsWith('increasing', at);
  const podman = /\(requested (?<uid>\d{1,10}):(?<gid>\d{1,10}) for (?<path>[^)]{1,1000})\)/;
  const docker = /failed to Lchown "(?<path>[^"]{1,1000})" for UID (?<uid>\d{1,10}), GID (?<gid>\d{1,10}) \(try $/i;
  const { uid, gid, path } =
    (isDocker ? docker.exec(text.slice(Math.max(0, at - 1200), at)) : podman.exec(text.slice(at, at + 1200)))?.groups ??
    {};
  if (path !== undefined) {
    const [kind, id]: [IdKind, number] = Number(uid) >= Number(gid) ? ['uid', Number(uid)] : ['gid', Number(gid)];
    const tool = isDocker ? 'docker' : 'podman';
    return { tool, uid, gid, path, kind, KIND: kind.toUpperCase(), asked: id, ...moreIds(id) };
  }
  const found = isDocker ? undefined : HIGH_ID.exec(small.slice(at));
  if (!found || small.length > LONGEST_QUESTION || !small.includes('image')) return undefined;
  const [kind, id]: [IdKind, number] = [found[1] === 'g' ? 'gid' : 'uid', Number(found[2])];
  // The first that a rootless user’s 65536 IDs and the own one do not reach.
  return { tool: 'none', kind, KIND: kind.toUpperCase(), ...moreIds(id), asked: Math.max(id, SUBID_COUNT) + 1 };
};

const hostlessId: Reader = ({ text, small }, at) => {
  const id = /^container ID (\d{1,10}) cannot be mapped to a host ID/i.exec(text.slice(at, at + 80))?.[1];
  if (id === undefined) return undefined;
  const isDocker = /\bdocker|failed to register layer/.test(small) && !/kubelet|containerd/.test(small);
  return {
    ...moreIds(Number(id)),
    ...(isDocker && { assign: assignFreeRange('dockremap', wholeRanges(Number(id))) }),
  };
};

/** The option that dockerd names before these words. */
const optionBefore: Reader = ({ small }, at) => {
  const before = small.slice(Math.max(0, at - 120), at);
  if (before.includes('network')) return { option: '--network=host' };
  if (before.includes('pid namespace')) return { option: '--pid=host' };
  return { option: before.includes('privileged') ? '--privileged' : 'An option of this container' };
};

const daemonJson: Reader = (_message, _at, versions) => {
  const [restarts, beware] = restartWords(versions);
  return { restarts, beware, merge: mergeDaemonJson('default', canValidate(versions)) };
};

export const RANGE_READS: Readonly<Record<string, Reader>> = {
  newuidmapRange,
  targetOwner,
  newuidmapProgram,
  newuidmapCall,
  rootlesskitRange: rangeOf('rootlesskit'),
  dockerdRange: rangeOf('dockerd'),
  podmanRange,
  matchedUser,
  fakerootUser,
  remapAccount,
  kubeletAccount,
  unpackedOwner,
  hostlessId,
  optionBefore,
  daemonJson,
};
