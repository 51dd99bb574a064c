import { expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { compare, containerRecords } from './probe.ts';

const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

test.each(containerRecords('probe_runc'))(
  'as a probe was told in containers of $packages, with Docker before runc and without, of which there are enough',
  ({ recording, versions }) => {
    const compared = recording.map((record) => compare(record, { ...TARGET, ...versions }));
    expect(compared.flatMap(({ differences }) => differences)).toEqual([]);
    expect(recording.filter(({ said }) => said === undefined).length).toBeGreaterThanOrEqual(40);
    const answers = compared.reduce((sum, each) => sum + each.answers, 0);
    // runc 1.0.0-rc93 starts fewer of them.
    expect(answers).toBeGreaterThan(versions.versions === undefined ? 100_000 : 95_000);
  },
);
