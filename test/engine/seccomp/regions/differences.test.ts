import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { architectureOf } from '../../../../src/engine/linux/index.ts';
import { decide, type Filter } from '../../../../src/engine/seccomp/index.ts';
import {
  ARCHITECTURE,
  type Difference,
  differences,
  filterDecider,
  NUMBER,
  programDecider,
} from '../../../../src/engine/seccomp/regions/index.ts';
import { runs } from '../../../seed.ts';
import { program } from '../bpf/listing.ts';
import { filterWithCalls, startingProfile } from '../bpf/randomProfiles.ts';
import { filterIn } from '../inline.ts';

const made = (words: string): Filter => filterIn(words, { runtime: 'libseccomp' });

const NAMES = new Map([
  [NUMBER, 'number'],
  [ARCHITECTURE, 'architecture'],
]);
const OPERATORS = { EQ: ['==', '!='], MASKED_EQ: ['==', '!='], GT: ['>', '<='], GE: ['>=', '<'] } as const;

/** "number 41, half 0 40: ALLOW 0, then ERRNO 1; socket(40)": what the calls have in common, both answers, and one of the calls. */
function inWords({ common, a, b, witness }: Difference): string {
  const conditions = [...common].flatMap(([part, { first, last, besides }]) => {
    const name = NAMES.get(part) ?? `half ${part}`;
    if (part === ARCHITECTURE && first === last) return [];
    const bounds = first === last ? `${first}` : first === 0 && last === 0xffffffff ? '' : `${first} to ${last}`;
    const others = besides.map(({ op, mask, datum, held }) => {
      return `${mask === 0xffffffff ? '' : `&0x${mask.toString(16)}`}${OPERATORS[op][held ? 0 : 1]}${datum}`;
    });
    return [name, bounds, ...others].filter(Boolean).join(' ');
  });
  const values = witness?.args
    .map((value) => `0x${value.toString(16)}`)
    .join(',')
    .replace(/(,0x0)+$/, '');
  return `${conditions.join(', ')}: ${a.action} ${a.data}, then ${b.action} ${b.data}; ${witness?.syscall}(${values})`;
}

describe('the calls that two filters answer differently', () => {
  test.each<[string, string, string[]]>([
    ['errno: allow read', 'errno: allow read', []],
    ['errno: allow read', 'errno: allow read write', ['number 1: ERRNO 1, then ALLOW 0; 1(0x0)']],
    ['errno: allow read write open', 'errno: allow read', ['number 1 to 2: ALLOW 0, then ERRNO 1; 1(0x0)']],
    [
      'errno: allow socket arg0==40',
      'errno: allow socket arg0==40 | errno=5 socket arg0==41',
      ['number 41, half 1 0, half 0 41: ERRNO 1, then ERRNO 5; 41(0x29)'],
    ],
    [
      'errno: allow clone arg0&1==0',
      'errno: allow clone arg0&3==0',
      ['number 56, half 0 &0x1==0 &0x3!=0: ALLOW 0, then ERRNO 1; 56(0xfffffffe)'],
    ],
    [
      'allow: errno personality arg0>8',
      'allow: errno personality arg0>9',
      ['number 135, half 1 0, half 0 9: ERRNO 1, then ALLOW 0; 135(0x9)'],
    ],
    [
      'errno: allow read',
      'kill: allow read',
      [
        'number 1 to 1073741823: ERRNO 1, then KILL_THREAD 0; 1(0x0)',
        'number 4294967295: ERRNO 1, then KILL_THREAD 0; 4294967295(0x0)',
      ],
    ],
    [
      'errno: allow read',
      'errno[x86_64+x86]: allow read',
      [
        'number 0 to 2: KILL_THREAD 0, then ERRNO 1; 0(0x0)',
        'number 3: KILL_THREAD 0, then ALLOW 0; 3(0x0)',
        'number 4 to 4294967295: KILL_THREAD 0, then ERRNO 1; 4(0x0)',
      ],
    ],
  ])('%s; %s', (before, after, expected) => {
    const found = differences(filterDecider(made(before)), filterDecider(made(after)));
    expect([found.differences.map(inWords), found.isWhole]).toEqual([expected, true]);
  });
});

test('a filter’s decider answers as decide does', () => {
  fc.assert(
    fc.property(filterWithCalls, ({ filter, calls }) => {
      const first = filterDecider(filter);
      for (const call of calls) {
        const { action, data } = decide(filter, call);
        let place = first();
        while (!('answer' in place)) {
          const { part, op, mask, datum, go } = place;
          const value =
            part === NUMBER
              ? call.syscall >>> 0
              : part === ARCHITECTURE
                ? architectureOf(call.arch).auditArch
                : halfOf(call.args, part);
          const masked = (value & mask) >>> 0;
          place = go(op === 'EQ' ? masked === datum : op === 'GT' ? masked > datum : masked >= datum);
        }
        expect([action, data]).toEqual([action, place.answer & 0xffff]);
      }
    }),
    { numRuns: runs(40) },
  );
});

function halfOf(args: readonly bigint[], part: number): number {
  const value = args[part >> 1] ?? 0n;
  return Number(BigInt.asUintN(32, part & 1 ? value >> 32n : value));
}

test('where two random filters differ, so do their answers to the witness; elsewhere nowhere', () => {
  fc.assert(
    fc.property(startingProfile, filterWithCalls, ({ filter: one }, { filter: other, calls }) => {
      const { differences: found, isWhole } = differences(filterDecider(one), filterDecider(other));
      for (const { witness, a, b } of found) {
        if (witness === undefined) continue;
        expect(decide(one, witness)).toMatchObject(a);
        expect(decide(other, witness)).toMatchObject(b);
      }
      if (!isWhole || found.length > 0) return;
      for (const call of calls) {
        const { action, data } = decide(one, call);
        expect(decide(other, call)).toMatchObject({ action, data });
      }
    }),
    { numRuns: runs(60) },
  );
});

describe('a program that something else made', () => {
  test.each([
    ['ld [4] / jeq #0xc000003e, 3, 2 / ret #0x0 / ret #0x7fff0000', 'x86_64 allowed'],
    ['ldx #0x1 / ret #0x7fff0000', 'instructions'],
    ['ld [16] / add #0x1 / ret #0x7fff0000', 'instructions'],
  ])('%s: %s', (listing, expected) => {
    const decider = programDecider(program(listing));
    expect(decider === undefined ? 'instructions' : 'x86_64 allowed').toBe(expected);
  });
});
