import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/linkLimits.ts';
import { stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { writeStackTableLink } from '../../../share/stackTableLink.ts';
import type { Asked } from '../state/Question.ts';

/** The checker's fragment with a call on each stack and the same machine, under its default or a text of the reader's own; none where the text is too long for a link. */
export async function checkerLinks(
  { profile: text, arch }: Asked,
  call: string,
): Promise<readonly (readonly [Stack, string])[]> {
  const own = text === undefined ? {} : { profile: undefined, text };
  return heldLinks(text, STACKS, (stack) => writeSeccompLink({ ...stackLink(stack), ...own, call, arch }));
}

/** The fragment of this table with each libc in the place of the newest of all. */
export const libcLinks = (asked: Asked, libcs: readonly Libc[]): Promise<readonly (readonly [Libc, string])[]> =>
  heldLinks(asked.profile, libcs, ({ name, version }) =>
    writeStackTableLink({ ...asked, image: `${name} ${version}` }),
  );

/** The fragment of this table that tells each stack’s row first: what an image’s libc does there is in no other state. */
export const rowLinks = (asked: Asked): Promise<readonly (readonly [Stack, string])[]> =>
  heldLinks(asked.profile, STACKS, ({ id }) => writeStackTableLink({ ...asked, stack: id }));

/** The fragment that shows each of some things; none where the profile is too long for a link. */
async function heldLinks<Shown>(
  text: string | undefined,
  shown: readonly Shown[],
  fragmentOf: (each: Shown) => Promise<string>,
): Promise<readonly (readonly [Shown, string])[]> {
  const links = await Promise.all(shown.map(async (each) => [each, await fragmentOf(each)] as const));
  const texts = text === undefined ? [] : [text];
  return links.filter(([, fragment]) => isWithin(WRITTEN_LIMITS, fragment, texts));
}
