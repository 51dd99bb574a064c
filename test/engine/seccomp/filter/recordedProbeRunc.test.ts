import { describe, expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { compare, containerRecords } from './probe.ts';

const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

describe.each(containerRecords('probe_runc'))(
  'as a probe was told in containers of $packages, with Docker before runc and without',
  ({ recording, versions }) => {
    const target = { ...TARGET, ...versions };

    test.each(recording.map((record) => [record.name, record] as const))('%s', (_, record) => {
      expect(compare(record, target).differences).toEqual([]);
    });

    test('there are enough of them', () => {
      expect(recording.filter(({ said }) => said === undefined).length).toBeGreaterThanOrEqual(40);
      const answers = recording.reduce((sum, record) => sum + compare(record, target).answers, 0);
      // runc 1.0.0-rc93 starts fewer of them.
      expect(answers).toBeGreaterThan(versions.versions === undefined ? 100_000 : 95_000);
    });
  },
);
