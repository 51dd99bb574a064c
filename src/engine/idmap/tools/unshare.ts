import { error } from '../../text/index.ts';
import { FILES, type RemedyMaker } from '../advise/remedy/files.ts';
import { widenMap } from '../advise/remedy/moreIds.ts';
import { format } from '../formats/format.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { type ConfigMaker, cannot, grantSteps, onHost } from '../solve/configs/PlanConfig.ts';
import { SUBID_COUNT } from '../subid/findFreeSubids.ts';
import { programWords, since } from '../versions/programWords.ts';
import type { ToolRow } from './ToolRow.ts';

/**
 * unshare(1), several --map-users since util-linux 2.39; 2.38 takes one, with the outside ID first. Run by a user it calls newuidmap; run by root it writes
 * the maps itself, which 2.38 leaves to newuidmap as well.
 */
const config: ConfigMaker = (plan, _, { versions }) => {
  const { uid, gid, user } = plan;
  const root = user.name === 'root';
  const takesAny = since('util-linux', 'map-users', versions);
  const takesOne = since('util-linux', 'map-ranges', versions) && !root && uid.length <= 1 && gid.length <= 1;
  if (!takesAny && !takesOne) {
    const message = `unshare from ${programWords('util-linux', versions)} has no option for this map: --map-users=INSIDE:OUTSIDE:COUNT needs util-linux 2.39 or newer.`;
    return cannot(error('unshare-map-users', message, 'Run unshare --user, and write its map with newuidmap.'));
  }
  const ranges = (map: IdMap, kind: IdKind) =>
    takesAny ? format(map, 'unshare', { kind }).replace('unshare --user', '') : oneRange(map, kind);
  const options = [
    'unshare --user',
    ranges(uid, 'uid'),
    ranges(gid, 'gid'),
    ...(toOutside(gid, 0) === undefined ? [] : ['--setgid 0']),
    ...(toOutside(uid, 0) === undefined ? [] : ['--setuid 0']),
  ].map((part) => part.trim());
  return {
    steps: [
      ...grantSteps(plan, 'unshare'),
      onHost([root ? 'sudo' : '', ...options, 'sh'].filter(Boolean).join(' '), root),
    ],
  };
};

/** What unshare takes before 2.39. */
function oneRange([extent]: IdMap, kind: IdKind): string {
  if (extent === undefined) return '';
  return `--map-${kind === 'uid' ? 'users' : 'groups'}=${extent.outside},${extent.inside},${extent.count}`;
}

/** unshare(1), --map-auto (util-linux 2.38): oneself as root, the rest from /etc/subuid. */
export const unshareAuto: RemedyMaker = ({ inside, kind }) => {
  const id = inside[kind];
  if (id === undefined || id >= SUBID_COUNT) return undefined;
  return {
    code: 'unshare-auto',
    title: 'Create a namespace with all the IDs assigned to you (--map-auto)',
    why: 'A map is written once, so this creates a new namespace: you are root in it, and your range of /etc/subuid and /etc/subgid is mapped from 1 up. Needs unshare of util-linux 2.38 (2022).',
    steps: [onHost('unshare --user --map-root-user --map-auto', false)],
  };
};

export const unshare: ToolRow = { configs: [['unshare', config]], forFiles: FILES, forUnmapped: [unshareAuto] };

/** The two members of "linux", without the braces around them: pasted over a whole file they would not be one. */
function configStep(uid: IdMap, gid: IdMap): PasteStep {
  const members = [
    ...(uid.length > 0 ? [format(uid, 'oci', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'oci', { kind: 'gid' })] : []),
  ].map((text) => text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n')));
  const replaces = '"uidMappings" and "gidMappings" under "linux"';
  return { where: { file: 'config.json', replaces }, text: `${members.join(',\n')}\n` };
}

/** OCI runtime specification, config-linux.md, "User namespace mappings". runc and crun run by root ask for no line in /etc/subuid. */
export const oci: ToolRow = {
  configs: [
    [
      'runc, crun',
      ({ uid, gid }) => ({
        steps: [configStep(uid, gid)],
        note: 'The "namespaces" under "linux" need { "type": "user" }.',
      }),
    ],
  ],
  forFiles: FILES,
  forUnmapped: [widenMap((uid, gid, { find }) => [...find, configStep(uid, gid)])],
};
