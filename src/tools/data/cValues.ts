import { cDefinitions, type Definition, stripComments } from './cDefinitions.ts';
import { cExpression } from './cExpression.ts';

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
