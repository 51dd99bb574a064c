import type { Comparison } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { capabilitiesOf } from '../../../engine/stack/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { alikeChanges } from '../../../instrument/words/changeRows.ts';
import type { Answer, Line } from '../state/Reply.ts';
import { kindLines, nameOf, sideLines } from './cardLines.ts';
import { groupsOf } from './groups.ts';
import { headlineOf } from './headline.ts';
import { type Sides, sideWords } from './sideWords.ts';

/** What differs between two filters, in words; `comparison` is undefined where one of them is none. */
export function comparedWords(
  sides: Sides,
  comparison: Comparison | undefined,
  arch: Arch,
  states: Answer['states'],
): Answer {
  const words = sideWords(sides);
  const common = { computedFor: computedFor(sides, arch), states };
  if (comparison === undefined) {
    const refused = (['before', 'after'] as const).flatMap((side) => {
      const { refusal } = sides[side];
      return refusal === undefined ? [] : [{ name: nameOf(words, side), refusal }];
    });
    const [first] = refused;
    return {
      ...common,
      tone: 'deny',
      headline: `No container starts with ${first?.name}`,
      lines: refused.map(({ name, refusal }, at) => ({
        words: at === 0 ? [refusal] : [`No container starts with ${name} either: ${refusal}`],
      })),
      groups: [],
    };
  }
  const alike = alikeChanges(comparison);
  const { isWhole } = comparison;
  const isSame = isWhole && alike.length === 0;
  return {
    ...common,
    tone: isSame ? 'allow' : isWhole ? undefined : 'depends',
    headline: isWhole ? headlineOf(words, alike, arch) : TOO_MUCH,
    lines: [...(isWhole ? [] : [PART_OF_IT]), ...kindLines(alike, arch), ...sideLines(sides, words)],
    groups: groupsOf(alike, arch),
  };
}

const TOO_MUCH = 'Too many conditions to compare every call';

const PART_OF_IT: Line = {
  words: ['Any differences listed here were found before the limit was reached. Other calls may differ too.'],
};

/** The versions, once where both sides have the same. */
function computedFor({ before, after }: Sides, arch: Arch): readonly string[] {
  const { token } = architectureOf(arch);
  const of = ({ stack }: Sides['before']) => [
    ...Object.values(partWords(stack)),
    `the ${capabilitiesOf(stack).length} default capabilities`,
  ];
  if (before.stack.id === after.stack.id) return [...of(before), token];
  return [`before: ${of(before).join(', ')}`, `after: ${of(after).join(', ')}`, token];
}
