import { readFileSync } from 'node:fs';
import { DOCKER_CAPABILITIES, parseProfile, resolve, survey, type Target } from '../../engine/seccomp/index.ts';
import { STACKS, type Stack } from '../../engine/stack/index.ts';
import { saidBy } from '../../share/seccompLink.ts';
import { PROFILE } from './profileTimes.ts';
import { type Timed, timed } from './Timed.ts';

const ARCH = 'SCMP_ARCH_X86_64';
const RUNS = 60;

/** Times a keystroke in one profile on each stack, beside the same without a stack: the same runtime on the same kernel, as links began with. */
export function stackTimes(): Timed[] {
  const text = readFileSync(PROFILE, 'utf8');
  let typed = 0;
  // Another text each time, as typing gives.
  const keystroke = (target: Target) => {
    const profile = parseProfile(text + ' '.repeat(typed++ % RUNS)).value;
    const filter = profile && resolve(profile, target).value;
    if (filter === undefined) throw new Error(`${PROFILE} gives no filter.`);
    for (const arch of filter.architectures) survey(filter, arch);
  };
  return STACKS.map((stack) => {
    const { runtime, kernel } = stack;
    const before: Target = { arch: ARCH, kernel, capabilities: DOCKER_CAPABILITIES, runtime };
    const [part, whole] = [() => keystroke(before), () => keystroke(targetOf(stack, before))];
    part();
    whole();
    return timed(stack.label, part, whole, RUNS);
  });
}

function targetOf(stack: Stack, before: Target): Target {
  const { engine, engineVersion, runtimeVersion, libseccomp } = saidBy(stack);
  return { ...before, engine, versions: { engine: engineVersion, runtime: runtimeVersion, libseccomp } };
}
