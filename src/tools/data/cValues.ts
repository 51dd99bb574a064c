import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../engine/linux/index.ts';
import { cExpression } from './goRule.ts';
import { olderUapiHeaders, type Packages, uapiHeaders } from './kernelHeaders.ts';

/** One name that a C header gives a value: `#define NAME expression` or a member of an enum. */
interface Definition {
  name: string;
  /** As written, comments gone. */
  expression: string;
  /** The enum's tag, for a member of one that has a tag. */
  enum?: string;
}

/**
 * The object-like macros and enum members of a C header, in order, without those that an `#undef` takes back. Conditions (`#ifdef` ...) are not
 * read: where a name is defined twice, both stand in the answer, and the first is the one that holds in the kernel's `#ifndef NAME` idiom.
 */
export function cDefinitions(header: string): Definition[] {
  const text = stripComments(header);
  const found: (Definition & { at: number })[] = [];
  for (const match of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)[ \t]+(\S[^\n]*)$/gm)) {
    found.push({ name: match[1] ?? '', expression: (match[2] ?? '').trim(), at: match.index });
  }
  for (const match of text.matchAll(/\benum\b\s*(\w*)\s*\{([^{}]*)\}/g)) {
    for (const member of enumMembers(match[2] ?? '')) {
      found.push({ ...member, ...(match[1] ? { enum: match[1] } : {}), at: match.index });
    }
  }
  const undone = new Map<string, number>();
  for (const match of text.matchAll(/^[ \t]*#[ \t]*undef[ \t]+(\w+)/gm)) undone.set(match[1] ?? '', match.index);
  return found
    .filter(({ name, at }) => at > (undone.get(name) ?? -1))
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...definition }) => definition);
}

/** The header's text without comments and with continued lines joined. */
export function stripComments(header: string): string {
  return header
    .replaceAll('\\\n', ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/[^\n]*/g, '');
}

function enumMembers(body: string): Definition[] {
  const members: Definition[] = [];
  let previous: string | undefined;
  for (const part of body.replace(/^[ \t]*#[^\n]*$/gm, '').split(',')) {
    const match = /^\s*([A-Za-z_]\w*)\s*(?:=([\s\S]+))?$/.exec(part);
    if (match === null) continue;
    const name = match[1] ?? '';
    members.push({ name, expression: match[2]?.trim() ?? (previous === undefined ? '0' : `${previous} + 1`) });
    previous = name;
  }
  return members;
}

/** How many bytes a C type takes and on which multiple it stands. */
interface Layout {
  size: number;
  align: number;
}

/** Types that are as wide on every architecture; `long` and pointers are not, so they have no size here. */
const SCALARS: Readonly<Record<string, number>> = {
  ...{ char: 1, 'unsigned char': 1, 'signed char': 1, __u8: 1, __s8: 1 },
  ...{ short: 2, 'unsigned short': 2, __u16: 2, __s16: 2, __be16: 2 },
  ...{ int: 4, unsigned: 4, 'unsigned int': 4, __u32: 4, __s32: 4, __be32: 4, pid_t: 4 },
  ...{ 'long long': 8, 'unsigned long long': 8, __u64: 8, __s64: 8, loff_t: 8, __aligned_u64: 8 },
};

/**
 * The size of a type that a header's text (without comments) lets one tell, as an ioctl's number holds it: scalars that are as wide everywhere,
 * their typedefs, and structs of these. undefined for all others.
 */
export function cStructSizes(header: string, constant: (name: string) => bigint | undefined) {
  const text = header.replace(/^[ \t]*#[^\n]*$/gm, '');
  const typedefs = new Map(
    [...text.matchAll(/\btypedef\s+([\w \t]+?)\s+(\w+)\s*;/g)].map(([, type = '', name = '']) => [name, type]),
  );
  const bodies = new Map<string, string>();
  for (const match of text.matchAll(/\b(struct|union)\s+(\w+)\s*\{/g)) {
    const open = match.index + match[0].length;
    const key = `${match[1]} ${match[2]}`;
    if (!bodies.has(key)) bodies.set(key, text.slice(open, closeOf(text, open)));
  }

  function layout(type: string): Layout | undefined {
    const name = type.trim().replace(/\s+/g, ' ');
    const scalar = SCALARS[name];
    if (scalar !== undefined) return { size: scalar, align: scalar };
    const body = bodies.get(name);
    if (body !== undefined) return members(body, name.startsWith('union'));
    const other = typedefs.get(name);
    return other === undefined || other === name ? undefined : layout(other);
  }

  function members(body: string, isUnion: boolean): Layout | undefined {
    let size = 0;
    let align = 1;
    for (let at = 0; body.slice(at).trim() !== ''; ) {
      const nested = /^\s*(struct|union)\s*\w*\s*\{/.exec(body.slice(at));
      const open = at + (nested?.[0].length ?? 0);
      const close = nested === null ? at : closeOf(body, open);
      const end = body.indexOf(';', close);
      const member = end === -1 ? undefined : MEMBER.exec(body.slice(close, end));
      const one = nested === null ? layout(member?.[1] ?? '') : members(body.slice(open, close), nested[1] === 'union');
      const count = countOf(member?.[2] ?? '');
      if (member === undefined || one === undefined || Number.isNaN(count)) return undefined;
      align = Math.max(align, one.align);
      size = isUnion ? Math.max(size, one.size * count) : roundUp(size, one.align) + one.size * count;
      at = end + 1;
    }
    return { size: roundUp(size, align), align };
  }

  /** How many elements `[4][NCCS]` stands for; none in a flexible array, NaN where a name has no value. */
  function countOf(dimensions: string): number {
    return [...dimensions.matchAll(/\[\s*(\w*)\s*\]/g)].reduce((all, [, n = '']) => all * Number(constant(n) ?? n), 1);
  }

  return (type: string): bigint | undefined => {
    const size = layout(type)?.size;
    return size === undefined ? undefined : BigInt(size);
  };
}

/** A member's type (empty behind a nested struct), its name and its dimensions. */
const MEMBER = /^\}?\s*(?:(.*\S)\s+)?\w*\s*((?:\[[^\]]*\]\s*)*)$/s;

const roundUp = (size: number, align: number) => Math.ceil(size / align) * align;

/** Where the brace closes that opened before `open`. */
function closeOf(text: string, open: number): number {
  let depth = 1;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

/** What a group of headers defines, the first definition of a name before all others. */
interface CValues {
  definitions: readonly Definition[];
  /** The value of a name; undefined where it has none or none that is a number. */
  value(name: string): bigint | undefined;
}

/** Reads headers in the order in which the preprocessor meets their definitions. */
export function cValues(headers: readonly string[]): CValues {
  const definitions = headers.flatMap(cDefinitions);
  const first = new Map<string, Definition>();
  for (const definition of definitions) if (!first.has(definition.name)) first.set(definition.name, definition);
  const known = new Map<string, bigint | undefined>();
  const sizeOf = cStructSizes(headers.map(stripComments).join('\n'), value);

  function value(name: string): bigint | undefined {
    if (!known.has(name)) {
      known.set(name, undefined); // a name defined by way of itself has no value
      const definition = first.get(name);
      if (definition !== undefined) known.set(name, cExpression(definition.expression, value, sizeOf));
    }
    return known.get(name);
  }

  return { definitions: [...first.values()], value };
}

/** The kernel's names for the architectures of the engine's ABIs; those of one architecture have one set of headers. */
export const KERNEL_ARCHITECTURES = ['x86', 'arm', 'arm64', 'riscv', 's390', 'powerpc', 'mips', 'loongarch'] as const;

/** An ABI whose calls have a header of their own: those of either byte order are one here. */
export interface Abi {
  /** libseccomp's word for it, of the big-endian one on mips and ppc64. */
  token: string;
  /** The same ABI in the other byte order. */
  twin?: string;
  family: Family;
  /** The headers that number its calls, under linux-libc-dev's /usr/lib/linux/uapi. */
  headers: readonly `${(typeof KERNEL_ARCHITECTURES)[number]}/asm/${string}`[];
  /** The newest kernel has given it up, so that the headers are an older one's. */
  gone?: true;
  /** asm/unistd.h __ARM_NR_BASE: numbers from here on are calls as well. */
  own?: number;
  /** How a 64-bit argument arrives where a register has 32 bits; left out where one register holds it. */
  split?: Split;
  /**
   * How clone's arguments stand (each architecture's Kconfig). CONFIG_CLONE_BACKWARDS: `tls` comes before `child_tidptr`; _BACKWARDS2: `newsp` comes first.
   */
  clone: 'plain' | 'backwards' | 'backwards2';
}

/** Two registers: which half comes first, and whether the first one's number must be even. */
export interface Split {
  first: 'low' | 'high';
  aligned: boolean;
}

const LOW_FIRST = { first: 'low', aligned: false } as const;
const LOW_FIRST_EVEN = { first: 'low', aligned: true } as const;
const HIGH_FIRST = { first: 'high', aligned: false } as const;
const HIGH_FIRST_EVEN = { first: 'high', aligned: true } as const;

/** The first ABI is the one whose arguments stand in common.json; the others list only what differs. */
const TABLE = [
  { token: 'x86_64', family: 'x86', headers: ['x86/asm/unistd_64.h'], clone: 'plain' },
  // arch/x86/kernel/sys_ia32.c
  { token: 'x86', family: 'x86', headers: ['x86/asm/unistd_32.h'], split: LOW_FIRST, clone: 'backwards' },
  { token: 'x32', family: 'x86', headers: ['x86/asm/unistd_x32.h'], clone: 'plain' },
  { token: 'aarch64', family: 'arm', headers: ['arm64/asm/unistd_64.h'], clone: 'backwards' },
  // arch/arm64/kernel/sys32.c
  {
    token: 'arm',
    family: 'arm',
    headers: ['arm/asm/unistd-eabi.h', 'arm/asm/unistd.h'],
    own: 0x0f0000,
    split: LOW_FIRST_EVEN,
    clone: 'backwards',
  },
  { token: 'riscv64', family: 'riscv', headers: ['riscv/asm/unistd_64.h'], clone: 'backwards' },
  { token: 's390x', family: 's390', headers: ['s390/asm/unistd_64.h'], clone: 'backwards2' },
  // arch/s390/kernel/compat_linux.c; gone since Linux 6.19, and libseccomp 2.6.1 keeps its calls as of 6.18 (CHANGELOG)
  {
    token: 's390',
    family: 's390',
    headers: ['s390/asm/unistd_32.h'],
    gone: true,
    split: HIGH_FIRST,
    clone: 'backwards2',
  },
  { token: 'ppc64', twin: 'ppc64le', family: 'ppc', headers: ['powerpc/asm/unistd_64.h'], clone: 'backwards' },
  // arch/powerpc/kernel/sys_ppc32.c
  { token: 'ppc', family: 'ppc', headers: ['powerpc/asm/unistd_32.h'], split: HIGH_FIRST_EVEN, clone: 'backwards' },
  // arch/mips/kernel/linux32.c
  {
    token: 'mips',
    twin: 'mipsel',
    family: 'mips',
    headers: ['mips/asm/unistd_o32.h'],
    split: HIGH_FIRST_EVEN,
    clone: 'backwards',
  },
  { token: 'mips64', twin: 'mipsel64', family: 'mips', headers: ['mips/asm/unistd_n64.h'], clone: 'backwards' },
  { token: 'mips64n32', twin: 'mipsel64n32', family: 'mips', headers: ['mips/asm/unistd_n32.h'], clone: 'backwards' },
  { token: 'loongarch64', family: 'loongarch', headers: ['loongarch/asm/unistd_64.h'], clone: 'plain' },
] as const satisfies readonly Abi[];

export type AbiToken = (typeof TABLE)[number]['token'];

export const ABIS: readonly (Abi & { token: AbiToken })[] = TABLE;

/** The texts of the headers that number an ABI's calls; `uapiHeaders` and `olderUapiHeaders` are among the table's needs. */
export function abiHeaders({ headers, gone }: Abi, packages: Packages): string[] {
  const { root } = packages(gone ? olderUapiHeaders : uapiHeaders);
  return headers.map((header) => readFileSync(join(root, 'usr/lib/linux/uapi', header), 'utf8'));
}

/** The text of a header by the name that `#include` gives it, or undefined where there is none. */
type ReadHeader = (name: string) => string | undefined;

/**
 * The text of a header with that of each header it includes in its place, each once, as the preprocessor would meet them; comments are gone.
 * What `read` doesn't find is left out.
 */
export function includeHeaders(name: string, read: ReadHeader): string {
  const seen = new Set<string>();
  function text(header: string): string {
    if (seen.has(header)) return '';
    seen.add(header);
    return stripComments(read(header) ?? '').replace(
      /^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"][^\n]*$/gm,
      (_, included: string) => text(included),
    );
  }
  return text(name);
}
