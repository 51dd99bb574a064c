import { describe, expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { compare, containerRecords } from './probe.ts';

const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };
const records = containerRecords('probe_runc.json');

describe('as a probe was told in containers of runc 1.1.15, alone and with Docker 26.1.5 before it', () => {
  test.each(records.map((record) => [record.name, record] as const))('%s', (_, record) => {
    expect(compare(record, TARGET).differences).toEqual([]);
  });

  test('there are enough of them', () => {
    expect(records.filter(({ said }) => said === undefined).length).toBeGreaterThanOrEqual(40);
    expect(records.reduce((sum, record) => sum + compare(record, TARGET).answers, 0)).toBeGreaterThan(100_000);
  });
});
