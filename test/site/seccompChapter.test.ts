import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide, parseCall } from '../../src/engine/seccomp/index.ts';
import { presetOf } from '../../src/instrument/presets/presets.ts';
import { openingQuestion } from '../../src/islands/seccomp/state/questionOf.ts';
import { inspect } from '../../src/islands/seccomp/worker/inspect.ts';
import { readSeccompLink, SECCOMP_LINK_DEFAULTS } from '../../src/share/seccompLink.ts';
import { linkFilter } from '../../src/site/capabilityTable.ts';

const ARCH = 'SCMP_ARCH_X86_64';
const page = (path: string) => readFileSync(join(import.meta.dirname, '../../content', path), 'utf8');
const PAGES = ['learn/seccomp.mdx', 'learn/profiles.mdx', 'reference/errors.mdx'].map(page).join('');

/** What the pages say of a link, and that they have it. */
const ANSWERS: [link: string, answer: string][] = [
  ['stack=docker-29.9&profile=docker-26.1&call=socket(AF_ALG)', 'ALLOW'],
  ['stack=docker-29.9&call=socket(AF_ALG)', 'ERRNO 1'],
  ['stack=kubernetes-1.36&profile=docker-26.1&call=unshare(CLONE_NEWUSER)', 'ALLOW'],
  ['profile=docker-19.03&call=faccessat2&runtime=runc-1.0.0-rc10', 'ERRNO 1'],
  ['stack=docker-20.10.9&call=clone3', 'ERRNO 1'],
  ['stack=docker-20.10.17&call=clone3', 'ERRNO 38'],
  ['stack=docker-29.9&call=clone3', 'ERRNO 38'],
  ['stack=docker-28.5&profile=docker-26.1&call=keyctl&privileged=yes', 'ERRNO 1'],
  ['stack=docker-24.0&profile=docker-26.1&call=keyctl&privileged=yes', 'ALLOW'],
  ['stack=docker-29.9&call=unshare(CLONE_NEWUSER)', 'ERRNO 1'],
  ['stack=docker-29.9&call=unshare(CLONE_NEWUSER)&caps=docker-26.1,SYS_ADMIN', 'ALLOW'],
];

test.each(ANSWERS)('%s: %s', async (fragment, answer) => {
  const { value: link } = await readSeccompLink(fragment);
  const asked = parseCall(link.call, link.arch).value;
  const { action, data } = decide(await linkFilter(link), asked ?? { arch: ARCH, syscall: -1, args: [] });
  expect(action === 'ERRNO' ? `${action} ${data}` : action).toBe(answer);
  expect(PAGES).toContain(`/play/seccomp/#${fragment})`);
});

test('the checker says ENOSYS for clone3 before 20.10, as the page tells', async () => {
  const asked = parseCall('clone3', ARCH).value ?? { arch: ARCH, syscall: -1, args: [] };
  expect(decide(await linkFilter({ ...SECCOMP_LINK_DEFAULTS, profile: 'docker-19.03' }), asked)).toMatchObject({
    action: 'ERRNO',
    data: 38,
  });
});

test('all roads to a new user namespace are closed where the chapter says so', async () => {
  const fragment = 'stack=docker-29.9&call=clone(CLONE_NEWUSER)';
  const { value: link } = await readSeccompLink(fragment);
  const text = (await presetOf(link.profile ?? '')?.load()) ?? '';
  const question = openingQuestion('page', { link, text });
  const { roads } = inspect({ ...question, withFindings: false }).reply;
  expect(roads?.groups.filter(({ state }) => state !== 'closed')).toEqual([]);
  expect(roads?.count).toBeGreaterThan(1);
  expect(PAGES).toContain(`/play/seccomp/#${fragment}`);
});
