import { expect, test } from 'vitest';
import { CAPABILITIES, DOCKER_CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import { containerOffer } from '../../../../src/islands/seccomp/words/targetWords.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const TARGET = {
  arch: 'SCMP_ARCH_X86_64',
  kernel: '6.12',
  capabilities: DOCKER_CAPABILITIES,
  runtime: 'runc',
} as const;
const dropped = (...names: string[]) => DOCKER_CAPABILITIES.filter((name) => !names.includes(name));

test.each<[what: string, held: readonly string[] | undefined, words: string | undefined]>([
  ['a profile alone', undefined, undefined],
  ['the target’s own', DOCKER_CAPABILITIES.toReversed(), undefined],
  ['none', [], 'Your text describes a container with no capabilities.'],
  ['all', CAPABILITIES, 'Your text describes a container with all capabilities.'],
  [
    'one more',
    [...DOCKER_CAPABILITIES, 'CAP_SYS_ADMIN'],
    'Your text describes a container with Docker’s usual capabilities and CAP_SYS_ADMIN.',
  ],
  [
    'two less',
    dropped('CAP_MKNOD', 'CAP_KILL'),
    'Your text describes a container with Docker’s usual capabilities without CAP_MKNOD and CAP_KILL.',
  ],
  [
    'one more and one less',
    [...dropped('CAP_MKNOD'), 'CAP_BPF'],
    'Your text describes a container with Docker’s usual capabilities and CAP_BPF, without CAP_MKNOD.',
  ],
  ['few', ['CAP_CHOWN', 'CAP_BPF'], 'Your text describes a container with CAP_CHOWN and CAP_BPF.'],
])('a text of a container with %s', (_, held, words) => {
  const offer = containerOffer(held, TARGET);
  expect(offer && plain(offer.words)).toBe(words);
  expect(offer?.capabilities).toEqual(words === undefined ? undefined : held);
});
