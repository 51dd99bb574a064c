import { describe, expect, test } from 'vitest';
import {
  type Arch,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  PODMAN_CAPABILITIES,
} from '../../../../src/engine/linux/index.ts';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import type { Message, State } from '../../../../src/islands/seccomp/state/Message.ts';
import { linkOf, targetIn } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { sameCapabilities } from '../../../../src/islands/seccomp/state/target.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { recordedWords } from '../../../../src/islands/seccomp/words/targetView.ts';
import {
  SECCOMP_LINK_DEFAULTS,
  type SeccompLink,
  stackLink,
  writeSeccompLink,
} from '../../../../src/share/seccompLink.ts';
import { later, opened } from '../stories.ts';

const link = (id: string) => stackLink(stackOf(id) ?? expect.fail(id));
const newest = await opened(link('docker-29.9'));
const old = await opened({});
const OWN: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ALLOW"}' };

/** The state as a link, the own text left out. */
const said = async (state: State) => (await writeSeccompLink(linkOf(state))).replace(/profile\.z=[^&]*/, 'own');

const chosen = (id: string, profile: string) => ({ kind: 'preset', id: profile, text: '{}', stack: id }) as const;

const INSTALLED = {
  runtime: 'crun',
  versions: { engine: '28.1.1', runtime: '1.14.1', libseccomp: '2.6.1' },
  kernel: '5.15',
} as const;

describe('a stack sets its parts at once, and what was chosen otherwise stays', () => {
  test.each<[what: string, state: State, expected: string]>([
    ['the page as it opens', newest, 'stack=docker-29.9&call=clone(CLONE_NEWUSER)'],
    [
      'another stack, with its default',
      later(newest, chosen('docker-20.10.9', 'docker-20.10.4')),
      'stack=docker-20.10.9&call=clone(CLONE_NEWUSER)',
    ],
    [
      'the same under a link of before there were stacks',
      later(old, chosen('podman-5.4', 'podman-5.4')),
      'stack=podman-5.4&call=clone(CLONE_NEWUSER)',
    ],
    [
      'the reader’s own text',
      later(newest, OWN, { kind: 'stack', id: 'kubernetes-1.36' }),
      'stack=kubernetes-1.36&own&call=',
    ],
    [
      '--privileged',
      later(newest, { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true }, OWN, {
        kind: 'stack',
        id: 'docker-26.1',
      }),
      'stack=docker-26.1&own&call=&privileged=yes',
    ],
    [
      'a capability more',
      later(
        newest,
        { kind: 'capability', capability: 'CAP_SYS_ADMIN', on: true },
        chosen('docker-26.1', 'docker-26.1'),
      ),
      'stack=docker-26.1&call=clone(CLONE_NEWUSER)&caps=docker-26.1,SYS_ADMIN',
    ],
    [
      'another machine',
      later(newest, { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' }, chosen('podman-6.1', 'podman-6.1')),
      'stack=podman-6.1&call=clone(CLONE_NEWUSER)&arch=aarch64',
    ],
    [
      'one part after the other',
      later(
        newest,
        { kind: 'kernel', kernel: '5.10' },
        { kind: 'runtime', runtime: 'runc', release: '1.1.5' },
        { kind: 'libseccomp', release: '2.5.4' },
        { kind: 'engine', engine: 'docker', release: '27.0.1' },
      ),
      'stack=docker-29.9&call=clone(CLONE_NEWUSER)&kernel=5.10&engine=docker-27.0.1&runtime=runc-1.1.5&libseccomp=2.5.4',
    ],
    [
      'another engine’s default changes the profile alone',
      later(newest, { kind: 'preset', id: 'podman-6.1', text: '{}' }),
      'stack=docker-29.9&profile=podman-6.1&call=clone(CLONE_NEWUSER)',
    ],
    [
      'so does Docker’s on Podman',
      later(newest, chosen('podman-5.4', 'podman-5.4'), { kind: 'preset', id: 'docker-20.10.4', text: '{}' }),
      'stack=podman-5.4&profile=docker-20.10.4&call=clone(CLONE_NEWUSER)',
    ],
    [
      'and on CRI-O, which keeps its capabilities and crun',
      later(newest, chosen('cri-o-1.33', 'cri-o-1.33'), { kind: 'preset', id: 'docker-29.9.0', text: '{}' }),
      'stack=cri-o-1.33&profile=docker-29.9.0&call=clone(CLONE_NEWUSER)',
    ],
    [
      'another default of the same engine does not',
      later(newest, { kind: 'preset', id: 'docker-20.10.4', text: '{}' }),
      'stack=docker-29.9&profile=docker-20.10.4&call=clone(CLONE_NEWUSER)',
    ],
    [
      'a machine that is like a stack but for some of its releases',
      later(newest, { ...chosen('docker-28.5', 'docker-28.2'), over: INSTALLED }),
      'stack=docker-28.5&call=clone(CLONE_NEWUSER)&kernel=5.15&engine=docker-28.1.1&runtime=crun-1.14.1',
    ],
    [
      'the same with the reader’s own text',
      later(newest, OWN, { kind: 'stack', id: 'docker-28.5', over: INSTALLED }),
      'stack=docker-28.5&own&call=&kernel=5.15&engine=docker-28.1.1&runtime=crun-1.14.1',
    ],
    [
      'the same, whose profile has to be fetched',
      later(
        newest,
        { kind: 'fetch', id: 'docker-28.2', stack: 'docker-28.5', over: INSTALLED },
        { kind: 'fetched', id: 'docker-28.2', text: '{}' },
      ),
      'stack=docker-28.5&call=clone(CLONE_NEWUSER)&kernel=5.15&engine=docker-28.1.1&runtime=crun-1.14.1',
    ],
    [
      'a machine whose release has another default than its stack',
      later(newest, { ...chosen('docker-28.5', 'docker-26.1'), over: INSTALLED }),
      'stack=docker-28.5&profile=docker-26.1&call=clone(CLONE_NEWUSER)&kernel=5.15&engine=docker-28.1.1&runtime=crun-1.14.1',
    ],
    [
      'a machine that is told',
      later(newest, OWN, { kind: 'stack', id: 'docker-28.5', over: { ...INSTALLED, arch: 'SCMP_ARCH_AARCH64' } }),
      'stack=docker-28.5&own&call=&arch=aarch64&kernel=5.15&engine=docker-28.1.1&runtime=crun-1.14.1',
    ],
    [
      'Docker’s default on a node, which takes it as a file',
      later(newest, chosen('kubernetes-1.36', 'containerd-2.1'), { kind: 'preset', id: 'docker-29.4', text: '{}' }),
      'stack=kubernetes-1.36&profile=docker-29.4&call=clone(CLONE_NEWUSER)',
    ],
    [
      'a stack that there is not',
      later(newest, { kind: 'stack', id: 'docker-99' }),
      'stack=docker-29.9&call=clone(CLONE_NEWUSER)',
    ],
  ])('%s', async (_, state, expected) => expect(await said(state)).toBe(expected));

  test('the capabilities are those of the engine', () => {
    const held = (state: State, set: readonly string[]) => sameCapabilities(state.asked.target.capabilities, set);
    const podman = later(newest, chosen('podman-6.1', 'podman-6.1'));
    expect([held(newest, DOCKER_CAPABILITIES), held(podman, PODMAN_CAPABILITIES)]).toEqual([true, true]);
  });
});

describe('what is shown of it', () => {
  test.each<[what: string, state: State, value: string, changed: string | undefined]>([
    ['as it opens', newest, 'docker-29.9', undefined],
    ['a link of before there were stacks', old, '', undefined],
    [
      'another kernel',
      later(newest, { kind: 'kernel', kernel: '5.10' }),
      'docker-29.9',
      'Changed in this stack: kernel.',
    ],
    [
      'the reader’s own text, with every capability',
      later(newest, OWN, { kind: 'capabilities', capabilities: CAPABILITIES }),
      'docker-29.9',
      'Changed in this stack: profile, capabilities.',
    ],
  ])('%s', (_, state, value, changed) => {
    const { stack } = select(state);
    expect([stack.value, stack.changed]).toEqual([value, changed]);
  });

  test('the newest Docker is marked, and stands first', () => {
    expect(select(newest).stack.options[0]).toEqual({
      value: 'docker-29.9',
      label: 'Docker 29.9 with runc 1.3 on Debian 13 (newest)',
      group: 'Docker',
    });
  });

  test('a stack whose profile is on its way stays chosen', () => {
    const fetching = later(newest, { kind: 'fetch', id: 'podman-6.1', stack: 'podman-6.1' });
    expect([select(fetching).stack.value, select(newest).stack.value]).toEqual(['podman-6.1', 'docker-29.9']);
  });

  test('what the answer was computed for, and what of it was recorded', () => {
    expect(select(newest).computedFor).toEqual([
      'Docker’s default 29.9.0',
      'Docker 29.9.0',
      'x86_64',
      'Docker’s 14 capabilities',
      'Linux 6.12',
      'runc 1.3.6',
      'libseccomp 2.6.0',
      'from source only: Docker 29.9.0',
    ]);
    const between = later(newest, { kind: 'runtime', runtime: 'runc', release: '1.2.5' });
    expect(select(between).computedFor.at(-1)).toBe('from source only: Docker 29.9.0 and runc 1.2.5');
    const newer = later(
      newest,
      { kind: 'engine', engine: 'docker', release: '99.0.1' },
      { kind: 'runtime', runtime: 'runc', release: '1.2.5' },
    );
    expect(select(newer).computedFor.slice(-2)).toEqual([
      'from source only: runc 1.2.5',
      'newer than this site knows: Docker 99.0.1',
    ]);
    expect(select(old).computedFor.at(-1)).toBe('libseccomp 2.6.0');
  });

  test.each<[stack: string, arch: Arch, more: Partial<SeccompLink>, words: string]>([
    ['podman-6.1', 'SCMP_ARCH_X86_64', {}, 'tested: Podman, crun and libseccomp'],
    ['podman-6.1', 'SCMP_ARCH_AARCH64', {}, 'tested: libseccomp'],
    ['docker-29.9', 'SCMP_ARCH_AARCH64', {}, 'tested: libseccomp'],
    ['docker-26.1', 'SCMP_ARCH_S390X', {}, 'tested: libseccomp'],
    [
      'docker-26.1',
      'SCMP_ARCH_AARCH64',
      { libseccomp: '2.5.3' },
      'from source only: Docker 26.1.5, runc 1.1.15 and libseccomp 2.5.3',
    ],
    ['docker-26.1', 'SCMP_ARCH_X86_64', { libseccomp: '2.5.3' }, 'from source only: libseccomp 2.5.3'],
    ['docker-26.1', 'SCMP_ARCH_X86_64', { libseccomp: '2.9.0' }, 'newer than this site knows: libseccomp 2.9.0'],
  ])('%s on %s %o: engines and runtimes were recorded on x86_64 alone', async (id, arch, more, words) => {
    const link = { ...stackLink(stackOf(id) ?? expect.fail(id)), arch, ...more };
    expect(recordedWords(targetIn({ ...SECCOMP_LINK_DEFAULTS, ...link }))).toEqual([words]);
  });
});
