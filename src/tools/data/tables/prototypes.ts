import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARGUMENT_NAMES, CLONE_NAMES } from '../argumentNames.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelHeaders, kernelInclude } from '../kernelHeaders.ts';
import { type Argument, prototypesIn } from '../prototypes.ts';
import { stampOf } from '../stamp.ts';
import { functionOf, variantOf } from '../syscallFunctions.ts';
import type { Table } from '../Table.ts';

/** The first ABI is the one whose arguments stand under `calls`; the others list only what differs. */
const ABIS = [
  { token: 'x86_64', header: 'x86/asm/unistd_64.h' },
  { token: 'x86', header: 'x86/asm/unistd_32.h' },
  { token: 'x32', header: 'x86/asm/unistd_x32.h' },
  { token: 'aarch64', header: 'arm64/asm/unistd_64.h' },
] as const;

/** A call's arguments as the table has them: type and name, or the type alone where nothing names it. */
type Row = [type: string, name?: string][];

/**
 * Argument names and C types of each call, from the kernel's include/linux/syscalls.h and include/asm-generic/syscalls.h. A call whose kernel
 * function has no prototype there is left out; null stands where an ABI has other arguments than the rest and no prototype tells them.
 */
export const prototypes: Table = {
  name: 'prototypes',
  files: ['syscalls/prototypes.json'],
  wishes: [kernelHeaders, 'linux-libc-dev'],
  make(packages) {
    const headers = packages(kernelHeaders.key);
    const include = kernelInclude(headers);
    const declared = prototypesIn(
      ['linux/syscalls.h', 'asm-generic/syscalls.h']
        .map((file) => readFileSync(join(include, file), 'utf8'))
        .join('\n'),
    );
    const uapi = join(packages('linux-libc-dev').root, 'usr/lib/linux/uapi');
    const calls: Record<string, Row> = {};
    const differing: Record<string, Record<string, Row | null>> = {};
    for (const { token, header } of ABIS) {
      for (const call of callsIn(readFileSync(join(uapi, header), 'utf8'))) {
        const row = rowOf(token, call, declared);
        const common = calls[call];
        if (row !== undefined && common === undefined && differing[token]?.[call] === undefined) calls[call] = row;
        else if (common !== undefined && JSON.stringify(row) !== JSON.stringify(common)) {
          differing[token] = { ...differing[token], [call]: row ?? null };
        }
      }
    }
    return [
      formatTable(
        {
          stamp: stampOf('prototypes', [headers, packages('linux-libc-dev')]),
          calls: sorted(calls),
          ...Object.fromEntries(Object.entries(differing).map(([abi, rows]) => [abi, sorted(rows)])),
        },
        2,
      ),
    ];
  },
};

function rowOf(abi: string, call: string, declared: ReadonlyMap<string, Argument[][]>): Row | undefined {
  const name = functionOf(abi, call);
  if (name === undefined) return undefined;
  const variant = variantOf(abi, call);
  const names = call === 'clone' ? CLONE_NAMES[variant] : ARGUMENT_NAMES[name];
  return declared.get(name)?.[variant]?.map((argument, at) => {
    const given = argument.name ?? names?.[at];
    return given === undefined ? [argument.type] : [argument.type, given];
  });
}

function callsIn(header: string): string[] {
  return cValues([header])
    .definitions.map(({ name }) => /^__NR_(\w+)$/.exec(name)?.[1])
    .filter((name) => name !== undefined);
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
