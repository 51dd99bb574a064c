import { ALL_BITS } from '../../linux/index.ts';
import {
  type JsonArray,
  type JsonNode,
  type JsonObject,
  kindInWords,
  type Problems,
  retold,
  shorten,
} from '../../text/index.ts';
import type { Word } from './formatProfile.ts';
import { leftBehind, replacedBy } from './readMembers.ts';

/** Of a value that another one replaces: only what is wrong with the types in it, for which Go refuses the text while it decodes it. */
export function typeProblems(problems: Problems): Problems {
  return retold(problems, (place, severity, code, ...rest) => {
    const isOfType = code === 'type' || code === 'kernel-version' || code.startsWith('number-');
    if (isOfType) problems.tell(place, severity, code, ...rest);
  });
}

/** Of what nobody reads: nothing. */
export const unread = (problems: Problems): Problems => retold(problems, () => undefined);

/** What Docker hands on unseen, and the runtime refuses; and what an earlier Docker sees only in a rule that applies. */
const OF_RUNTIME: readonly string[] = [
  'word-unknown',
  'action-missing',
  'argument-index',
  'operator-missing',
  'name-with-names',
];

/**
 * Of what may not reach the runtime: a warning, with what the refusal hangs on, where the runtime would refuse it. Where it does reach the runtime of a
 * target, `resolve` tells the error.
 */
export function unlessHandedOn(problems: Problems, unless: string): Problems {
  return retold(problems, (place, severity, code, message, hint, fix) => {
    if (!OF_RUNTIME.includes(code)) problems.tell(place, severity, code, message, hint, fix);
    else problems.tell(place, 'warning', code, message, `${hint} ${unless}`, fix);
  });
}

// Each reader takes the value of a key as Go's encoding/json takes it into the field's type. Nothing written, and null, are undefined and no
// problem; another type is one that makes Go refuse the whole text, also in a value that a later one replaces.

export function readText(node: JsonNode | undefined, key: string, problems: Problems): Word | undefined {
  for (const earlier of replacedBy(node)) textOf(earlier, key, problems);
  return textOf(node, key, problems);
}

/** The same of a value, whatever it has replaced. */
function textOf(node: JsonNode | undefined, key: string, problems: Problems): Word | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'string') return { text: node.value, span: problems.spanOf(node) };
  const only = node.kind === 'array' && node.items.length === 1 ? node.items[0] : undefined;
  if (only?.kind === 'string') {
    wrongType(node, 'a string', key, problems, JSON.stringify(only.value));
    return { text: only.value, span: problems.spanOf(only) };
  }
  wrongType(node, 'a string', key, problems);
  return undefined;
}

/** A text that Podman alone reads, and refuses the profile for another type: then it is empty, and `mistyped`. */
export function readPodmansText(node: JsonNode | undefined, key: string, problems: Problems): Word | undefined {
  if (node === undefined) return undefined;
  const wrong = [node, ...replacedBy(node)].filter(({ kind }) => kind !== 'string' && kind !== 'null');
  for (const each of wrong) {
    const hint = 'Podman refuses the whole profile for it; Docker ignores it.';
    problems.tell(each, 'warning', 'type', `"${key}" must be a string, not ${kindInWords(each)}.`, hint);
  }
  const [first] = wrong;
  if (first !== undefined) return { text: '', span: problems.spanOf(first), mistyped: true };
  return node.kind === 'string' ? { text: node.value, span: problems.spanOf(node) } : undefined;
}

export function readTexts(node: JsonNode | undefined, key: string, problems: Problems): readonly Word[] {
  for (const earlier of replacedBy(node)) textsOf(earlier, key, problems);
  return textsOf(node, key, problems);
}

function textsOf(node: JsonNode | undefined, key: string, problems: Problems): readonly Word[] {
  for (const item of leftBehind(node)) readText(item, key, problems);
  if (node?.kind === 'string') {
    wrongType(node, 'an array', key, problems, `[${JSON.stringify(node.value)}]`);
    return [{ text: node.value, span: problems.spanOf(node) }];
  }
  return itemsOf(node, key, problems).flatMap((item) => {
    // Go reads null into a string as nothing: an empty one.
    if (item.kind === 'null') return [{ text: '', span: problems.spanOf(item) }];
    return readText(item, key, problems) ?? [];
  });
}

/** The objects of a list, each read; Go reads null among them as an empty one. */
export function readObjects<T>(
  node: JsonNode | undefined,
  key: string,
  problems: Problems,
  read: (object: JsonObject, problems: Problems) => T,
): readonly T[] {
  const readOne = (item: JsonNode, own: Problems): readonly T[] => {
    const object =
      item.kind === 'null' ? { ...item, kind: 'object' as const, members: [] } : readObject(item, key, own);
    return object === undefined ? [] : [read(object, own)];
  };
  return readItems(node, key, problems, readOne).flat();
}

/** The items of a list, each read; those that don't count any more are read for the problems of their types. */
export function readItems<T>(
  node: JsonNode | undefined,
  key: string,
  problems: Problems,
  read: (item: JsonNode, problems: Problems) => T,
): readonly T[] {
  const replaced = typeProblems(problems);
  for (const earlier of replacedBy(node)) {
    for (const item of [...leftBehind(earlier), ...itemsOf(earlier, key, problems)]) read(item, replaced);
  }
  for (const item of leftBehind(node)) read(item, replaced);
  return itemsOf(node, key, problems).map((item) => read(item, problems));
}

function itemsOf(node: JsonNode | undefined, key: string, problems: Problems): readonly JsonNode[] {
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind === 'array') return node.items;
  wrongType(node, 'an array', key, problems);
  return node.kind === 'object' ? [node] : [];
}

/** The object; one that it has replaced is read by `readReplaced` for the problems of its types. */
export function readObject(
  node: JsonNode | undefined,
  key: string,
  problems: Problems,
  readReplaced?: (object: JsonObject, problems: Problems) => void,
): JsonObject | undefined {
  for (const earlier of replacedBy(node)) {
    const object = objectOf(earlier, key, problems);
    if (object !== undefined) readReplaced?.(object, typeProblems(problems));
  }
  return objectOf(node, key, problems);
}

function objectOf(node: JsonNode | undefined, key: string, problems: Problems): JsonObject | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'object') return node;
  wrongType(node, 'an object', key, problems);
  return undefined;
}

/** An unsigned number of 64 bits, exact; a negative one, which Go refuses, as its two's complement, as crun reads it. */
export function readUint(node: JsonNode | undefined, key: string, problems: Problems): bigint | undefined {
  for (const earlier of replacedBy(node)) uintOf(earlier, key, problems);
  return uintOf(node, key, problems);
}

function uintOf(node: JsonNode | undefined, key: string, problems: Problems): bigint | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'string' && /^(0|[1-9]\d{0,18})$/.test(node.value)) {
    wrongType(node, 'a number', key, problems, node.value);
    return BigInt(node.value);
  }
  if (node.kind !== 'number') {
    wrongType(node, 'a number', key, problems);
    return undefined;
  }
  if (/^\d{1,20}$/.test(node.digits)) {
    const value = BigInt(node.digits);
    if (value <= ALL_BITS) return value;
  }
  const why = node.digits.startsWith('-') ? 'negative' : /^\d+$/.test(node.digits) ? 'large' : 'fraction';
  const twosComplement = /^-\d{1,19}$/.test(node.digits) ? BigInt.asUintN(64, BigInt(node.digits)) : undefined;
  const message = `"${key}" is ${shorten(node.digits)}; it must be a whole number from 0 to ${ALL_BITS}.`;
  const hint =
    twosComplement === undefined
      ? 'Write a decimal number without sign, point or exponent.'
      : `Write ${BigInt.asUintN(32, twosComplement)} for a 32-bit argument, ${twosComplement} for a 64-bit one.`;
  problems.tell(node, 'error', `number-${why}`, message, hint);
  return twosComplement;
}

function wrongType(node: JsonNode | JsonArray, expected: string, key: string, problems: Problems, fix?: string): void {
  const hint = fix === undefined ? 'Docker and runc refuse the whole profile for it.' : `Write ${shorten(fix)}.`;
  problems.tell(node, 'error', 'type', `"${key}" must be ${expected}, not ${kindInWords(node)}.`, hint, fix);
}

/** `minKernel` as moby reads it (profiles/seccomp, KernelVersion.UnmarshalJSON): "major.minor", each up to 255; empty is any kernel. */
export function readKernel(node: JsonNode | undefined, problems: Problems): string | undefined {
  for (const earlier of replacedBy(node)) kernelOf(earlier, problems);
  return kernelOf(node, problems);
}

function kernelOf(node: JsonNode | undefined, problems: Problems): string | undefined {
  const word = textOf(node, 'minKernel', problems);
  if (word === undefined) return undefined;
  const parts = /^(\d+)\.(\d+)$/.exec(word.text)?.slice(1).map(Number);
  if (
    word.text !== '' &&
    (parts === undefined || parts.some((part) => part > 255) || parts.every((part) => part === 0))
  ) {
    const message = `"minKernel" is ${shorten(JSON.stringify(word.text))}, which is not a kernel version such as "4.8".`;
    const hint = 'Docker refuses the whole profile for it. Write the major and minor version only.';
    problems.tell(word.span, 'error', 'kernel-version', message, hint);
    return undefined;
  }
  return word.text;
}
