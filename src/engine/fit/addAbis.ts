import { type Arch, subArchitectures } from '../linux/index.ts';
import { addItem, architecturesFor, type Profile, setKey, type Target } from '../seccomp/index.ts';
import type { Edit } from '../text/index.ts';

/** ABIs that a filter is to know, and the edits for it; none where the text has no place for them. */
export interface AddedAbis {
  arches: readonly Arch[];
  edits: readonly Edit[];
}

/**
 * Adds those of these ABIs that the machine runs: to `architectures`, or to the machine's entry of `archMap`. A profile with neither gets `architectures`,
 * the machine's own first.
 */
export function addAbis(text: string, profile: Profile, target: Target, missing: readonly Arch[]): AddedAbis {
  const arches = missing.filter((arch) => subArchitectures(target.arch).includes(arch));
  const edits = arches.length === 0 ? [] : editsFor(text, profile, target, arches);
  return edits === undefined || edits.length === 0 ? { arches: [], edits: [] } : { arches, edits };
}

function editsFor(text: string, profile: Profile, target: Target, arches: readonly Arch[]): Edit[] | undefined {
  const list = arches.map((arch) => JSON.stringify(arch)).join(', ');
  const last = profile.architectures.at(-1);
  if (last !== undefined) return addItem(text, last.span, list);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  if (entry !== undefined) {
    const found = /("subArchitectures"\s*:\s*\[\s*)([\]"])/i.exec(text.slice(entry.span.start, entry.span.end));
    if (found === null) return undefined;
    const at = entry.span.start + found.index + (found[1]?.length ?? 0);
    return [{ start: at, end: at, text: `${list}${found[2] === '"' ? ', ' : ''}` }];
  }
  if (profile.archMap.length > 0) return undefined;
  const own = architecturesFor(profile, target).map((arch) => JSON.stringify(arch));
  return setKey(text, profile.span, 'architectures', `[${[...own, list].join(', ')}]`);
}
