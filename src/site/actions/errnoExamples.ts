import { type Arch, architectureOf } from '../../engine/linux/index.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import { newestDocker } from '../newestDocker.ts';
import { answersByStack, type ByStack } from './answersByStack.ts';

/** A way to write an error in a profile, and what every stack makes of it. */
export interface ErrnoExample {
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
