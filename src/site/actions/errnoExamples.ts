import { type Arch, architectureOf } from '../../engine/linux/index.ts';
import { decide, parseCall, parseProfile, readerOf } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { isError } from '../../engine/text/index.ts';
import { filterOn } from '../../instrument/stacks/filterOn.ts';
import { targetOfStack } from '../../instrument/stacks/targetOfStack.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';
import { whereWords } from '../../islands/stack/words/libcWords.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import { newestDocker } from '../capabilityTable.ts';

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

/** A way to write an error in a profile, and what every stack makes of it. */
interface ErrnoExample {
  /** What the profile has, as JSON. */
  written: string;
  machine: string;
  stacks: readonly ByStack[];
  /** Opens the profile in the checker; without `#`. */
  fragment: string;
}

const CALL = 'mkdir';
const ALLOWING = '"defaultAction": "SCMP_ACT_ALLOW"';

/** A rule on the call, with what it says besides. */
const rule = (more: string) =>
  `{\n  ${ALLOWING},\n  "syscalls": [{ "names": ["${CALL}"], "action": "SCMP_ACT_ERRNO"${more} }]\n}\n`;
/** No rule on the call, but on others, so that the default answers. */
const byDefault = (more: string) =>
  `{\n  "defaultAction": "SCMP_ACT_ERRNO",\n${more}  "syscalls": [{ "names": ["rmdir"], "action": "SCMP_ACT_ALLOW" }]\n}\n`;

const EXAMPLES: readonly { written: string; text: string; arch: Arch }[] = [
  { written: '"action": "SCMP_ACT_ERRNO"', text: rule(''), arch: 'SCMP_ARCH_X86_64' },
  { written: '"errnoRet": 38', text: rule(', "errnoRet": 38'), arch: 'SCMP_ARCH_X86_64' },
  { written: '"errnoRet": 38', text: rule(', "errnoRet": 38'), arch: 'SCMP_ARCH_MIPS64' },
  { written: '"errnoRet": 0', text: rule(', "errnoRet": 0'), arch: 'SCMP_ARCH_X86_64' },
  { written: '"errnoRet": 4095', text: rule(', "errnoRet": 4095'), arch: 'SCMP_ARCH_X86_64' },
  { written: '"errno": "ENOSYS"', text: rule(', "errno": "ENOSYS"'), arch: 'SCMP_ARCH_X86_64' },
  { written: '"defaultAction": "SCMP_ACT_ERRNO"', text: byDefault(''), arch: 'SCMP_ARCH_X86_64' },
  { written: '"defaultErrnoRet": 38', text: byDefault('  "defaultErrnoRet": 38,\n'), arch: 'SCMP_ARCH_X86_64' },
  { written: '"defaultErrno": "ENOSYS"', text: byDefault('  "defaultErrno": "ENOSYS",\n'), arch: 'SCMP_ARCH_X86_64' },
];

/** Each way to write an error, computed for every stack. */
export const errnoExamples = (): Promise<readonly ErrnoExample[]> =>
  Promise.all(
    EXAMPLES.map(async ({ written, text, arch }) => ({
      written,
      machine: architectureOf(arch).token,
      stacks: await answersByStack(text, CALL, arch),
      fragment: await writeSeccompLink({
        ...stackLink(newestDocker.stack),
        ...{ profile: undefined, text, call: CALL, arch },
      }),
    })),
  );
