import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES, DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../../src/engine/linux/index.ts';
import { STACKS, stackOf } from '../../src/engine/stack/index.ts';
import { LINK_CAPABILITIES } from '../../src/share/capabilityList.ts';
import {
  readSeccompLink,
  SECCOMP_LINK_DEFAULTS,
  type SeccompLink,
  stackLink,
  writeSeccompLink,
} from '../../src/share/seccompLink.ts';
import { runs } from '../seed.ts';

const DOCKER = LINK_CAPABILITIES['docker-26.1'];

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, messages: string[]]>([
    ['#arch=sparc', ['This link has “arch=sparc”; the value must be an architecture such as x86_64 or aarch64.']],
    ['#show=some', ['This link has “show=some”; the value must be all, allow, depends or deny.']],
    ['#on=z80', ['This link has “on=z80”; the value must be an architecture such as x86_64 or x32, or all.']],
    ['#sort=size', ['This link has “sort=size”; the value must be name, -name, number, -number, verdict or -verdict.']],
    [
      '#stack=docker-99',
      ['This link has “stack=docker-99”; the value must be the name of a stack such as docker-26.1.'],
    ],
    [
      '#runtime=runc-new',
      [
        'This link has “runtime=runc-new”; the value must be runc, crun or libseccomp, or one with its version such as runc-1.3.6.',
      ],
    ],
    [
      '#engine=dockerish',
      [
        'This link has “engine=dockerish”; the value must be docker, podman, containerd or cri-o, or one with its version such as docker-28.5.2.',
      ],
    ],
    ['#libseccomp=two', ['This link has “libseccomp=two”; the value must be a version such as 2.6.1.']],
    [
      '#colour=red',
      ['This link has a key “colour” that this page does not know. It changes nothing here, and stays in the link.'],
    ],
    ['#profile.z=!', ['The text in this link can’t be read: it must be base64url (A to Z, a to z, 0 to 9, - and _).']],
    ['#profile.z=AAAA', ['The text in this link can’t be read: it is cut off or altered.']],
    ['#kernel=banana', ['This link has “kernel=banana”; the value must be a kernel version such as 6.12.']],
    [
      `#kernel=${'7'.repeat(300)}`,
      [`This link has “kernel=${'7'.repeat(32)}…”; the value must be a kernel version such as 6.12.`],
    ],
    [
      '#caps=docker-26.1,SYS_ADMINN',
      [
        '“SYS_ADMINN” is not valid for caps in this link: use a capability such as SYS_ADMIN, or docker-26.1, podman-5.4, cri-o-1.33, all-6.12, none.',
      ],
    ],
  ])('%s', async (fragment, messages) => {
    const { value, diagnostics } = await readSeccompLink(fragment);
    expect(diagnostics.map(({ message }) => message)).toEqual(messages);
    expect(value).toEqual({ ...SECCOMP_LINK_DEFAULTS, capabilities: byNumber(DOCKER) });
  });
});

test('a long list of what is no capability is told in a few lines', async () => {
  const unknown = Array.from({ length: 9_000 }, (_, at) => `X${at}`).join(',,');
  const { value, diagnostics } = await readSeccompLink(`#caps=docker-26.1,${unknown}`);
  expect([value.capabilities, diagnostics.map(({ code, message }) => (code === 'link-caps' ? code : message))]).toEqual(
    [byNumber(DOCKER), [...Array(5).fill('link-caps'), '8996 more problems are not listed.']],
  );
});

describe('writing', () => {
  test.each<[Partial<SeccompLink>, string]>([
    [{}, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)'],
    [{ call: 'socket(AF_VSOCK)' }, 'profile=docker-26.1&call=socket(AF_VSOCK)'],
    [
      { arch: 'SCMP_ARCH_AARCH64', kernel: '4.4' },
      'profile=docker-26.1&call=clone(CLONE_NEWUSER)&arch=aarch64&kernel=4.4',
    ],
    [
      { runtime: 'crun', privileged: true, capabilities: CAPABILITIES },
      'profile=docker-26.1&call=clone(CLONE_NEWUSER)&runtime=crun&privileged=yes',
    ],
    [{ capabilities: [] }, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)&caps=none'],
    [{ capabilities: ['CAP_SYS_ADMIN'] }, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)&caps=SYS_ADMIN'],
    [{ capabilities: CAPABILITIES }, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)&caps=all-6.12'],
    [{ capabilities: PODMAN_CAPABILITIES }, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)&caps=podman-5.4'],
    [{ call: 'mkdir', roads: 'mkdirat' }, 'profile=docker-26.1&call=mkdir&roads=mkdirat'],
    [
      { capabilities: [...DOCKER.slice(1), 'CAP_BPF'] },
      'profile=docker-26.1&call=clone(CLONE_NEWUSER)&caps=docker-26.1,BPF,-CHOWN',
    ],
    [
      { show: 'deny', find: 'sock', on: 'SCMP_ARCH_X32' },
      'profile=docker-26.1&call=clone(CLONE_NEWUSER)&show=deny&find=sock&on=x32',
    ],
    [{ on: 'all', sort: 'verdict' }, 'profile=docker-26.1&call=clone(CLONE_NEWUSER)&on=all&sort=verdict'],
    [{ profile: undefined, text: '' }, 'profile.z=AwA&call=clone(CLONE_NEWUSER)'],
    [stackState('docker-28.5'), 'stack=docker-28.5&call=clone(CLONE_NEWUSER)'],
    [
      { ...stackState('docker-28.5'), profile: 'talk-2016', kernel: '6.1', call: 'mkdir' },
      'stack=docker-28.5&profile=talk-2016&call=mkdir&kernel=6.1',
    ],
    [
      { ...stackState('docker-28.5'), runtime: 'crun', runtimeVersion: undefined, libseccomp: '2.5.4' },
      'stack=docker-28.5&call=clone(CLONE_NEWUSER)&runtime=crun&libseccomp=2.5.4',
    ],
    [
      { ...stackState('docker-28.5'), privileged: true, capabilities: CAPABILITIES },
      'stack=docker-28.5&call=clone(CLONE_NEWUSER)&privileged=yes',
    ],
    [
      { ...stackState('podman-5.4'), engineVersion: '5.5.0' },
      'stack=podman-5.4&call=clone(CLONE_NEWUSER)&engine=podman-5.5.0',
    ],
    [
      { ...stackState('docker-26.1'), checks: 'socket(AF_ALG) -> EPERM\nstarts -> yes' },
      'stack=docker-26.1&call=clone(CLONE_NEWUSER)&checks=socket(AF_ALG)=EPERM;starts=yes',
    ],
    [
      { ...stackState('docker-26.1'), checks: 'any way to AF_ALG -> blocked on docker-29.9\n' },
      'stack=docker-26.1&call=clone(CLONE_NEWUSER)&checks=any+way+to+AF_ALG=blocked+on+docker-29.9;',
    ],
    [
      { ...stackState('docker-26.1'), checks: 'mkdir=x' },
      'stack=docker-26.1&call=clone(CLONE_NEWUSER)&checks.z=y81OySyyrQAA',
    ],
    [
      { ...stackState('docker-26.1'), profile: undefined, text: '' },
      'stack=docker-26.1&profile.z=AwA&call=clone(CLONE_NEWUSER)',
    ],
  ])('%j', async (differs, fragment) => {
    expect(await writeSeccompLink({ ...SECCOMP_LINK_DEFAULTS, ...differs })).toBe(fragment);
  });
});

test('what is written is read back, whatever it is', async () => {
  const state = fc.record({
    own: fc.boolean(),
    text: fc.string({ unit: 'grapheme' }),
    call: fc.string({ unit: 'grapheme' }),
    roads: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    kernel: fc
      .tuple(fc.integer({ min: 4, max: 99 }), fc.nat(99), fc.string({ maxLength: 50 }))
      .map(([major, minor, more]) => `${major}.${minor}${more}`),
    find: fc.string(),
    arch: fc.constantFrom('SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64', 'SCMP_ARCH_X86'),
    on: fc.constantFrom(undefined, 'all', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'),
    sort: fc.constantFrom('name', '-name', 'number', '-number', 'verdict', '-verdict'),
    show: fc.constantFrom('all', 'allow', 'depends', 'deny'),
    runtime: fc.constantFrom('runc', 'crun', 'libseccomp'),
    runtimeVersion: fc.constantFrom(undefined, '1.3.6', '1.0.0-rc93'),
    engine: fc.constantFrom('docker', 'podman', 'containerd', 'cri-o'),
    engineVersion: fc.constantFrom(undefined, '26.1.5', '6.1.1'),
    libseccomp: fc.constantFrom('2.5.1', '2.6.1'),
    stack: fc.constantFrom(undefined, ...STACKS.map(({ id }) => id)),
    capabilities: fc.subarray([...CAPABILITIES]),
    privileged: fc.boolean(),
    checks: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('mkdir -> allow', '# why', '', 'a=b;c+d', 'starts -> yes'))
        .map((lines) => lines.join('\n')),
    ),
  });
  await fc.assert(
    fc.asyncProperty(state, async ({ own, text, ...rest }) => {
      const link = { ...rest, profile: own ? undefined : 'talk-2016', text: own ? text : undefined } as SeccompLink;
      expect(await readSeccompLink(`#${await writeSeccompLink(link)}`)).toEqual({ value: link, diagnostics: [] });
    }),
    { numRuns: runs(200) },
  );
});

test('the frozen capabilities are still what Docker and Podman give', () => {
  expect([...DOCKER]).toEqual(DOCKER_CAPABILITIES);
  expect(byNumber(LINK_CAPABILITIES['podman-5.4'])).toEqual(byNumber(PODMAN_CAPABILITIES));
});

function stackState(id: string): SeccompLink {
  const stack = stackOf(id);
  if (stack === undefined) throw new Error(`no stack ${id}`);
  return stackLink(stack);
}

function byCapability(a: string, b: string): number {
  return CAPABILITIES.indexOf(a) - CAPABILITIES.indexOf(b);
}

function byNumber(capabilities: readonly string[]): string[] {
  return [...capabilities].sort(byCapability);
}
