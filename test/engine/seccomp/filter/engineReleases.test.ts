import { describe, expect, test } from 'vitest';
import {
  decide,
  type Engine,
  isUnconfined,
  parseCall,
  parseProfile,
  resolve,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';

const BASE: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

describe('--privileged', () => {
  test.each<[of: string, target: Partial<Target>, unconfined: boolean]>([
    ['as links began', {}, true],
    ['as links began, crun', { runtime: 'crun' }, true],
    ['Docker 26.1.5', { engine: 'docker', versions: { engine: '26.1.5' } }, true],
    ['Docker 27.0.1', { engine: 'docker', versions: { engine: '27.0.1' } }, false],
    ['Docker 28.5.2', { versions: { engine: '28.5.2' } }, false],
    // Seen with 28.5.2: the default of 26.1.5 as a file is applied.
    [
      'Docker 28.5.2, a file with a default, its own or another’s',
      { engine: 'docker', versions: { engine: '28.5.2' } },
      false,
    ],
    ['Docker 28.5.2, its own default', { versions: { engine: '28.5.2' }, builtin: true }, true],
    ['Podman 3.0', { engine: 'podman', versions: { engine: '3.0.1' } }, false],
    ['Podman 6.1, its own default', { engine: 'podman', versions: { engine: '6.1.1' }, builtin: true }, true],
    ['containerd 2.1', { engine: 'containerd', versions: { engine: '2.1.9' } }, true],
    ['CRI-O', { engine: 'cri-o' }, true],
  ])('%s', (_, target, unconfined) => {
    expect([isUnconfined({ ...BASE, ...target, privileged: true }), isUnconfined({ ...BASE, ...target })]).toEqual([
      unconfined,
      false,
    ]);
  });
});

const GATED = `{ "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
  "archMap": [{ "architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"] }],
  "syscalls": [
    { "names": ["rename"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_SYS_ADMIN"] } },
    { "name": "mkdir", "action": "SCMP_ACT_ALLOW" },
    { "names": ["rmdir"], "action": "SCMP_ACT_ERRNO", "errno": "ENOENT" }
  ] }`;

/** The answers to the calls, and the codes of what was found. */
function answers(target: Partial<Target>, text = GATED): [answers: string[], found: string[]] {
  const { value: profile } = parseProfile(text);
  if (profile === undefined) throw new Error('no profile');
  const { value: filter, diagnostics } = resolve(profile, { ...BASE, ...target });
  const told = ['rename', 'mkdir', 'rmdir', 'x86: mkdir'].map((asked) => {
    const { value: call } = parseCall(asked, BASE.arch);
    if (filter === undefined || call === undefined) return 'does not start';
    const { action, data } = decide(filter, call);
    return action === 'ERRNO' ? `ERRNO ${data}` : action;
  });
  return [told, diagnostics.map(({ code, severity }) => `${severity} ${code}`)];
}

describe('what an engine reads of a profile in Docker’s format', () => {
  test.each<[of: string, target: Partial<Target>, told: string[], found: string[]]>([
    ['Docker 26.1.5', {}, ['ERRNO 38', 'ALLOW', 'ERRNO 1', 'ALLOW'], ['info errno-unread']],
    [
      'Docker 20.10.24, which hands on no defaultErrnoRet',
      { versions: { engine: '20.10.24' } },
      ['ERRNO 1', 'ALLOW', 'ERRNO 1', 'ALLOW'],
      ['info errno-unread', 'info key-unread'],
    ],
    ['Podman 5.4', { engine: 'podman' }, ['ERRNO 38', 'ALLOW', 'ERRNO 2', 'ALLOW'], []],
    [
      'Podman 3.0.1, which reads no error names',
      { engine: 'podman', versions: { engine: '3.0.1' } },
      ['ERRNO 38', 'ALLOW', 'ERRNO 1', 'ALLOW'],
      ['info errno-unread'],
    ],
    ['CRI-O reads as Podman does', { engine: 'cri-o' }, ['ERRNO 38', 'ALLOW', 'ERRNO 2', 'ALLOW'], []],
    [
      'containerd, a Localhost profile: the OCI’s keys and no others',
      { engine: 'containerd', versions: { engine: '2.1.9' } },
      ['ALLOW', 'ERRNO 38', 'ERRNO 1', 'KILL_THREAD'],
      ['warning conditions-unread', 'warning archmap-unread', 'warning name-unread'],
    ],
    [
      'containerd, where the profile is its own default',
      { engine: 'containerd', builtin: true },
      ['ERRNO 38', 'ALLOW', 'ERRNO 1', 'ALLOW'],
      ['info errno-unread'],
    ],
  ])('%s', (_, target, told, found) => {
    expect(answers(target)).toEqual([told, found]);
  });

  const both = (gate: string) =>
    `{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"name":"mkdir","names":["rmdir"],"action":"SCMP_ACT_ERRNO"${gate}}]}`;
  test.each<[engine: string, gate: string, starts: boolean]>([
    ['26.1.5', '', false],
    ['26.1.5', ',"includes":{"caps":["CAP_SYS_ADMIN"]}', false],
    ['20.10.5', '', false],
    ['20.10.5', ',"includes":{"caps":["CAP_SYS_ADMIN"]}', true],
  ])('Docker %s, a rule with name and names%s', (engine, gate, starts) => {
    const { value: profile } = parseProfile(both(gate));
    expect(profile && resolve(profile, { ...BASE, versions: { engine } }).value !== undefined).toBe(starts);
  });

  const WHOLE =
    '{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"flags":["NONE"],"listenerPath":"agent","syscalls":[]}';
  test.each<[engine: Engine, release: string, unread: string[]]>([
    ['docker', '20.10.24', ['defaultErrnoRet', 'flags', 'listenerPath']],
    ['docker', '23.0.0', []],
    ['podman', '3.0.1', ['flags', 'listenerPath']],
    ['podman', '4.0.3', ['flags', 'listenerPath']],
    ['podman', '4.3.1', []],
    ['containerd', '1.4.13', ['listenerPath']],
    ['containerd', '1.6.20', []],
    ['cri-o', '1.34.0', []],
  ])('%s %s leaves out %j', (engine, release, unread) => {
    const { value: profile } = parseProfile(WHOLE);
    const target: Target = { ...BASE, engine, runtime: 'crun', versions: { engine: release } };
    const { diagnostics = [] } = profile ? resolve(profile, target) : {};
    const told = diagnostics.filter(({ code }) => code === 'key-unread').map(({ message }) => message.split('"')[1]);
    const refused = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    const reached = [
      ...(unread.includes('flags') ? [] : ['flags']),
      ...(unread.length > 0 ? [] : ['listener-relative']),
    ];
    expect([told, refused]).toEqual([unread, reached]);
  });

  test.each<[target: Partial<Target>, applies: boolean, archs: string]>([
    [{ versions: { engine: '26.1.5' } }, false, 'SCMP_ARCH_RISCV64'],
    [{ versions: { engine: '27.2.1' } }, false, 'SCMP_ARCH_RISCV64'],
    [{ versions: { engine: '27.3.0' } }, true, 'SCMP_ARCH_RISCV64 SCMP_ARCH_AARCH64'],
    [{ versions: { engine: '28.5.2' } }, true, 'SCMP_ARCH_RISCV64 SCMP_ARCH_AARCH64'],
    [{ engine: 'podman', versions: { engine: '6.1.1' } }, true, 'SCMP_ARCH_RISCV64'],
    [{ engine: 'containerd', builtin: true }, true, 'SCMP_ARCH_RISCV64 SCMP_ARCH_AARCH64'],
  ])('%j on riscv64: a rule for it applies, %s; architectures of the filter: %s', (target, applies, archs) => {
    const text = `{"defaultAction":"SCMP_ACT_ERRNO",
      "archMap":[{"architecture":"SCMP_ARCH_RISCV64","subArchitectures":["SCMP_ARCH_AARCH64"]}],
      "syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["riscv64"]}}]}`;
    const { value: profile } = parseProfile(text);
    const filter = profile && resolve(profile, { ...BASE, arch: 'SCMP_ARCH_RISCV64', ...target }).value;
    expect([filter?.inactive.size === 0, filter?.architectures.join(' ')]).toEqual([applies, archs]);
  });

  test('Docker before 23.0 hands on no flags, so that runc has none to refuse', () => {
    const text = '{"defaultAction":"SCMP_ACT_ALLOW","flags":["SECCOMP_FILTER_FLAG_LOG"],"syscalls":[]}';
    const found = ['20.10.24', '26.1.5'].map((engine) => answers({ versions: { engine } }, text));
    expect(found).toEqual([
      [['ALLOW', 'ALLOW', 'ALLOW', 'KILL_THREAD'], ['info key-unread']],
      [Array(4).fill('does not start'), ['error flags']],
    ]);
  });
});
