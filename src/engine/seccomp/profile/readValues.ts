import { type JsonArray, type JsonNode, type JsonObject, kindInWords } from './json/JsonNode.ts';
import { shorten } from './json/Token.ts';
import type { Problems } from './Problems.ts';
import type { Word } from './Profile.ts';

const MAX_UINT = (1n << 64n) - 1n;

// Each reader takes the value of a key as Go's encoding/json takes it into the field's type. Nothing written, and null, are undefined and no
// problem; another type is one that makes Go refuse the whole text.

export function readText(node: JsonNode | undefined, key: string, problems: Problems): Word | undefined {
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
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'string') return { text: node.value, span: problems.spanOf(node) };
  const hint = 'Podman refuses the whole profile for it; Docker passes it over.';
  problems.tell(node, 'warning', 'type', `${kindInWords(node)} for "${key}"`, 'a string', hint);
  return { text: '', span: problems.spanOf(node), mistyped: true };
}

export function readTexts(node: JsonNode | undefined, key: string, problems: Problems): readonly Word[] {
  if (node?.kind === 'string') {
    wrongType(node, 'an array', key, problems, `[${JSON.stringify(node.value)}]`);
    return [{ text: node.value, span: problems.spanOf(node) }];
  }
  return readItems(node, key, problems).flatMap((item) => {
    // Go reads null into a string as nothing: an empty one.
    if (item.kind === 'null') return [{ text: '', span: problems.spanOf(item) }];
    return readText(item, key, problems) ?? [];
  });
}

/** The objects of a list; Go reads null among them as an empty one. */
export function readObjects(node: JsonNode | undefined, key: string, problems: Problems): readonly JsonObject[] {
  return readItems(node, key, problems).flatMap((item) =>
    item.kind === 'null'
      ? [{ ...item, kind: 'object' as const, members: [] }]
      : (readObject(item, key, problems) ?? []),
  );
}

export function readItems(node: JsonNode | undefined, key: string, problems: Problems): readonly JsonNode[] {
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind === 'array') return node.items;
  wrongType(node, 'an array', key, problems);
  return node.kind === 'object' ? [node] : [];
}

export function readObject(node: JsonNode | undefined, key: string, problems: Problems): JsonObject | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'object') return node;
  wrongType(node, 'an object', key, problems);
  return undefined;
}

/** An unsigned number of 64 bits, exact; a negative one, which Go refuses, as its two's complement, as crun reads it. */
export function readUint(node: JsonNode | undefined, key: string, problems: Problems): bigint | undefined {
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
    if (value <= MAX_UINT) return value;
  }
  const why = node.digits.startsWith('-') ? 'negative' : /^\d+$/.test(node.digits) ? 'large' : 'fraction';
  const twosComplement = /^-\d{1,19}$/.test(node.digits) ? BigInt.asUintN(64, BigInt(node.digits)) : undefined;
  problems.tell(
    node,
    'error',
    `number-${why}`,
    `${shorten(node.digits)} for "${key}"`,
    `a whole number from 0 to ${MAX_UINT}`,
    twosComplement === undefined
      ? 'Write it as a decimal number without sign, point or exponent.'
      : `The register holds ${twosComplement} for it; a 32-bit argument holds ${BigInt.asUintN(32, twosComplement)}.`,
  );
  return twosComplement;
}

function wrongType(node: JsonNode | JsonArray, expected: string, key: string, problems: Problems, fix?: string): void {
  problems.tell(
    node,
    'error',
    'type',
    `${kindInWords(node)} for "${key}"`,
    expected,
    fix === undefined ? 'Docker and runc refuse the whole profile for it.' : `Write ${shorten(fix)}.`,
    fix,
  );
}
