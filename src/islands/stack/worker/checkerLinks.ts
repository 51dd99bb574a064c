import { type Libc, STACKS, type Stack } from '../../../engine/stack/index.ts';
import { isWithin, LINK_LIMITS } from '../../../share/linkLimits.ts';
import { stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { writeStackTableLink } from '../../../share/stackTableLink.ts';
import type { Asked } from '../state/Question.ts';

/** The checker's fragment with a call on each stack and the same machine, under its default or a text of the reader's own; none where the text is too long for a link. */
export async function checkerLinks(
  { profile: text, arch }: Asked,
  call: string,
): Promise<readonly (readonly [Stack, string])[]> {
  const links = STACKS.map(async (stack) => {
    const own = text === undefined ? {} : { profile: undefined, text };
    return [stack, await writeSeccompLink({ ...stackLink(stack), ...own, call, arch })] as const;
  });
  const texts = text === undefined ? [] : [text];
  return (await Promise.all(links)).filter(([, fragment]) => isWithin(LINK_LIMITS, fragment, texts));
}

/** The fragment of this table with each libc in the place of the newest of all. */
export async function libcLinks(asked: Asked, libcs: readonly Libc[]): Promise<readonly (readonly [Libc, string])[]> {
  const links = libcs.map(async (libc) => {
    const image = `${libc.name} ${libc.version}`;
    return [libc, await writeStackTableLink({ ...asked, image })] as const;
  });
  const texts = asked.profile === undefined ? [] : [asked.profile];
  return (await Promise.all(links)).filter(([, fragment]) => isWithin(LINK_LIMITS, fragment, texts));
}
