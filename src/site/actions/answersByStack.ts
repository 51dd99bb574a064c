import type { Arch } from '../../engine/linux/index.ts';
import { decide, parseCall, parseProfile, readerOf } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { isError } from '../../engine/text/index.ts';
import { filterOn } from '../../instrument/stacks/filterOn.ts';
import { targetOfStack } from '../../instrument/stacks/targetOfStack.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';
import { whereWords } from '../../islands/stack/words/whereWords.ts';

/** What a stack’s answer is called where there is none. */
export const NO_START = 'no container starts';

/** Stacks that make the same of a profile's text. */
export interface ByStack {
  /** What the call gets, in a word; undefined where no container starts. */
  answer: string | undefined;
  /** Why none starts. */
  refusal: string | undefined;
  where: string;
}

/** What each stack makes of a text that a reader hands to it, asked about one call; the most frequent first. */
export async function answersByStack(text: string, call: string, arch: Arch): Promise<readonly ByStack[]> {
  const { value: asked } = parseCall(call, arch);
  if (asked === undefined) throw new Error(`“${call}” is no call.`);
  const found = STACKS.map(async (stack) => {
    const target = targetOfStack(stack, arch);
    const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
    const resolved = profile && (await filterOn(profile, target));
    const filter = resolved?.value;
    const problem = [...diagnostics, ...(resolved?.diagnostics ?? [])].find(isError);
    const refusal = problem?.message.replace(/^(runc|crun) \d[\w.-]*/, '$1');
    if (filter === undefined || refusal !== undefined) return { stack, answer: undefined, refusal };
    return { stack, answer: actionWords(decide(filter, asked), arch).word, refusal: undefined };
  });
  const groups = Map.groupBy(await Promise.all(found), ({ answer, refusal }) => answer ?? refusal);
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([, alike]) => ({
      answer: alike[0]?.answer,
      refusal: alike[0]?.refusal,
      where: groups.size === 1 ? 'every stack' : whereWords(alike.map(({ stack }) => stack)),
    }));
}
