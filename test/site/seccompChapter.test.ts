import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide, parseCall } from '../../src/engine/seccomp/index.ts';
import { presetOf } from '../../src/islands/seccomp/state/presets/presets.ts';
import { openingQuestion } from '../../src/islands/seccomp/state/questionOf.ts';
import { inspect } from '../../src/islands/seccomp/worker/inspect.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../src/share/seccompLink.ts';
import { presetFilter } from '../../src/site/presetFilter.ts';

const ARCH = 'SCMP_ARCH_X86_64';
const page = (path: string) => readFileSync(join(import.meta.dirname, '../../content', path), 'utf8');
const PAGES = `${page('learn/seccomp.mdx')}${page('reference/errors.mdx')}`;

/** What the pages say of a link, and that they have it. */
const ANSWERS: [profile: string, call: string, answer: string][] = [
  ['containerd-1.7', 'socket(AF_ALG)', 'ALLOW'],
  ['docker-20.10.4', 'clone3', 'ERRNO 1'],
  ['docker-20.10.10', 'clone3', 'ERRNO 38'],
  ['docker-26.1', 'clone3', 'ERRNO 38'],
];

test.each(ANSWERS)('under %s, %s: %s', async (profile, call, answer) => {
  const asked = parseCall(call, ARCH).value;
  const { action, data } = decide(await presetFilter(profile, ARCH), asked ?? { arch: ARCH, syscall: -1, args: [] });
  expect(action === 'ERRNO' ? `${action} ${data}` : action).toBe(answer);
  expect(PAGES).toContain(`/play/seccomp/#profile=${profile}&call=${call}`);
});

test('the checker says ENOSYS for clone3 before 20.10, as the page tells', async () => {
  const asked = parseCall('clone3', ARCH).value ?? { arch: ARCH, syscall: -1, args: [] };
  expect(decide(await presetFilter('docker-19.03', ARCH), asked)).toMatchObject({ action: 'ERRNO', data: 38 });
});

test('all roads to a new user namespace are closed where the chapter says so', async () => {
  const text = (await presetOf('docker-26.1')?.load()) ?? '';
  const question = openingQuestion('page', { link: { ...SECCOMP_LINK_DEFAULTS, call: 'clone(CLONE_NEWUSER)' }, text });
  const { roads } = inspect({ ...question, withFindings: false }).reply;
  expect(roads?.groups.filter(({ state }) => state !== 'closed')).toEqual([]);
  expect(roads?.count).toBeGreaterThan(1);
  expect(PAGES).toContain('/play/seccomp/#profile=docker-26.1&call=clone(CLONE_NEWUSER)');
});
