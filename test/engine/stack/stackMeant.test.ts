import { expect, test } from 'vitest';
import { stackMeant } from '../../../src/engine/stack/index.ts';

test.each([
  // an engine alone: its newest
  ['docker', 'docker-29.9'],
  ['Podman', 'podman-6.1'],
  // a release between two stacks: the next of its series
  ['docker-29.7', 'docker-29.8'],
  ['docker-27', 'docker-27.3'],
  ['docker-28.0', 'docker-28.5'],
  ['podman-5.2', 'podman-5.4'],
  ['cri-o-1.31', 'cri-o-1.33'],
  // Docker's own build, not Debian's 20.10.5
  ['docker-20.10.4', 'docker-20.10.9'],
  // before the first and behind the last
  ['docker-19.03', 'docker-20.10.9'],
  ['docker-30', 'docker-29.9'],
  ['docker-29.99', 'docker-29.9'],
  // by spelling
  ['dokker-29.9', 'docker-29.9'],
  ['kubernetes-1.35', 'kubernetes-1.36'],
  ['nothing', undefined],
  ['', undefined],
  ['-', undefined],
])('%s is %s', (word, id) => expect(stackMeant(word)?.id).toBe(id));
