import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Abi, AbiToken } from './cValues.ts';

type Functions = Readonly<Record<string, string>>;

/** content/data/syscallFunctions.yaml, where each part is told. */
interface FunctionsFile {
  common: Functions;
  withSuccessor: Readonly<Record<string, readonly [successor: string, served: string]>>;
  ids: string;
  time32: string;
  timeTime32: string;
  time64: string;
  abis: Readonly<Record<AbiToken, { functions?: Functions; compat?: string; none?: string }>>;
}

const FILE: FunctionsFile = parse(
  readFileSync(join(import.meta.dirname, '../../../content/data/syscallFunctions.yaml'), 'utf8'),
);

const isIn = (list: string | undefined, name: string) => ` ${list ?? ''} `.includes(` ${name} `);

/** The kernel function behind a call of an ABI, without `sys_`; undefined where no prototype tells its arguments. `calls` are all of the ABI's. */
export function functionOf(abi: AbiToken, call: string, calls: ReadonlySet<string>): string | undefined {
  const { functions = {}, compat, none } = FILE.abis[abi];
  if (isIn(none, call)) return undefined;
  if (isIn(compat, call)) return `compat_${call}`;
  if (Object.hasOwn(functions, call)) return functions[call];
  const [successor, served] = FILE.withSuccessor[call] ?? [];
  if (successor !== undefined && calls.has(successor)) return served;
  if (calls.has('chown32')) {
    if (isIn(FILE.ids, call)) return `${call}16`;
    const plain = call.replace(/32$/, '');
    if (plain !== call && isIn(FILE.ids, plain)) return plain;
  }
  if (calls.has('clock_gettime64')) {
    if (isIn(FILE.time32, call)) return `${call}32`;
    if (isIn(FILE.timeTime32, call)) return `${call}_time32`;
    if (isIn(FILE.time64, call)) return call.replace(/(_time)?64$/, '');
  }
  return Object.hasOwn(FILE.common, call) ? FILE.common[call] : call;
}

/**
 * Which of several prototypes of a call in include/linux/syscalls.h an ABI has, from 0: clone's stand there by CONFIG_CLONE_BACKWARDS, _BACKWARDS3
 * and neither, sigsuspend's by CONFIG_OLD_SIGSUSPEND and _SIGSUSPEND3, fanotify_mark's by CONFIG_ARCH_SPLIT_ARG64, which splitArguments does instead.
 */
export function variantOf({ token: abi, clone }: Abi, call: string): number {
  if (call === 'clone') return clone === 'backwards' ? 0 : 2;
  if (call === 'sigsuspend') return abi === 'ppc' || abi === 'mips' ? 0 : 1;
  return call === 'fanotify_mark' ? 1 : 0;
}
