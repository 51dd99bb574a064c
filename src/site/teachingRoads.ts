import type { RoadsShown } from '../islands/seccomp/state/Inspection.ts';
import { openingQuestion } from '../islands/seccomp/state/questionOf.ts';
import { inspect } from '../islands/seccomp/worker/inspect.ts';
import { SECCOMP_LINK_DEFAULTS, writeSeccompLink } from '../share/seccompLink.ts';

const texts = import.meta.glob<string>('/content/data/profiles/teaching-*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The text of a profile of our own, content/data/profiles/teaching-<name>.json. Throws for a name that isn't there, as our own prose asked. */
export function teachingText(name: string): string {
  const text = texts[`/content/data/profiles/teaching-${name}.json`];
  if (text === undefined) throw new Error(`No teaching profile “${name}”; there are ${Object.keys(texts).join(', ')}.`);
  return text;
}

/** The roads to what a call does under a profile, and the fragment that opens both in the profile checker. */
export interface TeachingRoads {
  roads: RoadsShown;
  fragment: string;
}

/**
 * Works the roads out under a profile of our own, content/data/profiles/teaching-<name>.json, for the target that links mean. It takes no profile
 * that others ship: what stands open there its owner tells first (SECURITY.md). Throws for a name or a call that isn't there, as our own prose asked.
 */
export async function teachingRoads(name: string, call: string): Promise<TeachingRoads> {
  const text = teachingText(name);
  const link = { ...SECCOMP_LINK_DEFAULTS, profile: undefined, text, call };
  const question = { ...openingQuestion('embedded', { link, text }), withFindings: false };
  const { roads } = inspect(question).reply;
  if (roads === undefined) throw new Error(`“${name}” gives no roads to ${call}.`);
  return { roads, fragment: await writeSeccompLink(link) };
}
