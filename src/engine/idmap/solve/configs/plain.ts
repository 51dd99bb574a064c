import { error } from '../../../text/index.ts';
import { format } from '../../formats/format.ts';
import type { IdKind, IdMap } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import { programWords } from '../../versions/programWords.ts';
import { since } from '../../versions/since.ts';
import { type ConfigMaker, cannot, grantSteps, onHost } from './PlanConfig.ts';

/** What the members with the maps take the place of. */
export const OCI_MAPPINGS = '"uidMappings" and "gidMappings" under "linux"';

/** OCI runtime specification, config-linux.md, "User namespace mappings". runc and crun run by root ask for no line in /etc/subuid. */
export const oci: ConfigMaker = ({ uid, gid }) => ({
  steps: [{ where: { file: 'config.json', replaces: OCI_MAPPINGS }, text: ociMembers(uid, gid) }],
  note: 'The "namespaces" under "linux" need { "type": "user" }.',
});

/** The two members of "linux", without the braces around them: pasted over a whole file they would not be one. */
export function ociMembers(uid: IdMap, gid: IdMap): string {
  const members = [
    ...(uid.length > 0 ? [format(uid, 'oci', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'oci', { kind: 'gid' })] : []),
  ].map((text) => text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n')));
  return `${members.join(',\n')}\n`;
}

/**
 * unshare(1), several --map-users since util-linux 2.39; 2.38 takes one, with the outside ID first. Run by a user it calls newuidmap; run by root it writes
 * the maps itself, which 2.38 leaves to newuidmap as well.
 */
export const unshare: ConfigMaker = (plan, _, { versions }) => {
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

/** newuidmap(1) and newgidmap(1), for process $PID in a new user namespace. */
export const newuidmap: ConfigMaker = (plan) => {
  const { uid, gid, user } = plan;
  const calls = [
    ...(uid.length > 0 ? [format(uid, 'newuidmap', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'newuidmap', { kind: 'gid' })] : []),
  ];
  return {
    steps: [...grantSteps(plan, 'newuidmap'), onHost(calls.join('\n'), user.name === 'root')],
    note: '$PID is a process in a new user namespace whose map is not written yet, such as the one that unshare --user sleep 1000 & starts.',
  };
};
