import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src/engine/seccomp/index.ts';
import { STACKS, stackOf } from '../../../src/engine/stack/index.ts';
import { answerChecks } from '../../../src/instrument/checks/answerChecks.ts';
import { CHECK_SETS } from '../../../src/instrument/checks/sets.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import { targetOfDefault } from '../../../src/instrument/stacks/targetOfStack.ts';

const texts = new Map(await Promise.all(CHECK_SETS.map(async ({ id, load }) => [id, await load()] as const)));

/** What a set says of a stack's own default: the checks that fail, and what can't be read. */
async function failing(stackId: string, set: string): Promise<string[]> {
  const stack = stackOf(stackId);
  const preset = presetOf(stack?.profile);
  const profile = preset && parseProfile(await preset.load()).value;
  if (!stack || !profile) throw new Error(`no default of ${stackId}`);
  const target = targetOfDefault(stack, 'SCMP_ARCH_X86_64');
  const { checks, problems } = await answerChecks({ profile, target }, { text: texts.get(set) ?? '', files: [] });
  return [...checks.filter(({ ok }) => !ok).map(({ text }) => text), ...problems.map(({ message }) => message)];
}

describe('a set says of each stack’s default what fails', () => {
  const PODMAN_GIVES = [
    'any way to user-namespace -> blocked',
    'unshare -> blocked',
    'setns -> blocked',
    'mount -> blocked',
    'umount2 -> blocked',
    'pivot_root -> blocked',
    'reboot -> blocked',
    'keyctl -> blocked',
    'get_mempolicy -> blocked',
    'set_mempolicy -> blocked',
    'mbind -> blocked',
  ];
  const PODMAN_ESCAPES = [
    'any way to user-namespace -> blocked',
    'fsopen -> blocked',
    'fsconfig -> blocked',
    'mount -> blocked',
    'keyctl -> blocked',
    'socket(AF_PACKET) -> blocked',
    'socket(AF_ALG) -> blocked',
  ];
  const SOCKETS = ['socket(AF_PACKET) -> blocked', 'socket(AF_ALG) -> blocked'];
  const PACKET = ['socket(AF_PACKET) -> blocked'];
  const NO_CLONE3 = [
    'trace git.strace -> passes',
    'trace go-server.strace -> passes',
    'trace jvm.strace -> passes',
    'trace python.strace -> passes',
    'clone3 -> not EPERM',
  ];
  const NO_CLOSE_RANGE = ['trace python.strace -> passes', 'close_range -> not EPERM'];
  const TABLE: readonly (readonly [stack: string, needs: string[], refuses: string[], escapes: string[]])[] = [
    ['podman-3.0', ['fchmodat2 -> not EPERM'], PODMAN_GIVES, PODMAN_ESCAPES],
    ['containerd-1.4', NO_CLOSE_RANGE, [], SOCKETS],
    ['docker-20.10.9', NO_CLONE3, [], SOCKETS],
    ['docker-20.10.5', [], [], SOCKETS],
    ['docker-20.10.17', [], [], SOCKETS],
    ['docker-20.10.24', [], [], SOCKETS],
    ['podman-4.3', [], PODMAN_GIVES, PODMAN_ESCAPES],
    ['containerd-1.6', [], [], SOCKETS],
    ['docker-24.0', [], [], SOCKETS],
    ['docker-25.0', [], [], SOCKETS],
    ['docker-27.3', [], [], SOCKETS],
    ['docker-26.1', [], [], SOCKETS],
    ['podman-5.4', [], PODMAN_GIVES, PODMAN_ESCAPES],
    ['containerd-1.7', [], [], SOCKETS],
    ['cri-o-1.33', [], PODMAN_GIVES.filter((line) => !line.startsWith('unshare')), PODMAN_ESCAPES],
    ['docker-28.5', [], [], SOCKETS],
    ['podman-5.8', [], PODMAN_GIVES, PODMAN_ESCAPES],
    ['docker-29.8', [], [], PACKET],
    ['podman-6.1', [], PODMAN_GIVES, PODMAN_ESCAPES],
    ['docker-29.9', [], [], PACKET],
    ['kubernetes-1.36', [], [], SOCKETS],
  ];
  test.each(TABLE)('%s', async (stack, needs, refuses, escapes) => {
    const said = [];
    for (const { id } of CHECK_SETS) said.push(await failing(stack, id));
    expect(said).toEqual([needs, refuses, escapes]);
  });
  test('every stack is in the table', () =>
    expect(TABLE.map(([stack]) => stack).sort()).toEqual(STACKS.map(({ id }) => id).sort()));
});

describe('every line has its source', () => {
  /** What the incident’s entry says that the bug needs. */
  const incident = (cve: string) => readFileSync(`content/reference/incidents/${cve.toLowerCase()}.md`, 'utf8');
  const escapes = (texts.get('known-escapes') ?? '').split('\n').flatMap((line) => {
    const [, asked = '', cves = ''] = /^(.*?) -> blocked\s+# (.*)$/.exec(line) ?? [];
    return cves === '' ? [] : cves.split(', ').map((cve) => [cve, asked] as const);
  });

  test.each(escapes)('%s is listed as needing %s', (cve, asked) => {
    const way = asked.replace(/^any way to /, 'through: ');
    expect(incident(cve)).toContain(way === asked ? `- ${asked} -> allow` : way);
  });
  test('every CVE is among the set’s sources, and no other', () => {
    const set = CHECK_SETS.find(({ id }) => id === 'known-escapes');
    expect(new Set(set?.sources.map(({ title }) => title))).toEqual(new Set(escapes.map(([cve]) => cve)));
  });
  test('every thread that a line names is among the set’s sources', () => {
    const set = CHECK_SETS.find(({ id }) => id === 'programs-need');
    const named = [...(texts.get('programs-need') ?? '').matchAll(/# (\w[\w-]*)\/(\S+) (\d+)$/gm)];
    const urls = named.map(([, owner, name, number]) => `https://github.com/${owner}/${name}/issues/${number}`);
    expect(set?.sources.map(({ url }) => url)).toEqual(urls);
  });
});
