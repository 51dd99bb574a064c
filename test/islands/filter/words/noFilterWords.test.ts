import { expect, test } from 'vitest';
import { noFilterWords } from '../../../../src/islands/filter/words/pastedAnswer.ts';
import { TARGET } from '../../../engine/seccomp/inline.ts';

const words = (target: object, off = false) => noFilterWords({ off, target: { ...TARGET, ...target } });
const PRIVILEGED = '--privileged: this engine starts the container without a seccomp filter.';

test.each<[what: string, told: string | undefined, expected: string | undefined]>([
  ['a filter', words({}), undefined],
  ['an empty profile', words({}, true), 'Empty profile: seccomp is off.'],
  ['--privileged with the default', words({ privileged: true, builtin: true }), PRIVILEGED],
  ['--privileged with a profile that Podman keeps', words({ privileged: true, engine: 'podman' }), undefined],
])('%s', (_, told, expected) => expect(told).toBe(expected));
