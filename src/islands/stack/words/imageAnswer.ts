import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { code } from '../../../ui/Phrase.ts';
import type { Answer, LibcFacts, Line, StackFacts } from '../state/Reply.ts';
import type { Asked } from '../state/State.ts';
import {
  type Break,
  breakLines,
  placesWords,
  podLines,
  refusalLines,
  rowLines,
  type Unstarted,
  unstartedLines,
} from './card.ts';
import { explanations, libcLabel } from './libcWords.ts';
import { breakRows, NO_START } from './tableRows.ts';
import { stacksWords, whereWords } from './whereWords.ts';

/** What is known of the calls that an image's libc makes. */
export interface ImageFound {
  asked: Asked;
  libc: Libc;
  calls: readonly { call: string; facts: LibcFacts }[];
  breaks: readonly Break[];
  /** The fragment of this table with a call that breaks it, and with each stack's row told first. */
  links: ReadonlyMap<string | Stack, string>;
  /** Whether a container starts, and why none does, in the stacks' order. */
  starting: readonly (Unstarted & Pick<StackFacts, 'starting'>)[];
}

/** Which of its libc's calls break an image, and on which stacks. */
export function imageAnswer({ asked, libc, calls, breaks, links, starting }: ImageFound): Answer {
  const image = asked.image.trim();
  const made = calls.filter(({ facts }) => facts.rows.length > 0);
  const linkTo = (shown: string | Stack) => ({ to: 'table', fragment: links.get(shown) ?? '' }) as const;
  const lines = breaks.flatMap((found): Line[] => [
    {
      words: [code(found.call), ` breaks on ${placesWords([found])}.`],
      leads: { ...linkTo(found.call), label: `${found.call} on every stack` },
    },
    ...breakLines(found, image),
  ]);
  const unknown = calls.filter(({ facts }) => facts.outcomes.includes('unknown'));
  const notKnown: Line[] =
    unknown.length === 0
      ? []
      : [
          {
            words: [
              `Unknown for ${libcLabel(libc)}: `,
              ...unknown.flatMap(({ call }, at) => [at > 0 ? ', ' : '', code(call)]),
              '.',
            ],
          },
        ];
  const isOwn = asked.profile !== undefined;
  const table = breakRows({ calls, isStarted: (at) => starting[at]?.starting !== 'fails', isOwn }, linkTo);
  const unstarted = starting.filter((each) => each.starting === 'fails');
  const ofProfile = isOwn ? unstarted : [];
  const isBroken = breaks.length > 0 || ofProfile.length > 0;
  return {
    tone: isBroken ? 'deny' : 'allow',
    headline: headlineOf({ image, breaks, unstarted: ofProfile.map(({ stack }) => stack) }),
    lines: [
      ...rowLines(table, asked.stack),
      ...unstartedLines(ofProfile),
      ...lines,
      ...notKnown,
      ...(isOwn ? [] : refusalLines(unstarted)),
      ...(isOwn ? [] : podLines(breaks.flatMap(({ where }) => where.flatMap(({ stacks }) => stacks)))),
      { words: [`Checked: the calls that ${libcLabel(libc)} is known to make by itself.`] },
      ...(isBroken ? [] : [OLDEST]),
    ],
    caption: `What breaks in ${libcLabel(libc)} on ${stacksWords(asked.arch)}`,
    ...table,
    explained: made.flatMap(({ call, facts }) => explanations(call, { libc, facts })),
  };
}

const OLDEST: Line = {
  words: [
    `The oldest of these stacks is ${STACKS[0]?.label}; an older host may answer differently: see “Who said no?”.`,
  ],
};

interface Summed {
  image: string;
  breaks: readonly Break[];
  unstarted: readonly Stack[];
}

function headlineOf({ image, breaks, unstarted }: Summed): string {
  if (unstarted.length > 0) return `${NO_START} with this profile on ${whereWords(unstarted)}`;
  if (breaks.length > 0) return `${image} breaks on ${placesWords(breaks)}`;
  return `No known call breaks ${image} on these stacks`;
}
