import { expect, test } from 'vitest';
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

/** crun 1.28 reads the last of two keys, as Go does, and takes the largest number for one of more bits. */
const SINCE_1_28 = [
  ...READ_OTHERWISE.filter((name) => name !== 'the default action twice'),
  'condition "index": 0, "value": 18446744073709551616, "op": "SCMP_CMP_EQ"',
];

test.each(containerRecords('probe_crun'))(
  'as a probe was told in containers of $packages, with Docker before crun and without; what crun reads otherwise is no more than is known',
  ({ recording, versions }) => {
    const targetOf = ({ docker }: (typeof recording)[number]): Target => ({
      ...TARGET,
      ...versions,
      ...(docker ? { engine: 'docker' } : {}),
    });
    const otherwise = versions.versions?.runtime === '1.28' ? SINCE_1_28 : READ_OTHERWISE;
    const compared = recording.map((record) => ({ name: record.name, ...compare(record, targetOf(record)) }));
    const differing = compared.filter(({ differences }) => differences.length > 0);
    expect(differing.filter(({ name }) => !otherwise.includes(name))).toEqual([]);
    expect(differing.map(({ name }) => name)).toEqual(otherwise);
    expect(recording.filter(({ said }) => said === undefined).length).toBeGreaterThanOrEqual(20);
    expect(compared.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(50_000);
  },
);
