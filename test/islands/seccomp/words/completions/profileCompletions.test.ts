import { describe, expect, test } from 'vitest';
import { profileCompletions } from '../../../../../src/islands/seccomp/words/completions/profileCompletions.ts';
import type { CodePlace } from '../../../../../src/ui/editor/EditorHandle.ts';

const place = (kind: CodePlace['kind'], path: string, differs: Partial<CodePlace> = {}): CodePlace => ({
  path: path === '' ? [] : path.split('.'),
  kind,
  present: [],
  beside: [],
  start: 0,
  end: 0,
  word: '',
  quoted: true,
  ...differs,
});
const labels = (at: CodePlace) =>
  profileCompletions(at, ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86']).map(({ label }) => label);

describe('keys', () => {
  test.each<[path: string, keys: string]>([
    ['', 'defaultAction defaultErrnoRet archMap architectures syscalls flags listenerPath'],
    ['linux.seccomp', 'defaultAction defaultErrnoRet archMap architectures syscalls flags listenerPath'],
    ['syscalls', 'names action args errnoRet comment includes excludes'],
    ['linux.seccomp.syscalls', 'names action args errnoRet comment includes excludes'],
    ['syscalls.args', 'index value valueTwo op'],
    ['syscalls.includes', 'caps arches minKernel'],
    ['syscalls.excludes', 'caps arches minKernel'],
    ['archMap', 'architecture subArchitectures'],
    ['syscalls.names', ''],
    ['other', ''],
  ])('of “%s”', (path, keys) => expect(labels(place('key', path)).join(' ')).toBe(keys));

  test('those that stand there already are left out', () => {
    expect(labels(place('key', 'syscalls.args', { present: ['index', 'op'] }))).toEqual(['value', 'valueTwo']);
  });
});

describe('words', () => {
  test.each<[path: string, count: number, one: string | undefined]>([
    ['defaultAction', 9, 'SCMP_ACT_ERRNO'],
    ['linux.seccomp.defaultAction', 9, 'SCMP_ACT_ERRNO'],
    ['syscalls.action', 9, 'SCMP_ACT_LOG'],
    ['syscalls.args.op', 7, 'SCMP_CMP_MASKED_EQ'],
    ['syscalls.args.index', 6, '5'],
    ['syscalls.args.value', 0, undefined],
    ['syscalls.includes.caps', 41, 'CAP_SYS_ADMIN'],
    ['syscalls.excludes.arches', 15, 'amd64'],
    ['architectures', 18, 'SCMP_ARCH_X32'],
    ['archMap.architecture', 18, 'SCMP_ARCH_X86_64'],
    ['archMap.subArchitectures', 18, 'SCMP_ARCH_X86'],
    ['syscalls.comment', 0, undefined],
    ['syscalls', 0, undefined],
    ['names', 0, undefined],
  ])('of %s', (path, count, one) => {
    const found = labels(place('value', path));
    expect([found.length, one === undefined || found.includes(one)]).toEqual([count, true]);
  });

  test('calls of every ABI of the filter; those that the machine’s own lacks say whose they are', () => {
    const calls = profileCompletions(place('value', 'syscalls.names'), ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86']);
    expect(calls.filter(({ label }) => ['mkdir', 'socketcall'].includes(label))).toEqual([
      { label: 'mkdir' },
      { label: 'socketcall', detail: 'x86' },
    ]);
  });

  test('those of the list are left out', () => {
    expect(labels(place('value', 'syscalls.args.index', { beside: ['0', '1'] }))).toEqual(['2', '3', '4', '5']);
  });
});
