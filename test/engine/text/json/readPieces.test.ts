import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonNode, memberOf, parsePieces } from '../../../../src/engine/text/index.ts';

/** The value as JSON.parse would give it. */
function asParsed(node: JsonNode | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key.value, asParsed(value)]));
    case 'array':
      return node.items.map(asParsed);
    case 'string':
      return node.value;
    case 'number':
      return Number(node.digits);
    case 'true':
    case 'false':
      return node.kind === 'true';
    default:
      return null;
  }
}

describe('JSON cut out of a file', () => {
  test.each<[text: string, value: unknown, codes: string[]]>([
    ['{"a": 1}', { a: 1 }, []],
    ['"a": 1, "b": [2],', { a: 1, b: [2] }, []],
    ['"a": 1\n"b": 2', { a: 1, b: 2 }, []],
    ['{"a": 1},\n{"a": 2},', { a: 1 }, []],
    ['"x", [1]', [1], []],
    ['"x"', 'x', []],
    ['', undefined, []],
    ['"a": {"b": 1', { a: { b: 1 } }, ['json-truncated']],
    ['"a": [1] } ] }', { a: [1] }, ['json-bracket', 'json-bracket', 'json-bracket']],
    ['"a":: 1', { a: 1 }, ['json-colon']],
    // What only one of two readers knew before there was one.
    ["{'a': 1}", { a: 1 }, ['json-quotes']],
    ['{“a”: 1}', { a: 1 }, ['json-quotes']],
    ['{"a": 1} # done', { a: 1 }, ['json-comment']],
    ['{"a": /* one */ 1}', { a: 1 }, ['json-comment']],
    ['{a: b}', { a: 'b' }, ['json-unquoted', 'json-unquoted']],
    ['{"a": None}', { a: null }, ['json-word']],
    ['{"a": 0x10}', { a: 16 }, ['json-number']],
    ['{"a": "b\n}', { a: 'b' }, ['json-string-open']],
    ['{"a": 1 "b": 2}', { a: 1, b: 2 }, ['json-comma-missing']],
    ['{"a" 1}', { a: 1 }, ['json-colon-missing']],
  ])('%j', (text, value, codes) => {
    const read = parsePieces(text);
    expect([asParsed(read.value), read.diagnostics.map(({ code }) => code)]).toEqual([value, codes]);
  });

  test('a key counts in any case, and the last of two', () => {
    expect(asParsed(memberOf(parsePieces('"hostID": 1, "HOSTID": 2').value, 'hostId'))).toBe(2);
  });

  test('every JSON is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        const { value, diagnostics } = parsePieces(text);
        const parsed: unknown = JSON.parse(text);
        if (JSON.stringify(parsed).includes('__proto__')) return;
        expect([asParsed(value), diagnostics]).toEqual([parsed, []]);
      }),
    );
  });

  test('any text is read, and each problem has a place in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\'\\ab01 \n#/') }), (text) => {
        for (const { span } of parsePieces(text).diagnostics) expect(span?.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
