import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberOf } from '../../../../src/engine/linux/index.ts';
import {
  decide,
  type Filter,
  type Finding,
  findings,
  parseProfile,
  resolve,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { runs } from '../../../seed.ts';
import { TARGET } from '../inline.ts';
import { NAMES, profileText, target, VALUES } from '../profileTexts.ts';

function found(text: string, where: Target): readonly Finding[] {
  const profile = parseProfile(text).value;
  return profile === undefined ? [] : findings(profile, where, text);
}
function filterOf(text: string, where: Target): Filter | undefined {
  const profile = parseProfile(text).value;
  return profile && resolve(profile, where).value;
}

/** What a call gets on each ABI of a filter that has it, with arguments on either side of those that the profiles compare. */
function answersTo(filter: Filter, name: string): string[] {
  const values = VALUES.flatMap((value) => [BigInt(value), BigInt(value) + 1n]);
  return filter.architectures.flatMap((arch) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined) return [];
    return values.flatMap((first, at) =>
      [first, values[(at + 5) % values.length] ?? 0n].map((second) => {
        const { action, data } = decide(filter, { arch, syscall, args: [first, second, second, first, second] });
        return `${action} ${data}`;
      }),
    );
  });
}
/** Profiles with findings that few random ones have. */
const RARE: [text: string, where: Target][] = [
  '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["keyctl"],"action":"SCMP_ACT_ERRNO","args":[{"index":2,"value":18446744073709551615,"op":"SCMP_CMP_GT"}]}]}',
  '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["keyctl"],"action":"SCMP_ACT_ERRNO","args":[{"index":0,"value":0,"op":"SCMP_CMP_GE"}]}]}',
  '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","mkdir"],"action":"SCMP_ACT_ALLOW"},{"names":["mkdir"],"action":"SCMP_ACT_ERRNO"}]}',
  '{"defaultAction":"SCMP_ACT_KILL","syscalls":[{"names":["read","mkdir"],"action":"SCMP_ACT_ALLOW"},{"names":["mkdir"],"action":"SCMP_ACT_ERRNO"}]}',
].map((text) => [text, TARGET]);
const codes = (list: readonly Finding[]) => list.map(({ code }) => code).sort();

describe('findings of random profiles', () => {
  test('a fix leaves exactly this finding out, and the text is JSON', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(profileText, target, (text, where) => {
        const before = found(text, where);
        for (const { code, title, fix, denies } of before) {
          if (fix === undefined || denies !== undefined) continue;
          met.set(code, (met.get(code) ?? 0) + 1);
          const mended = applyEdits(text, fix);
          JSON.parse(mended);
          const profile = parseProfile(mended).value;
          const after = profile === undefined ? [] : codes(findings(profile, where));
          const expected = codes(before);
          expected.splice(expected.indexOf(code), 1);
          if (after.join() !== expected.join()) throw new Error(`${title}\n${text}\n${mended}\n${expected}\n${after}`);
        }
      }),
      { numRuns: runs(50), examples: RARE },
    );
    for (const code of [
      'redundant-rule',
      'name-unknown',
      'dead-rule',
      'condition-never',
      'condition-always',
      'condition-mask',
      'width',
      'eperm-for-enosys',
    ]) {
      expect([code, (met.get(code) ?? 0) > 0]).toEqual([code, true]);
    }
  });

  test('a fix by which a denial comes to count denies its calls, whatever their arguments, and answers all others as before', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(profileText, target, (text, where) => {
        const before = filterOf(text, where);
        for (const { code, fix, denies } of found(text, where)) {
          if (fix === undefined || denies === undefined || before === undefined) continue;
          met.set(code, (met.get(code) ?? 0) + 1);
          const mended = applyEdits(text, fix);
          JSON.parse(mended);
          const after = filterOf(mended, where);
          if (after === undefined) throw new Error(`no filter\n${text}\n${mended}`);
          const denied = `${denies.action} ${denies.data}`;
          for (const name of NAMES) {
            const expected = (old: string[]) => (denies.names.includes(name) ? old.map(() => denied) : old);
            const old = answersTo(before, name);
            if (answersTo(after, name).join() !== expected(old).join()) throw new Error(`${name}\n${text}\n${mended}`);
          }
        }
      }),
      { numRuns: runs(100), examples: RARE },
    );
    for (const code of ['redundant-rule', 'dead-rule']) expect([code, (met.get(code) ?? 0) > 0]).toEqual([code, true]);
  });

  test('are the same with and without the text, but for the fixes; places lie in the text; the worst comes first', () => {
    const order = ['refused', 'exposes', 'breaks', 'idle', 'note'];
    fc.assert(
      fc.property(profileText, target, (text, where) => {
        const profile = parseProfile(text).value;
        if (profile === undefined) return;
        const list = findings(profile, where, text);
        expect(findings(profile, where)).toEqual(list.map(({ fix: _, ...rest }) => rest));
        for (const { spans } of list) {
          expect(spans.length).toBeGreaterThan(0);
          for (const { start, end } of spans) expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
        const harms = list.map(({ harm }) => order.indexOf(harm));
        expect(harms).toEqual([...harms].sort((a, b) => a - b));
      }),
      { numRuns: runs(40) },
    );
  });
});
