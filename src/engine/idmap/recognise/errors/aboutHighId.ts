import type { Explanation, Message } from '../../../messages/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { MIGRATE } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import { LESSONS } from './lessons.ts';

/** Whole ranges of 65536 ids that hold the one with this number. */
export function wholeRanges(id: number): number {
  return SUBID_COUNT * Math.ceil((id + 1) / SUBID_COUNT);
}

/** How people write that an ID is too high. */
const COMPARED = ['above', 'over', 'beyond', 'higher than', 'greater than', 'larger than', 'bigger than'] as const;

/** The phrases of such a question. */
export const HIGH_ID: readonly string[] = ['uid', 'uids', 'gid', 'gids'].flatMap((ids) =>
  COMPARED.map((than) => `${ids} ${than} `),
);

/** No question of a person is longer; in a file or a log the words mean nothing. */
const LONGEST_QUESTION = 120;

/** The question without the message: “an image with a UID above 65536”. */
export function aboutHighId({ small }: Message, at: number): Explanation | undefined {
  const found = /^([ug])ids? (?:above|over|beyond|(?:higher|greater|larger|bigger) than) (\d{5,10})\b/.exec(
    small.slice(at),
  );
  if (!found || small.length > LONGEST_QUESTION || !small.includes('image')) return undefined;
  const [kind, id]: [IdKind, number] = [found[1] === 'g' ? 'gid' : 'uid', Number(found[2])];
  return {
    who: 'the kernel, as the engine unpacked an image',
    says: `A rootless user has 65536 IDs by default, so the namespace has no ${kind.toUpperCase()} above 65536. A file of the image with such an owner cannot be unpacked.`,
    facts: { kind },
    // The first that a rootless user’s 65536 IDs and the own one do not reach.
    ask: { kind, side: 'inside', id: Math.max(id, SUBID_COUNT) + 1 },
    next: [
      {
        why: 'See which ID the message names: “requested UID:GID for FILE”.',
        command: 'podman pull IMAGE',
      },
      {
        why: 'Use an image whose files have lower owners, or build it that way: such a high ID is usually that of the person who built it.',
        command: 'COPY --chown=0:0 . /app',
        fixes: true,
      },
      {
        why: `Or assign a longer range in both files, with more IDs than the highest owner’s number, then run ${MIGRATE}. Run the commands once: each run assigns another range. ${UNLISTED}`,
        command: assignFreeRange(CURRENT_USER, wholeRanges(id)),
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}
