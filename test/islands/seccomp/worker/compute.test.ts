import { expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { compute, problemsOf } from '../../../../src/islands/seccomp/worker/answerQuestion.ts';

const TEXT = `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[
{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":3}}]}`;
const BASE: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

test.each<[target: Partial<Target>, errors: string[]]>([
  [{}, ['"minKernel" must be a string, not a number.']],
  [{ engine: 'docker', versions: { engine: '29.9.0' } }, ['"minKernel" must be a string, not a number.']],
  [{ engine: 'podman' }, []],
  [{ engine: 'cri-o' }, []],
  [{ engine: 'containerd' }, []],
])('a kernel that is a number, to %j: %j', (other, errors) => {
  const target = { ...BASE, ...other };
  const told = (before?: Target) =>
    problemsOf(compute(TEXT, target, before && compute(TEXT, before)))
      .filter(({ severity }) => severity === 'error')
      .map(({ message }) => message);
  expect([told(), told(BASE), told({ ...BASE, engine: 'podman' })]).toEqual([errors, errors, errors]);
});
