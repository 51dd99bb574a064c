import { format } from '../../formats/format.ts';
import { toOutside } from '../../map/toOutside.ts';
import { type ConfigMaker, grantSteps, onHost } from './PlanConfig.ts';

/** OCI runtime specification, config-linux.md, "User namespace mappings". runc and crun run by root ask for no line in /etc/subuid. */
export const oci: ConfigMaker = ({ uid, gid }) => {
  const members = [
    ...(uid.length > 0 ? [format(uid, 'oci', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'oci', { kind: 'gid' })] : []),
  ].map((text) => text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n')));
  return {
    tool: 'oci',
    name: 'runc, crun',
    steps: [{ where: { file: 'config.json' }, text: `{\n${members.join(',\n')}\n}\n` }],
    note: 'They belong into "linux", whose "namespaces" need { "type": "user" }.',
  };
};

/** unshare(1), several --map-users since util-linux 2.39. Run by a user it calls newuidmap; run by root it writes the maps itself. */
export const unshare: ConfigMaker = (plan) => {
  const { uid, gid, user } = plan;
  const options = [
    format(uid, 'unshare', { kind: 'uid' }),
    format(gid, 'unshare', { kind: 'gid' }).replace('unshare --user', ''),
    ...(toOutside(gid, 0) === undefined ? [] : ['--setgid 0']),
    ...(toOutside(uid, 0) === undefined ? [] : ['--setuid 0']),
  ].map((part) => part.trim());
  const root = user.name === 'root';
  return {
    tool: 'unshare',
    name: 'unshare',
    steps: [
      ...grantSteps(plan, 'unshare'),
      onHost([root ? 'sudo' : '', ...options, 'sh'].filter(Boolean).join(' '), root),
    ],
  };
};

/** newuidmap(1) and newgidmap(1), for process $PID in a new user namespace. */
export const newuidmap: ConfigMaker = (plan) => {
  const { uid, gid, user } = plan;
  const calls = [
    ...(uid.length > 0 ? [format(uid, 'newuidmap', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'newuidmap', { kind: 'gid' })] : []),
  ];
  return {
    tool: 'newuidmap',
    name: 'newuidmap',
    steps: [...grantSteps(plan, 'newuidmap'), onHost(calls.join('\n'), user.name === 'root')],
    note: '$PID is a process in a user namespace that has no map yet, such as unshare --user sleep 1000 &.',
  };
};
