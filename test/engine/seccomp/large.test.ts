import { describe, expect, test } from 'vitest';
import { names } from '../../../src/engine/linux/index.ts';
import { compile, findings, parseProfile, resolve } from '../../../src/engine/seccomp/index.ts';
import { LINK_LIMITS } from '../../../src/share/fragment.ts';
import { TARGET } from './inline.ts';

// What a hostile or broken text of 2 MB, as a link may hold, or a profile of a hundred thousand rules, comes to: a value, or a clear refusal. In seconds, which
// `npm run bench` measures.

const MEGABYTES = LINK_LIMITS.bytes;
const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const NAMES = names('SCMP_ARCH_X86_64');

/** `piece` again and again, up to 2 MB. */
const many = (piece: string) => piece.repeat(Math.floor(MEGABYTES / piece.length));
const list = (count: number, item: (at: number) => string) => Array.from({ length: count }, (_, at) => item(at)).join();
const withRules = (rules: string) => `{${HEAD},"syscalls":[${rules}]}`;
const withNames = (written: string) => withRules(`{"names":[${written}],"action":"SCMP_ACT_ALLOW"}`);
const allow = (name: string, args: string) => `{"names":["${name}"],"action":"SCMP_ACT_ALLOW","args":[${args}]}`;
const equals = (index: number, value: number) => `{"index":${index},"value":${value},"op":"SCMP_CMP_EQ"}`;
/** Characters of Latin-1 that look random. */
function garbage(): string {
  const codes = new Uint8Array(MEGABYTES);
  for (let at = 0, state = 20160824; at < MEGABYTES; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    codes[at] = state >>> 24;
  }
  return new TextDecoder('latin1').decode(codes);
}

/** "type x2, json-too-deep": each code, and how often. */
function inShort(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => (count === 1 ? code : `${code} x${count}`)).join(', ') || 'nothing';
}

const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
/** What is found in any profile that allows next to nothing. */
const COMMON: readonly string[] = ['eperm-for-enosys', 'abi-missing'];

/** The problems that parseProfile tells; what it read; the length of libseccomp's program and of ours, or why resolve refuses; what findings add. */
function outcome(text: string): string {
  const { value: profile, diagnostics } = parseProfile(text);
  const problems = inShort(codesOf(diagnostics));
  if (profile === undefined) return `${problems}; no profile`;
  const { value: filter, diagnostics: refusals } = resolve(profile, TARGET);
  const program = filter && compile(filter).value;
  const read = `${profile.rules.length} rules, ${profile.rules.reduce((sum, rule) => sum + rule.names.length, 0)} names`;
  const built = filter ? `${filter.instructions} and ${program?.instructions.length}` : inShort(codesOf(refusals));
  const found = codesOf(findings(profile, TARGET, text)).filter((code) => !COMMON.includes(code));
  return [problems, read, built, inShort(found)].join('; ');
}

describe('2 MB of text', () => {
  test.each<[string, () => string, string]>([
    [
      'a profile',
      () => withRules(many('{"names":["read","write"],"action":"SCMP_ACT_ALLOW"},').slice(0, -1)),
      'nothing; 37735 rules, 75470 names; 19 and 10; nothing',
    ],
    [
      'one comment',
      () => withRules(`{"names":["read"],"action":"SCMP_ACT_ALLOW","comment":"${many('why ')}"}`),
      'nothing; 1 rules, 1 names; 14 and 9; nothing',
    ],
    ['one string', () => `"${many('a')}"`, 'type; no profile'],
    ['one string without an end', () => `{"a":"${many('a')}`, 'json-truncated; no profile'],
    [
      'one number',
      () => `{${HEAD},"defaultErrnoRet":${many('9')}}`,
      'number-large; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      'one line of errors',
      () => `{${many('key,:')}}`,
      'json-unquoted x334, json-value-missing x333, json-colon x333, too-many-problems; 0 rules, 0 names; 0 and 1; no-seccomp',
    ],
    ['garbage', garbage, 'json-other; no profile'],
    ['garbage behind a profile', () => `{${HEAD}}${garbage()}`, 'json-stray; 0 rules, 0 names; 12 and 7; nothing'],
    [
      'comments',
      () => `{${HEAD}${many('/**/')}}`,
      'json-comment x1000, too-many-problems; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      'a comment without an end',
      () => `{${HEAD}${many('/* ')}`,
      'json-comment, json-truncated; 0 rules, 0 names; 12 and 7; nothing',
    ],
    ['empty lines', () => `{${HEAD}${many('\n')}}`, 'nothing; 0 rules, 0 names; 12 and 7; nothing'],
    [
      'arrays within arrays',
      () => '['.repeat(MEGABYTES / 2) + ']'.repeat(MEGABYTES / 2),
      'type, json-too-deep; no profile',
    ],
    [
      'conditions',
      () => withRules(allow('read', many(`${equals(0, 1)},`).slice(0, -1))),
      'nothing; 1 rules, 1 names; 18 and 13; nothing',
    ],
  ])('%s', (_, text, expected) => {
    expect(outcome(text())).toEqual(expected);
  });
});

describe('a profile of', () => {
  const RULES = 100_000;
  test.each<[string, () => string, string]>([
    [
      '100,000 arrays within each other',
      () => `{${HEAD},"flags":${'['.repeat(RULES)}${']'.repeat(RULES)}}`,
      'type, json-too-deep; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      '100,000 objects within each other',
      () => `{${HEAD},"flags":${'{"a":'.repeat(RULES)}1${'}'.repeat(RULES)}}`,
      'type x2, json-too-deep; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      '10,000 arrays within each other',
      () => `{${HEAD},"flags":${'['.repeat(9_999)}${']'.repeat(9_999)}}`,
      'type; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      '100,000 rules for one call',
      () => withRules(list(RULES, () => '{"names":["read"],"action":"SCMP_ACT_ALLOW"}')),
      'nothing; 100000 rules, 100000 names; 14 and 9; nothing',
    ],
    [
      '100,000 values of one argument',
      () => withRules(list(RULES, (at) => allow('personality', equals(0, at)))),
      'nothing; 100000 rules, 100000 names; program-too-long; program-too-long',
    ],
    [
      '100,000 values over all calls',
      () => withRules(list(RULES, (at) => allow(NAMES[at % NAMES.length] ?? '', equals(at % 6, at)))),
      'nothing; 100000 rules, 100000 names; too-many-rules; too-many-rules',
    ],
    [
      '100,000 rules that do nothing',
      () => withRules(list(RULES, (at) => `{"names":["${NAMES[at % NAMES.length]}"],"action":"SCMP_ACT_ERRNO"}`)),
      'nothing; 100000 rules, 100000 names; 16 and 9; redundant-rule x999, too-many-findings',
    ],
    [
      '1,000,000 names',
      () => withNames(list(1_000_000, () => '"read"')),
      'nothing; 1 rules, 1000000 names; 14 and 9; nothing',
    ],
    [
      '100,000 architectures that nobody knows',
      () => `{${HEAD},"architectures":[${list(RULES, (at) => `"SCMP_ARCH_${at}"`)}]}`,
      'word-unknown x1000; 0 rules, 0 names; architecture-unknown x1000; architecture-unknown x1000',
    ],
    [
      '100,000 times one architecture',
      () => `{${HEAD},"architectures":[${list(RULES, () => '"SCMP_ARCH_X86_64"')}]}`,
      'nothing; 0 rules, 0 names; 12 and 7; nothing',
    ],
    [
      '100,000 names, all different and unknown',
      () => withNames(list(RULES, (at) => `"call${at}"`)),
      'name-unknown x1000; 1 rules, 100000 names; 12 and 7; name-unknown x999, too-many-findings',
    ],
  ])('%s', (_, text, expected) => {
    expect(outcome(text())).toEqual(expected);
  });
});
