import { describe, expect, test } from 'vitest';
import { isArch } from '../../../../src/engine/linux/index.ts';
import { parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { filterOf, TARGET } from '../inline.ts';
import { filterFrom } from '../presets.ts';
import { type LengthRecord, lengthRecords, textOf } from './lengths.ts';

/** The program's instructions: the filter's, or those of which `resolve` says that they are too many. */
function instructionsOf(record: LengthRecord, versions: Partial<Target>): number {
  const arch = `SCMP_ARCH_${record.arches[0]}`;
  const profile = parseProfile(textOf(record)).value;
  if (!isArch(arch) || profile === undefined) return 0;
  const { value, diagnostics } = resolve(profile, { ...TARGET, ...versions, arch, runtime: 'libseccomp' });
  const refusal = diagnostics.find(({ code }) => code === 'program-too-long');
  return value?.instructions ?? Number(/program of (\d+) instructions/.exec(refusal?.message ?? '')?.[1]);
}

describe('how many instructions the program has', () => {
  test.each(lengthRecords())('as $packages wrote it, recorded', ({ recording, versions }) => {
    const different = recording.flatMap((record) => {
      const counted = instructionsOf(record, versions);
      return counted === record.length ? [] : [`${textOf(record).slice(0, 300)}: ${counted}, not ${record.length}`];
    });
    expect(different).toEqual([]);
    expect(recording.length).toBeGreaterThan(180);
  });

  // Counted in the lines that `runc --debug run` (1.1.15) writes of its stub.
  test.each([
    ['errno: allow write', 9],
    ['errno[x86]: allow write', 13],
    ['errno[x86]: allow newfstatat', 10],
    ['errno[x32]: allow write', 10],
    ['errno[x86+x32]: allow write', 14],
    ['errno[aarch64+x86]: allow write', 17],
    ['allow: errno mkdir', 0],
  ])('%s: runc puts %i before it', (words, stub) => {
    const [withStub, without] = (['runc', 'libseccomp'] as const).map((runtime) => filterOf(words, { runtime }));
    if (typeof withStub !== 'object' || typeof without !== 'object') throw new Error('refused');
    expect(withStub.instructions - without.instructions).toBe(stub);
  });

  test("Docker's default on three ABIs", () => {
    expect(filterFrom('docker-26.1 x86_64').instructions).toBe(1006);
  });
});

// Linux 6.18 took a program of 4096 instructions from runc 1.1.15, and refused one of 4097 (EINVAL).
test.each([
  [4058, 4096],
  [4059, 'program-too-long 1:18'],
])('%i values of an argument', (count, outcome) => {
  const rules = Array.from({ length: count }, (_, at) => `allow personality arg0==${at * 3}`);
  const filter = filterOf(`errno: ${rules.join(' | ')}`);
  expect(typeof filter === 'string' ? filter : filter.instructions).toBe(outcome);
});
