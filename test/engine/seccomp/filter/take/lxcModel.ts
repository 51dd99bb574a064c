import { type Arch, nameOf, resolveName } from '../../../../../src/engine/linux/index.ts';
import { type Answer, type Call, decide, parseProfile, resolve } from '../../../../../src/engine/seccomp/index.ts';

// A small model of LXC: what a policy's text makes of a call.

const ALLOW: Answer = { action: 'ALLOW', data: 0 };
const FOREIGN: Answer = { action: 'KILL_THREAD', data: 0 };

/** src/lxc/seccomp.c parse_config_v2, ctx.architectures. */
const BESIDE: Partial<Record<Arch, readonly Arch[]>> = {
  SCMP_ARCH_X86_64: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  SCMP_ARCH_AARCH64: ['SCMP_ARCH_ARM'],
  SCMP_ARCH_PPC64: ['SCMP_ARCH_PPC'],
  SCMP_ARCH_MIPS64: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64N32'],
  SCMP_ARCH_MIPSEL64: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64N32'],
};

/** LXC's policy of version 2, all lines under [all]. */
export function lxcAnswer(text: string, { arch, syscall, args }: Call, native: Arch): Answer {
  const [version, style = '', section, ...lines] = text.trim().split('\n');
  if (version !== '2' || section !== '[all]') throw new Error(text);
  const actionOf = (words: string): Answer => {
    const [word, data = '0'] = words.split(' ');
    if (word === 'errno') return { action: 'ERRNO', data: Number(data) };
    const action = { kill: 'KILL_THREAD', allow: 'ALLOW', trap: 'TRAP', notify: 'USER_NOTIF' } as const;
    if (word !== 'kill' && word !== 'allow' && word !== 'trap' && word !== 'notify') throw new Error(words);
    return { action: action[word], data: 0 };
  };
  const byDefault = style === 'denylist' ? ALLOW : actionOf(style.replace('allowlist ', ''));
  if (arch !== native && !(BESIDE[native] ?? []).includes(arch)) return FOREIGN;
  const name = nameOf(arch, syscall);
  if (name === undefined || (arch !== native && resolveName(arch, name) < 0)) return byDefault;
  const rules = lines.map((line) => {
    const [, of, action = '', tests = ''] = /^(\w+) ([a-z]+(?: \d+)?)((?: \[\d,\d+,\w+(?:,\d+)?\])*)$/.exec(line) ?? [];
    if (of === undefined) throw new Error(line);
    return { name: of, answer: actionOf(action), tests };
  });
  const own = rules.filter((rule) => rule.name === name);
  if (own.length > 0 && own.every(({ tests }) => tests === '')) return own[0]?.answer ?? byDefault;
  // A line on ipc, which libseccomp then has no more conditions for, comes before those on what it reaches.
  return own.length === 0 ? byDefault : libseccompAnswer(rules, byDefault, { arch, syscall, args }, native);
}

/** What libseccomp makes of the lines, which it gets as LXC reads them. */
function libseccompAnswer(
  lines: readonly { name: string; answer: Answer; tests: string }[],
  byDefault: Answer,
  call: Call,
  native: Arch,
): Answer {
  const member = ({ action, data }: Answer, key: string, errno: string) => {
    const word = { KILL_THREAD: 'KILL', USER_NOTIF: 'NOTIFY' }[action as string] ?? action;
    return `"${key}":"SCMP_ACT_${word}"${action === 'ERRNO' ? `,"${errno}":${data}` : ''}`;
  };
  const rules = lines.map(({ name, answer, tests }) => {
    const args = [...tests.matchAll(/\[(\d),(\d+),(\w+)(?:,(\d+))?\]/g)].map(([, index, value, op, mask]) =>
      mask === undefined
        ? `{"index":${index},"value":${value},"op":"${op}"}`
        : `{"index":${index},"value":${mask},"valueTwo":${value},"op":"${op}"}`,
    );
    return `{"names":["${name}"],${member(answer, 'action', 'errnoRet')},"args":[${args}]}`;
  });
  const text = `{${member(byDefault, 'defaultAction', 'defaultErrnoRet')},"architectures":["${native}","${call.arch}"],"syscalls":[${rules}]}`;
  const profile = parseProfile(text).value;
  const filter =
    profile && resolve(profile, { arch: native, kernel: '6.12', capabilities: [], runtime: 'libseccomp' }).value;
  if (filter === undefined) throw new Error(text);
  const { action, data } = decide(filter, call);
  return { action, data };
}
