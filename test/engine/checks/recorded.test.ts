import { describe, expect, test } from 'vitest';
import { check, parseChecks } from '../../../src/engine/checks/index.ts';
import { architectureOf, errnoOf, registerBits } from '../../../src/engine/linux/index.ts';
import { parseProfile, resolve } from '../../../src/engine/seccomp/index.ts';
import recording from '../../oracle/recordings/idmap/writes.json' with { type: 'json' };
import { writesOf } from '../idmap/kernel/writes.ts';
import { drawArguments } from '../seccomp/filter/draws.ts';
import { type RandomRecord, randomRecords } from '../seccomp/recording.ts';

describe(`what Linux ${recording.kernel} answered to writes of maps`, () => {
  const rows = writesOf(recording);
  const { value: checks = [] } = parseChecks('write -> ok\nwrite -> EINVAL\nwrite -> EPERM\nwrite -> not ok');

  test('holds as a check, and no other answer does', () => {
    const wrong = rows.flatMap(({ text, writer, answer }) => {
      const results = check({ mapText: text, writer }, checks).map(({ ok }) => ok);
      const wanted = [Array.isArray(answer), answer === 'EINVAL', answer === 'EPERM', !Array.isArray(answer)];
      return results.join() === wanted.join() ? [] : [{ text, writer, answer, results }];
    });
    expect(wrong).toEqual([]);
  });

  test('the recording has enough of each', () => expect(rows.length).toBeGreaterThanOrEqual(3000));
});

/** SECCOMP_RET_* as a check has it. */
function expectedOf(answer: number, arch: RandomRecord['target']['arch']): string {
  const data = answer & 0xffff;
  switch (answer & 0xffff0000) {
    case 0x7fff0000:
      return 'allow';
    case 0x7ffc0000:
      return 'log';
    case 0x7ff00000:
      return 'trace';
    case 0x7fc00000:
      return 'notify';
    case 0x00050000:
      return errnoOf(data, arch)?.name ?? String(data);
    case 0x00030000:
      return 'trap';
    case 0:
      return 'kill-thread';
    default:
      return 'kill-process';
  }
}

describe('what libseccomp answered for random profiles', () => {
  const [own] = randomRecords();
  const { records = [], turns = 0 } = own?.recording ?? {};
  const answered = records.slice(0, 150).flatMap(({ seed, text, target, refused, values, calls }) => {
    const profile = parseProfile(text).value;
    if (profile === undefined || refused !== undefined || resolve(profile, target).value === undefined) return [];
    const lines = calls.slice(0, 12).flatMap(({ arch, syscall, multiplexer, answers }, at) =>
      Array.from({ length: turns }, (_, turn) => {
        const drawn = drawArguments(seed, at, turn, values, multiplexer);
        const args = [...drawn, 0n, 0n, 0n, 0n, 0n, 0n].slice(0, 6);
        const answer = answers[answers.length === 1 ? 0 : turn] ?? Number.NaN;
        const given = args.map((value) => BigInt.asUintN(registerBits(arch), value));
        return `${architectureOf(arch).token}: ${syscall}(${given.join(', ')}) -> ${expectedOf(answer, arch)}`;
      }),
    );
    return [{ seed, subject: { profile, target }, lines }];
  });

  test('holds as a check', () => {
    const wrong = answered.flatMap(({ seed, subject, lines }) => {
      const { value = [], diagnostics } = parseChecks(lines.join('\n'), subject.target.arch);
      const unread = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      const failed = check(subject, value).filter(({ ok }) => !ok);
      return [...unread, ...failed.map(({ check: { text }, found }) => `seed ${seed}: ${text}: ${found}`)];
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  test('there are enough of them', () =>
    expect(answered.reduce((sum, { lines }) => sum + lines.length, 0)).toBeGreaterThan(10_000));
});
