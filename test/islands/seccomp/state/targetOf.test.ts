import { expect, test } from 'vitest';
import { isUnconfined, type Target } from '../../../../src/engine/seccomp/index.ts';
import { targetOf } from '../../../../src/islands/seccomp/state/target.ts';

const BASE: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc', privileged: true };

test.each<[preset: string, engine: string | undefined, unconfined: boolean]>([
  ['docker-26.1', undefined, true],
  ['docker-28.2', undefined, true],
  ['docker-28.5', '28.5.2', true],
  ['docker-26.1', '28.5.2', false],
  ['talk-2016', '28.5.2', false],
])('--privileged with %s on Docker %s', (preset, engine, unconfined) => {
  const target = { ...BASE, ...(engine !== undefined && { engine: 'docker' as const, versions: { engine } }) };
  expect(isUnconfined(targetOf({ source: { preset }, target }))).toBe(unconfined);
});
