import { type Context, isMapFile } from './Context.ts';
import { isLsLine } from './listing/readLs.ts';
import type { ListingTool } from './Part.ts';

/** What a single line is, taken by itself and with what stands above. `sure` is false for text that may be half typed. */
export type LineKind =
  | { kind: 'map' | 'subids' | 'passwd' | 'group'; sure: boolean }
  | { kind: 'listing'; tool: ListingTool; sure: boolean };

const DIGITS = /^\d+$/;
/** What somebody may write where a number belongs: signs, hexadecimal, a decimal point, a count such as 65k. */
const NUMBERISH = /^[+-]?(?:0x[\da-f]{1,16}|\d[\d.,_]{0,20}[km]?)$/i;

/** The kind of a line that is data, or undefined: prose, or text of a kind that needs more than one line to be told. */
export function lineKind(said: string, context: Context): LineKind | undefined {
  if (said.length > 1000) return said.length < 100_000 && isPasswdOrGroup(said) ? colonKind(said) : undefined;
  const tool = context.typed?.program;
  if (isLsLine(said)) return { kind: 'listing', tool: 'ls', sure: true };
  if (said.startsWith('uid=') && /^uid=\d+/.test(said)) return { kind: 'listing', tool: 'id', sure: true };
  if (context.typed && isPrinted(said, context))
    return { kind: 'listing', tool: tool === 'id' ? 'id' : 'printed', sure: true };
  if (context.files.includes('status') && /^[A-Za-z_]\w{1,40}:\s/.test(said))
    return { kind: 'listing', tool: 'status', sure: true };
  if (said.includes(':') && !/\s/.test(said)) return colonKind(said);
  if (said.includes(':') && isPasswdOrGroup(said)) return colonKind(said);
  return mapKind(said, context);
}

/** A row of three numbers, or what may become one. */
function mapKind(said: string, context: Context): LineKind | undefined {
  const fields = said.split(/\s+/, 9);
  const numbers = fields.filter((field) => DIGITS.test(field)).length;
  const inMapFile = context.files.some(isMapFile);
  if (fields.length === 3 && numbers === 3) return { kind: 'map', sure: true };
  if (inMapFile && isNearMap(said)) return { kind: 'map', sure: true };
  const numberish = fields.filter((field) => NUMBERISH.test(field)).length;
  if (numberish === fields.length && fields.length <= 4) return { kind: 'map', sure: false };
  if (fields.length === 3 && numberish === 2) return { kind: 'map', sure: false };
  // A row of top(1) has twelve columns.
  if (fields.length > 3 && fields.length < 9 && fields.slice(0, 3).every((field) => DIGITS.test(field)))
    return { kind: 'map', sure: false };
  return undefined;
}

/** True for a line that stands among lines of a map as a map's line gone wrong: few fields, one of them like a number. */
export function isNearMap(said: string): boolean {
  const fields = said.split(/\s+/, 6);
  return (
    said.length < 200 && fields.length <= 5 && fields.some((field) => NUMBERISH.test(field) || /^[+-]?\d/.test(field))
  );
}

/**
 * True for a line that stands among lines of /etc/subuid as one gone wrong or half typed: a comment, a number behind a colon or two, or, only
 * `between` two such lines, a word with or without colons. At their end a word, a label or a rule begins something else.
 */
export function isNearSubids(said: string, between: boolean): boolean {
  if (said.length >= 200) return false;
  if (said.startsWith('#') || /^[\w.@-]{0,64}:(?:\d[^\s:]{0,30}(?::|$)|[^\s:]{0,30}:\d)/.test(said)) return true;
  return between && /^[\w.@-]{1,64}(?::[^\s:]{0,30}){0,2}$/.test(said);
}

/** owner:start:count, or a line of /etc/passwd (seven fields) or /etc/group (four). */
function colonKind(said: string): LineKind | undefined {
  const fields = said.split(':', 8);
  const [owner = '', second = '', third = ''] = fields;
  if (fields.length === 7 && isPasswdOrGroup(said)) return { kind: 'passwd', sure: true };
  if (fields.length === 4 && isPasswdOrGroup(said)) return { kind: 'group', sure: true };
  if (!/^[\w.@$\\+-]{0,64}$/.test(owner)) return undefined;
  if (/^(?:x|\*|!\*?)$/.test(second) && fields.length > 2) return { kind: 'passwd', sure: false };
  if (fields.length === 3) {
    const sure =
      DIGITS.test(second) && DIGITS.test(third) && owner !== '' && !(DIGITS.test(owner) && Number(owner) < 100);
    if (sure) return { kind: 'subids', sure };
    return NUMBERISH.test(second) || NUMBERISH.test(third) ? { kind: 'subids', sure: false } : undefined;
  }
  if (fields.length === 2 && /^\d{1,10}$/.test(second) && owner !== '') return { kind: 'subids', sure: false };
  if (fields.length === 4 && [second, third].every((field) => DIGITS.test(field)) && /^\d*$/.test(fields[3] ?? ''))
    return { kind: 'subids', sure: false };
  return undefined;
}

/** name:password:id:... with an id where /etc/passwd and /etc/group have it. */
function isPasswdOrGroup(said: string): boolean {
  const fields = said.split(':', 8);
  if (!/^[^\s:/]{1,64}$/.test(fields[0] ?? '') || !DIGITS.test(fields[2] ?? '')) return false;
  if (fields.length === 7) return DIGITS.test(fields[3] ?? '') && /^(?:\/.*)?$/.test(fields[5] ?? '');
  // A fourth number would be a subordinate range with something after it.
  return fields.length === 4 && /^(?:x|\*|!\*?|)$/.test(fields[1] ?? '') && !/\s/.test(fields[3] ?? '');
}

/** A line that stat -c, find -printf or id -u printed, by the command above. */
function isPrinted(said: string, { typed }: Context): boolean {
  if (typed === undefined || !/\d/.test(said)) return false;
  if (typed.program === 'id') return /^\d+(?: \d+)*$/.test(said) && typed.words.some((word) => /^-[ugG]$/.test(word));
  if (typed.program === 'stat') return typed.words.some((word) => /^(?:-L?c|--format|--printf)/.test(word));
  return typed.program === 'find' && typed.words.includes('-printf');
}
