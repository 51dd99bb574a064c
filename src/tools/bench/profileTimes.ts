import { readFileSync } from 'node:fs';
import { DOCKER_CAPABILITIES, parseProfile, resolve, survey, type Target } from '../../engine/seccomp/index.ts';
import { libseccompTimes, median } from './libseccompTimes.ts';

/** The text that the keystrokes are in. */
export const PROFILE = 'content/data/profiles/docker-26.1.5.json';
const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: DOCKER_CAPABILITIES, runtime: 'runc' };
const RUNS = 200;
const LIBSECCOMP_RUNS = 30;

/** Medians in milliseconds, and how many calls the table has. */
export interface ProfileTimes {
  parse: number;
  resolve: number;
  survey: number;
  whole: number;
  calls: number;
  /** libseccomp's own building and exporting of the same filter, or why it could not be asked. */
  libseccomp: number | string;
}

/** Times the way from a keystroke in Docker's default to the table of all calls on its three ABIs; nothing is kept between keystrokes. */
export function profileTimes(): ProfileTimes {
  const text = readFileSync(PROFILE, 'utf8');
  const stages = { parse: [] as number[], resolve: [] as number[], survey: [] as number[], whole: [] as number[] };
  let calls = 0;
  for (let run = 0; run < RUNS; run++) {
    // Another text each time, as typing gives.
    const typed = text + ' '.repeat(run);
    const start = performance.now();
    const profile = parseProfile(typed).value;
    const parsed = performance.now();
    const filter = profile && resolve(profile, TARGET).value;
    const resolved = performance.now();
    if (!filter) throw new Error(`${PROFILE} gives no filter.`);
    calls = filter.architectures.reduce((count, arch) => count + survey(filter, arch).length, 0);
    const end = performance.now();
    stages.parse.push(parsed - start);
    stages.resolve.push(resolved - parsed);
    stages.survey.push(end - resolved);
    stages.whole.push(end - start);
  }
  const others = libseccompTimes(text, TARGET, LIBSECCOMP_RUNS);
  return {
    parse: median(stages.parse),
    resolve: median(stages.resolve),
    survey: median(stages.survey),
    whole: median(stages.whole),
    calls,
    libseccomp: typeof others === 'string' ? others : median(others),
  };
}
