import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../src/engine/linux/index.ts';
import {
  DOCKER_CAPABILITIES,
  decide,
  type Filter,
  parseProfile,
  resolve,
  type Target,
} from '../../../src/engine/seccomp/index.ts';
import { ABIS, type PresetRecord, presetRecords, randomRecords, returnValue } from './recording.ts';

const CAPS = { none: [], docker: DOCKER_CAPABILITIES, all: CAPABILITIES };

function filterOf(text: string, target: Target): Filter | undefined {
  const profile = parseProfile(text).value;
  return profile && resolve(profile, target).value;
}

describe('as libseccomp 2.6.0 answered, recorded', () => {
  test.each(presetRecords())('$profile on $arch, Linux $kernel, capabilities: $capabilities', (record) => {
    expect(differencesOf(record)).toEqual([]);
  });

  test('random profiles that overlap, conflict and multiplex', () => {
    const records = randomRecords();
    let answers = 0;
    const differences = records.flatMap(({ seed, text, target, refused, values, answers: known, asked }) => {
      const filter = filterOf(text, target);
      if (refused !== undefined || filter === undefined) {
        return (refused !== undefined) === (filter === undefined) ? [] : [`seed ${seed}: refused ${refused}`];
      }
      return Object.entries(asked).flatMap(([call, words]) => {
        const [abi = 0, syscall = 0] = call.split(' ').map(Number);
        return words.split(' ').flatMap((word) => {
          answers += 1;
          const digits = [...word].map((digit) => Number.parseInt(digit, 36));
          const wanted = known[digits.pop() ?? 0];
          const args = digits.map((digit) => BigInt(values[digit] ?? 0));
          const got = returnValue(decide(filter, { arch: ABIS[abi] ?? ABIS[0], syscall, args }));
          return got === wanted ? [] : [`seed ${seed}: ${ABIS[abi]} ${syscall}(${args}) ${got}, not ${wanted}`];
        });
      });
    });
    expect(differences).toEqual([]);
    expect(records.length).toBeGreaterThan(100);
    expect(answers).toBeGreaterThan(4000);
  });
});

function differencesOf(record: PresetRecord): string[] {
  const text = readFileSync(new URL(`../../../content/data/profiles/${record.profile}`, import.meta.url), 'utf8');
  const { arch, kernel, capabilities } = record;
  const filter = filterOf(text, { arch, kernel, capabilities: CAPS[capabilities], runtime: 'runc' });
  if (filter === undefined) return ['refused'];
  return ABIS.flatMap((abi) => {
    const answer = (syscall: number, args: bigint[]) => returnValue(decide(filter, { arch: abi, syscall, args }));
    const differences: string[] = [];
    for (const [first, last, wanted] of record.ranges[abi] ?? []) {
      for (let syscall = first; syscall <= last; syscall++) {
        if (answer(syscall, []) !== wanted)
          differences.push(`${abi} ${syscall}: ${answer(syscall, [])}, not ${wanted}`);
      }
    }
    for (const [syscall, argument, value, wanted] of record.arguments[abi] ?? []) {
      const args = Array.from({ length: 6 }, (_, at) => (at === argument ? BigInt(value) : 0n));
      if (answer(syscall, args) !== wanted) differences.push(`${abi} ${syscall}(${args}): not ${wanted}`);
    }
    return differences;
  });
}
