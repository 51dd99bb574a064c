import { type SurveyRow, survey } from '../engine/seccomp/index.ts';
import type { SeccompLink } from '../share/seccompLink.ts';
import { linkFilter } from './linkFilter.ts';

/** A call that a filter lets through more often once the container has a capability. */
export interface OpenedCall {
  name: string;
  /** Without the capability: never, or only with some arguments. */
  before: 'refused' | 'depends';
  /** With it: whatever the arguments, or with some. */
  after: 'allowed' | 'depends';
}

const ORDER = { deny: 0, depends: 1, allow: 2 } as const;

/**
 * The calls of the link's own ABI that its profile, which may ask for capabilities (moby, profiles/seccomp: `includes.caps`), lets through more
 * often with this one than without. What else the container has is as in the link.
 */
export async function openedCalls(link: SeccompLink, capability: string): Promise<readonly OpenedCall[]> {
  const without = link.capabilities.filter((name) => name !== capability);
  const [closed, open] = await Promise.all(
    [without, [...without, capability]].map(async (capabilities) =>
      survey(await linkFilter({ ...link, capabilities }), link.arch),
    ),
  );
  const before = new Map(closed?.map(({ name, summary }) => [name, summary]));
  return (open ?? []).flatMap((row) => opened(before.get(row.name) ?? 'allow', row));
}

function opened(before: SurveyRow['summary'], { name, summary }: SurveyRow): OpenedCall[] {
  if (before === 'allow' || ORDER[summary] <= ORDER[before]) return [];
  return [
    { name, before: before === 'deny' ? 'refused' : 'depends', after: summary === 'allow' ? 'allowed' : 'depends' },
  ];
}
