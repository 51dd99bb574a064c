import type { Arch } from '../../../engine/linux/index.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, plain } from '../../../ui/Phrase.ts';
import type { StackFacts } from '../state/Facts.ts';
import type { Line } from '../state/Reply.ts';
import { filterEntries } from './seenWords.ts';
import { whereWords } from './whereWords.ts';

/** What the card says where no libc is known to break: a headline, and a line for each answer where they differ. */
export interface Told {
  tone: Tone;
  headline: string;
  lines: readonly Line[];
}

/** How the stacks' filters answer a call, the most frequent answer first. */
export function answersApart(facts: readonly StackFacts[], arch: Arch): Told {
  const told = facts.map((each) => {
    const entries = filterEntries(each, arch);
    const tones = new Set(entries.map(({ tone }) => tone));
    return {
      stack: each.stack,
      words: entries.map(({ words }) => plain(words)).join(' or '),
      tone: tones.size === 1 ? (entries[0]?.tone ?? 'depends') : 'depends',
    } as const;
  });
  const groups = [...Map.groupBy(told, ({ words }) => words)].toSorted(([, a], [, b]) => b.length - a.length);
  const lacking = lackingLines(facts);
  const [[words, [first]] = ['', []]] = groups;
  if (groups.length === 1 && first)
    return { tone: first.tone, headline: `${words} on all ${facts.length} stacks`, lines: lacking };
  const lines = groups.map(([answer, some]): Line => {
    const where = whereWords(some.map(({ stack }) => stack));
    return { chip: { tone: some[0]?.tone ?? 'depends', word: answer }, words: [where] };
  });
  return { tone: 'depends', headline: `${groups.length} different answers`, lines: [...lines, ...lacking] };
}

/** Where the filter allows a call that the kernel does not have yet. */
function lackingLines(facts: readonly StackFacts[]): Line[] {
  const lacking = facts.filter(({ seen }) => seen.some((each) => each.kind === 'error' && each.lackedBefore));
  if (lacking.length === 0) return [];
  const where = whereWords(lacking.map(({ stack }) => stack));
  return [{ words: ['Allowed, but the kernel predates the call and returns ', code('ENOSYS'), `: ${where}.`] }];
}
