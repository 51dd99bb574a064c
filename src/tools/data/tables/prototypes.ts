import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABIS, abiHeaders } from '../abis.ts';
import { ARCHITECTURE_FUNCTIONS } from '../architectureFunctions.ts';
import { ARGUMENT_NAMES, CLONE_NAMES } from '../argumentNames.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelHeaders, kernelRoot, olderUapiHeaders, uapiHeaders } from '../kernelHeaders.ts';
import { type Argument, prototypesIn } from '../prototypes.ts';
import { type Row, splitArguments } from '../splitArguments.ts';
import { functionOf, variantOf } from '../syscallFunctions.ts';
import type { Table } from '../Table.ts';

type Declared = ReadonlyMap<string, Argument[][]>;
type Rows = Map<string, Row>;

const FAMILIES = [...new Set(ABIS.map(({ family }) => family))];

/**
 * Argument names and C types of each call on each ABI, from the kernel's headers. common.json has x86_64's; a family's file has, by ABI, what is there
 * otherwise or besides, and null where a call of common.json has arguments that no prototype tells. A call without a prototype is left out.
 */
export const prototypes: Table = {
  name: 'prototypes',
  files: ['common', ...FAMILIES].map((name) => `prototypes/${name}.json`),
  needs: [kernelHeaders, uapiHeaders, olderUapiHeaders],
  make(packages, stamp) {
    const headers = packages(kernelHeaders);
    const declared = prototypesIn(
      ['linux/syscalls.h', 'linux/compat.h', 'asm-generic/syscalls.h']
        .map((file) => readFileSync(join(kernelRoot(headers), 'include', file), 'utf8'))
        .join('\n') + ARCHITECTURE_FUNCTIONS,
    );
    const common: Rows = new Map();
    const files = new Map(FAMILIES.map((family) => [family, {} as Record<string, object>]));
    for (const abi of ABIS) {
      const file = files.get(abi.family) ?? {};
      const calls = callsIn(abiHeaders(abi, packages));
      const rows = rowsOf(abi, calls, declared);
      if (abi === ABIS[0]) for (const [call, row] of rows) common.set(call, row);
      else file[abi.token] = difference(calls, rows, common);
      if (abi.twin !== undefined && abi.split !== undefined) {
        const first = abi.split.first === 'low' ? 'high' : 'low';
        const twin = rowsOf({ ...abi, split: { ...abi.split, first } }, calls, declared);
        file[abi.twin] = difference(calls, twin, rows);
      }
    }
    return [
      formatTable({ stamp, calls: sorted(common) }, 2),
      ...FAMILIES.map((family) => formatTable({ stamp, abis: files.get(family) ?? {} }, 3)),
    ];
  },
};

function rowsOf(abi: (typeof ABIS)[number], calls: ReadonlySet<string>, declared: Declared): Rows {
  const rows: Rows = new Map();
  for (const call of calls) {
    const row = rowOf(abi, call, calls, declared);
    if (row !== undefined) rows.set(call, abi.split === undefined ? row : splitArguments(row, abi.split));
  }
  return rows;
}

function rowOf(
  abi: (typeof ABIS)[number],
  call: string,
  calls: ReadonlySet<string>,
  declared: Declared,
): Row | undefined {
  const name = functionOf(abi.token, call, calls);
  if (name === undefined) return undefined;
  const names = call === 'clone' ? CLONE_NAMES[abi.clone] : namesOf(name, declared);
  return declared.get(name)?.[variantOf(abi, call)]?.map((argument, at) => {
    const given = argument.name ?? names[at];
    return given === undefined ? [argument.type] : [argument.type, given];
  });
}

/** Names for what a prototype leaves unnamed; a compat_ function's are those of the function that it stands for. */
function namesOf(name: string, declared: Declared): readonly (string | undefined)[] {
  const plain = name.replace(/^compat_/, '');
  return ARGUMENT_NAMES[plain] ?? declared.get(plain)?.[0]?.map((argument) => argument.name) ?? [];
}

/** The calls whose rows are others than those of `base`, sorted; null for one that `base` has and `rows` doesn't. */
function difference(calls: ReadonlySet<string>, rows: Rows, base: Rows): Record<string, Row | null> {
  const found = [...calls].flatMap((call): [string, Row | null][] => {
    const row = rows.get(call);
    if (JSON.stringify(row) === JSON.stringify(base.get(call))) return [];
    return [[call, row ?? null]];
  });
  return sorted(new Map(found));
}

/** The names of an ABI's calls; arm has some of its own beside the common ones. */
function callsIn(headers: readonly string[]): Set<string> {
  const names = cValues(headers).definitions.map(({ name }) => /^__(?:ARM_)?NR_([a-z_]\w*)$/.exec(name)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

function sorted<T>(rows: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}
