import { stripComments } from './cDefinitions.ts';

/** One argument: its C type, without the kernel's `__user`, and its name where the prototype gives one. */
export interface Argument {
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
