import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import names from '../../../../content/data/argumentNames.json' with { type: 'json' };
import { ABIS, abiHeaders, cValues, type Split, stripComments } from '../cValues.ts';
import { formatTable, kernelHeaders, kernelRoot, olderUapiHeaders, type Table, uapiHeaders } from '../kernelHeaders.ts';
import { functionOf, variantOf } from '../syscallFunctions.ts';

const ARCHITECTURE_FUNCTIONS = join(import.meta.dirname, '../../../../content/data/architectureFunctions.h');
const ARGUMENT_NAMES: Readonly<Record<string, readonly string[]>> = names.functions;

/** One argument: its C type, without the kernel's `__user`, and its name where the prototype gives one. */
interface Argument {
  type: string;
  name?: string;
}

/**
 * The `sys_*` and `compat_sys_*` prototypes of a kernel header, by name without `sys_`. Conditions are not read, so a function that the header declares in several
 * variants has them all, in order.
 */
export function prototypesIn(header: string): Map<string, Argument[][]> {
  const found = new Map<string, Argument[][]>();
  for (const match of stripComments(header).matchAll(/\basmlinkage\s+\w+\s+(compat_)?sys_(\w+)\s*\(([^;]*)\)\s*;/g)) {
    const name = (match[1] ?? '') + match[2];
    found.set(name, [...(found.get(name) ?? []), readArguments(match[3] ?? '')]);
  }
  return found;
}

function readArguments(list: string): Argument[] {
  const parts = list.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  return parts.length === 1 && (parts[0] === 'void' || parts[0] === '') ? [] : parts.map(readArgument);
}

/** A word that ends a type; after `struct`, `union` or `enum` any word does. */
const TYPE_WORD =
  /^(?:unsigned|signed|int|long|short|char|void|const|__user|[us](?:8|16|32|64)|\w+_t|struct|union|enum)$/;

/** Whether a declaration's last word is a name: behind a star even `u32` is one. */
function isName(word: string, before: string): boolean {
  if (before === '*') return !/^(?:const|__user)$/.test(word);
  return !TYPE_WORD.test(word) && !/^(?:struct|union|enum)$/.test(before);
}

function readArgument(text: string): Argument {
  const tokens = text.match(/\w+|\*|\[\s*\d*\s*\]/g) ?? [];
  const isArray = tokens.at(-1)?.startsWith('[') ?? false;
  const words = isArray ? tokens.slice(0, -1) : tokens;
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const isNamed = words.length > 1 && /^\w+$/.test(last) && isName(last, before);
  const type = spell([...(isNamed ? words.slice(0, -1) : words), ...(isArray ? ['*'] : [])]);
  return isNamed ? { type, name: last } : { type };
}

function spell(words: readonly string[]): string {
  return words
    .filter((word) => word !== '__user')
    .join(' ')
    .replace(/\* (?=\*)/g, '*');
}

/** A parameter: its C type and its name, or the type alone where nothing names it. */
export type Row = [type: string, name?: string][];

const WIDE = /^(?:loff_t|__u64|u64)$/;
/** The registers that carry arguments; where a call has more, neither the filter nor a reader sees them. */
const REGISTERS = 6;

/**
 * What each register of a 32-bit ABI holds, for parameters as a 64-bit one has them: a 64-bit parameter becomes two, named as
 * include/linux/syscalls.h names them (SC_ARG64), behind an unused register where a pair must begin at an even one.
 */
export function splitArguments(row: Row, { first, aligned }: Split): Row {
  const registers: Row = [];
  for (const [type, name] of row) {
    if (!WIDE.test(type)) {
      registers.push(name === undefined ? [type] : [type, name]);
      continue;
    }
    if (aligned && registers.length % 2 === 1) registers.push(['u32', '__pad']);
    const halves: Row = [
      ['u32', `${name ?? 'value'}_lo`],
      ['u32', `${name ?? 'value'}_hi`],
    ];
    registers.push(...(first === 'low' ? halves : halves.reverse()));
  }
  return registers.slice(0, REGISTERS);
}

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
        .join('\n') + readFileSync(ARCHITECTURE_FUNCTIONS, 'utf8'),
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
  const named = call === 'clone' ? names.clone[abi.clone] : namesOf(name, declared);
  return declared.get(name)?.[variantOf(abi, call)]?.map((argument, at) => {
    const given = argument.name ?? named[at];
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
