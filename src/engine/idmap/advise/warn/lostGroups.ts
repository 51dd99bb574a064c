import { TOOLS } from '../../formats/tools.ts';
import { toInside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { listed } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen } from '../Seen.ts';
import type { Warning } from '../Warning.ts';

/** Groups of the user who runs the tool that have no id inside. A daemon of root, dockerd or LXC, never had the user's groups. */
export function lostGroups(situation: Situation, { groups = [] }: Seen): Warning[] {
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
