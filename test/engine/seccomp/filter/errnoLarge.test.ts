import { expect, test } from 'vitest';
import { parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';

const refusal = (text: string) => {
  const profile = parseProfile(text).value;
  const { diagnostics } = profile ? resolve(profile, TARGET) : expect.fail(text);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
};
const BY_DEFAULT = (number: string) => `{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":${number},"syscalls":[]}`;
const IN_A_RULE = (number: string) =>
  `{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errnoRet":${number}}]}`;

test.each<[text: string, told: string[]]>([
  [
    BY_DEFAULT('99999'),
    ['The error number 99999 is too large (its low 16 bits, which the runtime keeps, are 34463): use 4094 or less.'],
  ],
  [
    IN_A_RULE('99999'),
    ['The error number 99999 is too large (its low 16 bits, which the runtime keeps, are 34463): use 4094 or less.'],
  ],
  [BY_DEFAULT('4095'), ['The error number 4095 is too large: use 4094 or less.']],
  [BY_DEFAULT('4094'), []],
  [BY_DEFAULT('65537'), []],
  [
    BY_DEFAULT('18446744073709551615'),
    [
      'The error number in this profile is too large (its low 16 bits, which the runtime keeps, are 65535): use 4094 or less.',
    ],
  ],
])('%s', (text, told) => {
  expect(refusal(text)).toEqual(told);
});
