import { hostExtents } from '../advise/hostExtents.ts';
import { daemonJson, needOf, runAsOwner } from '../advise/remedy/docker.ts';
import { acl, chownOnHost, type Need, type RemedyMaker, shareByGroup } from '../advise/remedy/files.ts';
import { isAssignedToRoot } from '../advise/remedy/hostIdRemedy.ts';
import type { Remedy, Wants } from '../advise/Wants.ts';
import { isId } from '../map/Extent.ts';
import type { Asked, Situation } from '../situation/Situation.ts';
import { toolMakers } from './allTools.ts';

/** Without a namespace ids inside are the host's: Docker as it is installed. */
const WITHOUT_MAP: readonly RemedyMaker[] = [runAsOwner, chownOnHost, acl, shareByGroup, daemonJson];

/**
 * Ways to let the asked id at the files, ready to paste: the smallest change first, each with what it costs. Where an id inside has no mapping, ways
 * to get it one. What isn't known stands in capitals: DIR, IMAGE, CTID, ROOT, MOUNTPOINT. Nothing for what is no id.
 */
export function remedies(situation: Situation, asked: Asked, wants: Wants = {}): Remedy[] {
  if (!isId(asked.id) || asked.level > situation.levels.length) return [];
  const need = needOf(situation, asked, wants);
  // A map that nobody has told is no map without the id.
  if (need.tool !== undefined && hostExtents(need.situation, asked.kind) === undefined) return [];
  const found = makersFor(situation, need).flatMap((make) => make(need) ?? []);
  return isRootsShell(need) ? found.map(withoutSudo) : found;
}

function makersFor(situation: Situation, need: ReturnType<typeof needOf>): readonly RemedyMaker[] {
  if (need.tool === undefined) return situation.levels.length === 0 ? WITHOUT_MAP : [];
  const unmapped = !need.askedOutside && need.outside[need.kind] === undefined;
  return toolMakers(need.tool, !unmapped);
}

/** Where root runs LXC the shell is root's, and Proxmox VE is installed without sudo. */
function isRootsShell(need: Need): boolean {
  return need.tool === 'lxc' && need.situation.levels.length === 1 && isAssignedToRoot(need);
}

function withoutSudo(remedy: Remedy): Remedy {
  return { ...remedy, steps: remedy.steps.map((step) => ({ ...step, text: step.text.replaceAll(/^sudo /gm, '') })) };
}
