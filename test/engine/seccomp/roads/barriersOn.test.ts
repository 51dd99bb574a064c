import { expect, test } from 'vitest';
import { deniedBeside, parseCall, type Target } from '../../../../src/engine/seccomp/index.ts';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import { targetOfStack } from '../../../../src/instrument/stacks/targetOfStack.ts';
import { TARGET } from '../inline.ts';

const MOUNT = 'denies mount, whatever the capabilities.';
const ALG =
  'Docker’s AppArmor profile and SELinux module of May 2026 (29.4.3) deny AF_ALG sockets, whichever call asks for them.';

test.each<[stack: string | undefined, call: string, changed: Partial<Target>, words: string[]]>([
  [undefined, 'mount', {}, [`Docker’s AppArmor profile ${MOUNT}`]],
  [undefined, 'mount', { runtime: 'crun' }, [`Docker’s AppArmor profile ${MOUNT}`]],
  [undefined, 'mount', { runtime: 'libseccomp' }, []],
  [undefined, 'mount', { privileged: true }, []],
  [undefined, 'socket(AF_ALG)', {}, [ALG]],
  ['docker-20.10.5', 'mount', {}, [`Docker’s AppArmor profile ${MOUNT}`]],
  ['docker-29.9', 'mount', { privileged: true }, []],
  ['podman-6.1', 'mount', {}, [`The AppArmor profile of rootful Podman ${MOUNT}`]],
  ['kubernetes-1.36', 'mount', {}, [`containerd’s AppArmor profile ${MOUNT}`]],
  ['docker-29.9', 'socket(AF_ALG)', {}, [ALG]],
  ['docker-28.5', 'socket(AF_ALG)', {}, []],
  ['docker-20.10.5', 'socket(AF_ALG)', {}, []],
  ['podman-6.1', 'socket(AF_ALG)', {}, []],
  ['kubernetes-1.36', 'socket(AF_ALG)', {}, []],
])('on %s %s %j', (id, words, changed, denied) => {
  const stack = id === undefined ? undefined : (stackOf(id) ?? expect.fail(id));
  const target = { ...(stack ? targetOfStack(stack, 'SCMP_ARCH_X86_64') : TARGET), ...changed };
  const call = parseCall(words, target.arch).value ?? expect.fail(words);
  expect(deniedBeside(call, target).map((barrier) => barrier.words)).toEqual(denied);
});
