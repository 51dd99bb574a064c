import { describe, expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { compare, containerRecords } from './probe.ts';

const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'crun' };
/**
 * crun reads its config.json by libocispec, which takes keys by their exact letters, the first of two, a string for no number, and -1 for the
 * number of 64 ones. A profile is read here as Go reads it, as Docker and Podman do before crun.
 */
const READ_OTHERWISE = [
  'default error number "1"',
  'keys in capitals',
  'the default action twice',
  'error number "401"',
  'condition "index": 0, "value": -1, "op": "SCMP_CMP_EQ"',
  'condition "index": 0, "value": "5", "op": "SCMP_CMP_EQ"',
];
const records = containerRecords('probe_crun.json').map((record) => ({
  record,
  target: record.docker ? { ...TARGET, engine: 'docker' as const } : TARGET,
}));

describe('as a probe was told in containers of crun 1.21, alone and with Docker 26.1.5 before it', () => {
  const read = records.filter(({ record }) => !READ_OTHERWISE.includes(record.name));
  test.each(read.map(({ record, target }) => [record.name, record, target] as const))('%s', (_, record, target) => {
    expect(compare(record, target).differences).toEqual([]);
  });

  test('there are enough of them', () => {
    expect(records.filter(({ record }) => record.said === undefined).length).toBeGreaterThanOrEqual(20);
    expect(records.reduce((sum, { record, target }) => sum + compare(record, target).answers, 0)).toBeGreaterThan(
      50_000,
    );
  });

  test('what crun reads otherwise is no more than that', () => {
    const differing = records.filter(({ record, target }) => compare(record, target).differences.length > 0);
    expect(differing.map(({ record }) => record.name)).toEqual(READ_OTHERWISE);
  });
});
