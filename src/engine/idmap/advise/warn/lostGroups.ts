import type { Tool } from '../../formats/tools.ts';
import { toInside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { listed } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen } from '../Seen.ts';
import type { Warning } from '../Warning.ts';

/**
 * What becomes of the user's groups in each tool that starts processes as that user. Seen with Podman 5.4.2 and crun 1.21: a plain container
 * has none of them; with keep-groups `id` shows each as 65534, and a directory of the group, mode 2770, can be written to. So it is under
 * unshare 2.41, which drops nothing. (podman-run(1), --group-add; user_namespaces(7).)
 */
const WHAT_HELPS: Partial<Record<Tool, string>> = {
  podman:
    'The container loses them. With crun, --group-add keep-groups keeps their access, and id shows them as 65534. Or assign the GID in /etc/subgid and map it.',
  'docker-rootless': 'The container loses them. Give the files to an ID of the range, or use an ACL for such an ID.',
  unshare:
    'They still give access to files, and id shows them as 65534. A process that sets its groups itself loses them.',
  newuidmap:
    'They still give access to files, and id shows them as 65534. A process that sets its groups itself loses them.',
};

/** Groups of the user who runs the tool that have no id inside. A daemon of root, dockerd or LXC, never had the user's groups. */
export function lostGroups(situation: Situation, { groups = [] }: Seen): Warning[] {
  const tool = situation.levels[0]?.tool;
  const hint = tool && WHAT_HELPS[tool];
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
