import { expect, test } from 'vitest';
import { decide, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { TARGET } from '../inline.ts';

// The Security Profiles Operator's SeccompProfile (api/seccompprofile/v1/seccompprofile_types.go).

const HEAD = '"apiVersion":"security-profiles-operator.x-k8s.io/v1","kind":"SeccompProfile","metadata":{"name":"web"}';
const RULES = '"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"action":"SCMP_ACT_ALLOW","names":["read","write"]}]';
const object = (spec: string) => `{${HEAD},"spec":{${spec}},"status":{"localhostProfile":"operator/web.json"}}`;

test.each<[what: string, text: string, expected: string[], rules: number | undefined]>([
  ['as it is', object(RULES), [], 1],
  [
    'with all that it may say',
    object(
      `"state":"Enabled","baseProfileName":"",${RULES},"architectures":["SCMP_ARCH_X86_64"],"flags":["SECCOMP_FILTER_FLAG_LOG"]`,
    ),
    [],
    1,
  ],
  [
    'with a base',
    object(`"baseProfileName":"runc-v1.2.0",${RULES}`),
    ['warning operator-base: The base profile "runc-v1.2.0" is not in this text.'],
    1,
  ],
  ['disabled', object(`"state":"Disabled",${RULES}`), ['warning operator-disabled: The profile is disabled.'], 1],
  [
    'disabled, before v1',
    object(`"disabled":true,${RULES}`),
    ['warning operator-disabled: The profile is disabled.'],
    1,
  ],
  [
    'in a list',
    `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","spec":{}},${object(RULES)}]}`,
    [],
    1,
  ],
  [
    'two in a list',
    `{"apiVersion":"v1","kind":"List","items":[${object(RULES)},${object(RULES)}]}`,
    ['info operator-several: The text has 2 profiles.'],
    1,
  ],
  [
    'with Docker’s keys',
    object(`${RULES},"archMap":[]`),
    ['warning key-unknown: The key "archMap" is not known here.'],
    1,
  ],
  [
    'with a word that is no action',
    object('"defaultAction":"SCMP_ACT_DENY"'),
    ['error word-unknown: "SCMP_ACT_DENY" is not an action.'],
    0,
  ],
])('a SeccompProfile %s', (_, text, expected, rules) => {
  const { value, diagnostics } = parseProfile(text);
  expect(diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual(expected);
  expect([value?.format, value?.rules.length]).toEqual(['oci', rules]);
});

test('gives the filter of its spec, at places of the whole text', () => {
  const text = object(RULES);
  const { value } = parseProfile(text);
  const filter = value && resolve(value, TARGET).value;
  const asked = [0, 1, 2].map(
    (syscall) => filter && decide(filter, { arch: 'SCMP_ARCH_X86_64', syscall, args: [] }).action,
  );
  expect(asked).toEqual(['ALLOW', 'ALLOW', 'ERRNO']);
  const [name] = value?.rules[0]?.names ?? [];
  expect(text.slice(name?.span.start, name?.span.end)).toBe('"read"');
});

test('an errnoRet of 0 counts as left out', () => {
  const rule = (errnoRet: string) =>
    object(`"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"action":"SCMP_ACT_ERRNO","names":["read"]${errnoRet}}]`);
  const errnoOf = (text: string) => parseProfile(text).value?.rules[0]?.errnoRet;
  expect([',"errnoRet":0', ',"errnoRet":38', ''].map((each) => errnoOf(rule(each)))).toEqual([
    undefined,
    38,
    undefined,
  ]);
});

test('is fixed in the whole text', () => {
  const text = object('"defaultAction":"SCMP_ACT_ERNO"');
  const [problem] = parseProfile(text).diagnostics;
  expect(applyEdits(text, problem?.fix ?? [])).toBe(object('"defaultAction":"SCMP_ACT_ERRNO"'));
});

test('as YAML it is told how to get it as JSON', () => {
  const text =
    'apiVersion: security-profiles-operator.x-k8s.io/v1\nkind: SeccompProfile\nspec:\n  defaultAction: SCMP_ACT_LOG\n';
  const { value, diagnostics } = parseProfile(text);
  expect([value, diagnostics.map(({ message, hint }) => [message, hint])]).toEqual([
    undefined,
    [
      [
        'The text is YAML, not a profile.',
        'For a SeccompProfile of the Security Profiles Operator, paste the output of kubectl get seccompprofile NAME -o json.',
      ],
    ],
  ]);
});
