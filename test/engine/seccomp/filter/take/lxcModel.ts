import { ALL_BITS, type Arch, BEGAN_LIBSECCOMP, nameOf, resolveName } from '../../../../../src/engine/linux/index.ts';
import { answerOf, returnValueOf } from '../../../../../src/engine/seccomp/filter/answers.ts';
import { addForArchitecture } from '../../../../../src/engine/seccomp/filter/libseccomp/addForArchitecture.ts';
import { buildProgram } from '../../../../../src/engine/seccomp/filter/libseccomp/buildProgram.ts';
import type { CallTable } from '../../../../../src/engine/seccomp/filter/libseccomp/CallTable.ts';
import { walk } from '../../../../../src/engine/seccomp/filter/libseccomp/walk.ts';
import type { Answer, Call, Condition } from '../../../../../src/engine/seccomp/index.ts';

// A small model of LXC: what a policy's text makes of a call.

const ALLOW: Answer = { action: 'ALLOW', data: 0 };
const FOREIGN: Answer = { action: 'KILL_THREAD', data: 0 };
const SPAN = { start: 0, end: 0, line: 1, column: 1 };
const NO_RULE = { index: 0, span: SPAN, nameSpan: SPAN };

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
  const byDefault = style === 'denylist' ? ALLOW : actionOf(style.replace('allowlist ', ''));
  const abis = [native, ...(BESIDE[native] ?? [])];
  if (!abis.includes(arch)) return FOREIGN;
  const tables = new Map<Arch, CallTable>(abis.map((abi) => [abi, new Map()]));
  for (const [abi, table] of tables) for (const line of lines) addLine(line, table, { native, arch: abi });
  buildProgram(tables, returnValueOf(byDefault), false);
  const name = nameOf(arch, syscall);
  const rule = name === undefined ? undefined : walk(tables.get(arch)?.get(syscall)?.program, args);
  return rule === undefined ? byDefault : answerOf(rule.action);
}

/** parse_v2_rules, and do_resolve_add_rule, which passes over what has a pseudo number on the ABI. */
function addLine(line: string, table: CallTable, { native, arch }: { native: Arch; arch: Arch }): void {
  const [, name, action = '', tests = ''] = /^(\w+) ([a-z]+(?: \d+)?)((?: \[\d,\d+,\w+(?:,\d+)?\])*)$/.exec(line) ?? [];
  if (name === undefined) throw new Error(line);
  if (resolveName(arch, name) < 0) return;
  const conditions = [...tests.matchAll(/\[(\d),(\d+),(\w+)(?:,(\d+))?\]/g)].map(
    ([, index, value = '', op, mask]): Condition => ({
      index: Number(index),
      op: op as Condition['op'],
      mask: mask === undefined ? ALL_BITS : BigInt(mask),
      value: BigInt(value),
    }),
  );
  const rule = { action: returnValueOf(actionOf(action)), rule: NO_RULE, conditions };
  const refusal = addForArchitecture(table, { native, arch, libseccomp: BEGAN_LIBSECCOMP }, name, rule);
  if (refusal !== undefined) throw new Error(`${refusal}: ${line}`);
}

function actionOf(words: string): Answer {
  const [word, data = '0'] = words.split(' ');
  if (word === 'errno') return { action: 'ERRNO', data: Number(data) };
  const action = { kill: 'KILL_THREAD', allow: 'ALLOW', trap: 'TRAP', notify: 'USER_NOTIF' } as const;
  if (word !== 'kill' && word !== 'allow' && word !== 'trap' && word !== 'notify') throw new Error(words);
  return { action: action[word], data: 0 };
}
