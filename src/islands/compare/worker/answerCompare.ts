import { type Comparison, compare } from '../../../engine/compare/index.ts';
import { type Arch, abisOn, architectureOf, loadKernels, loadTables } from '../../../engine/linux/index.ts';
import { capabilitiesOf } from '../../../engine/stack/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { presetNamed } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { type AlikeChanges, alikeChanges } from '../../../instrument/words/changeRows.ts';
import { COMPARE_LINK_STACK } from '../../../share/compareLink.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/fragment.ts';
import type { LinkFormat } from '../../../share/linkKey.ts';
import { SECCOMP_LINK, type SeccompLink, stackLink } from '../../../share/seccompLink.ts';
import { writeLink } from '../../../share/writeLink.ts';
import type { Answer, Line, Question, Reply } from '../state/State.ts';
import {
  type Counted,
  capital,
  countedOf,
  groupsOf,
  kindLines,
  nameOf,
  type Sides,
  type SideWords,
  sideLines,
  sideWords,
} from '../words/groups.ts';
import { type SideAsked, type SideFilter, sideFilter } from './sideFilter.ts';

/** What the second filter does otherwise than the first, in a sentence that counts the machine's own calls; where only others change, those. */
function headlineOf({ common, before, after }: SideWords, alike: readonly AlikeChanges[], machine: Arch): string {
  if (alike.length === 0) return 'Every call gets the same answer';
  const opened = countedOf(alike, 'opened', machine);
  const closed = countedOf(alike, 'closed', machine);
  const parts = [
    ...(opened ? [amountWords(opened, 'newly allows', true)] : []),
    ...(closed ? [amountWords(closed, 'restricts', opened === undefined)] : []),
  ];
  if (parts.length === 0) return otherwiseWords(countedOf(alike, 'otherwise', machine));
  const [who, than] = common === undefined ? [capital(after), before] : [`On ${after}, ${common}`, before];
  return `${who} ${parts.join(opened?.names.length === 0 ? ', and ' : ' and ')}, compared with ${than}`;
}

/** "newly allows 8 calls"; second in a sentence, "restricts 1": some of its arguments at least. */
function amountWords(found: Counted, verb: string, isFirst: boolean): string {
  const { length, where } = countShown(found);
  if (length === 0) return `${verb} ${found.unnamed.join(' and ')}`;
  const calls = isFirst ? ` ${length === 1 ? 'call' : 'calls'}` : '';
  return `${verb} ${length}${calls}${where}`;
}

function otherwiseWords(otherwise: Counted | undefined): string {
  if (otherwise === undefined) return 'Both allow the same calls';
  const { length, where } = countShown(otherwise);
  const who = length === 0 ? otherwise.unnamed.join(' and ') : `${counted(length, 'call')}${where}`;
  return `Both allow the same calls; ${who} ${length === 1 ? 'gets' : 'get'} another answer`;
}

const countShown = ({ names, others, on }: Counted) =>
  names.length === 0 && others.length > 0
    ? { length: others.length, where: ` on ${on}` }
    : { length: names.length, where: '' };

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

/** A text is packed once: the calls of a profile differ in a few letters. */
const WITHOUT_CALL: LinkFormat<SeccompLink> = {
  ...SECCOMP_LINK,
  keys: SECCOMP_LINK.keys.filter(({ names }) => !names.includes('call')),
};

/** The profile checker's fragment with a side's profile on its stack, all but the call; undefined where the text is too long for a link. */
export async function checkerState({ asked, facts: { stack } }: SideFilter): Promise<string | undefined> {
  const { profile, arch } = asked;
  const said =
    'text' in profile
      ? { profile: undefined, text: profile.text }
      : { profile: presetNamed(profile.preset)?.id, text: undefined };
  const fragment = await writeLink(WITHOUT_CALL, { ...stackLink(stack), ...said, arch });
  return isWithin(WRITTEN_LIMITS, fragment, 'text' in profile ? [profile.text] : []) ? fragment : undefined;
}

/** The filters of the question before: while one profile is typed, the other is built once. */
export type Work = readonly SideFilter[];

/** Compares two profiles in effect. Throws where a table or a profile does not load. */
export async function answerCompare(question: Question, known: Work = []): Promise<{ reply: Reply; work: Work }> {
  const { arch, stack = COMPARE_LINK_STACK, afterStack = stack } = question;
  await Promise.all([loadKernels(), loadTables(abisOn(arch))]);
  const built = (asked: SideAsked) => known.find((each) => sameFields(each.asked, asked)) ?? sideFilter(asked);
  const before = await built({ profile: question.before, stack, arch });
  const after = await built({ profile: question.after, stack: afterStack, arch });
  const [first, second] = [before.filter, after.filter];
  const comparison = first && second && compare(first, second);
  const states = { before: await checkerState(before), after: await checkerState(after) };
  const sides = { before: before.facts, after: after.facts };
  const answer = comparedWords(sides, comparison, arch, states);
  const problems = { before: before.problems, after: after.problems };
  return { reply: { problems, answer }, work: [before, after] };
}
