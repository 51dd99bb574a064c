import { describe, expect, test } from 'vitest';
import { CAPABILITIES, isSince, readArch } from '../../../../src/engine/linux/index.ts';
import { DOCKER_CAPABILITIES, parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { presetOf } from '../../../../src/instrument/presets/presets.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE, SUITES } from '../../../oracle/runner/suites.ts';
import { testRows } from '../../../testRows.ts';
import { answersOf } from './answersOf.ts';

/** A container of a dockerd's, and the errno of each of `calls`; see test/oracle/seccomp/docker_containers.py. */
interface Container {
  daemon: readonly string[];
  options: readonly string[];
  refused?: string;
  answers?: readonly number[];
}

interface Recording {
  'docker.io': string;
  runc: string;
  libseccomp2: string;
  calls: readonly (readonly number[])[];
  custom: readonly [string];
  containers: readonly Container[];
}

/** The site's name of the default that is built into each of Debian's; 20.10.5 has 20.10.10's (bug 995191). */
const BUILT_IN: Record<string, string> = {
  '20.10.5': 'docker-20.10.10',
  '20.10.24': 'docker-20.10.18',
  '26.1.5': 'docker-26.1',
  '28.5.2': 'docker-28.2',
};

const recordings = [OWN_SUITE, ...Object.keys(SUITES)].flatMap((suite) => {
  const recording: Partial<Recording> = readRecording(suite, 'seccomp/docker_reading.json');
  return recording.containers === undefined ? [] : [[suite, recording as Recording] as const];
});

/** "28.5.2" of "28.5.2+dfsg4-5", "1.0.0-rc93" of "1.0.0~rc93+ds1-5" */
function release(version: string): string {
  return version.replace(/(\+|-\d).*$/, '').replace('~', '-');
}

function profileWord({ options }: Container): string | undefined {
  return options.find((option) => option.startsWith('--security-opt=seccomp='))?.split('=')[2];
}

/** Whether Docker refuses the container before it or anybody reads a profile's rules. */
function isRefused(container: Container, engine: string): boolean {
  const has = (option: string) => container.options.includes(option);
  const isRemapped = container.daemon.some((option) => option.startsWith('--userns-remap=')) && !has('--userns=host');
  if (has('--privileged') && isRemapped) return true;
  if (has('--cap-add=BPF') && !isSince(engine, '23.0.0')) return true;
  if (profileWord(container) !== 'builtin') return false;
  // A file of that name before 23.0; the text of a profile to a privileged container from 27.0.1 on.
  return !isSince(engine, '23.0.0') || (has('--privileged') && isSince(engine, '27.0.1'));
}

function capabilitiesOf({ options }: Container): readonly string[] {
  if (options.includes('--privileged') || options.includes('--cap-add=ALL')) return CAPABILITIES;
  if (options.includes('--cap-drop=ALL')) return [];
  const added = options.flatMap((option) => option.match(/^--cap-add=(.*)$/)?.[1] ?? []);
  return [...DOCKER_CAPABILITIES, ...added.map((name) => `CAP_${name}`)];
}

async function answersTo(container: Container, recording: Recording): Promise<readonly number[] | 'refused'> {
  const engine = release(recording['docker.io']);
  if (isRefused(container, engine)) return 'refused';
  const unconfined = recording.containers.find((other) => profileWord(other) === 'unconfined')?.answers ?? [];
  const word = profileWord(container);
  if (word === 'unconfined') return unconfined;
  const isOwn = word === undefined && container.daemon.some((option) => option.startsWith('--seccomp-profile='));
  const text = word === 'FILE' || isOwn ? recording.custom[0] : ((await presetOf(BUILT_IN[engine])?.load()) ?? '');
  const arch = readArch('x86_64') ?? 'SCMP_ARCH_X86_64';
  const target: Target = {
    arch,
    kernel: '6.18',
    capabilities: capabilitiesOf(container),
    runtime: 'runc',
    engine: 'docker',
    privileged: container.options.includes('--privileged'),
    ...(word === 'FILE' ? {} : { builtin: true }),
    versions: { engine, runtime: release(recording.runc), libseccomp: release(recording.libseccomp2) },
  };
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) return 'refused';
  const answerTo = answersOf(filter);
  return recording.calls.map(([syscall = 0, ...args], at) => {
    const answer = answerTo({ arch, syscall, args: args.map(BigInt) });
    return answer >>> 16 === 5 ? answer & 0xffff : (unconfined[at] ?? Number.NaN);
  });
}

describe.each(recordings)('as a call was answered in containers of dockerd, %s', (_, recording) => {
  testRows(
    'with whatever options',
    recording.containers,
    ({ daemon, options }) => [...daemon, ...options].join(' '),
    async (row) => {
      expect(await answersTo(row, recording)).toEqual(row.answers ?? 'refused');
    },
  );

  test('there are enough of them', () => {
    expect(recording.containers.length).toBeGreaterThanOrEqual(12);
  });
});
