import { FILES } from '../advise/remedy/files.ts';
import { format } from '../formats/format.ts';
import { type ConfigMaker, grantSteps, onHost } from '../solve/configs/PlanConfig.ts';
import type { ToolRow } from './ToolRow.ts';

/** newuidmap(1) and newgidmap(1), for process $PID in a new user namespace. */
const config: ConfigMaker = (plan) => {
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

export const newuidmap: ToolRow = { configs: [['newuidmap', config]], forFiles: FILES, forUnmapped: [] };
