import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonNode, problemsOf, readJson, sourceText } from '../../../src/engine/text/index.ts';
import { plainObject } from '../../../src/engine/trace/plainObject.ts';

/** A value as it was read, without places: numbers by their digits. */
function told(node: JsonNode | undefined): unknown {
  switch (node?.kind) {
    case 'object':
      return node.members.map(({ key, value }) => [key.value, told(value)]);
    case 'array':
      return { list: node.items.map(told) };
    case 'string':
      return node.value;
    case 'number':
      return { digits: node.digits };
    default:
      return { is: node?.kind };
  }
}

function read(text: string): JsonNode | undefined {
  const problems = problemsOf(sourceText(text), 1);
  const root = readJson(problems.source, problems);
  return problems.list().length === 0 ? root : undefined;
}

test.each<[text: string, value: unknown]>([
  ['{}', []],
  [
    '{"a": 1, "b": [true, null, "x\\u0000\\ud800"]}\t',
    [
      ['a', { digits: '1' }],
      ['b', { list: [{ is: 'true' }, { is: 'null' }, 'x\u0000\ud800'] }],
    ],
  ],
  ['{"__proto__": {"c": "d"}}', [['__proto__', [['c', 'd']]]]],
  ['{"a": 1, "a": 2}', [['a', { digits: '2' }]]],
])('is read: %s', (text, value) => {
  expect(told(plainObject(text))).toEqual(value);
  expect(plainObject(text)).toMatchObject({ start: 0, end: text.trimEnd().length });
});

test.each(
  [
    // no object, or a problem
    [
      '',
      '[1]',
      '"{}"',
      'null',
      '{"a": 1',
      '{"a": 1,}',
      "{'a': 1}",
      '{"a": 1} // b',
      '{"a": 01}',
      '\u00a0{}',
      '\ufeff{}',
    ],
    // two names that are one to Go
    ['{"a": 1, "A": 2}', '{"s": 1, "\u017f": 2}', '{"k": 1, "\u212a": 2}', '{"b": {"a": 1, "A": 2}}'],
    // what is told at its own place
    ['{"syscalls": []}', '{"Syscall\u017f": []}', '{"data": {"@": {}}}', '{"items": []}', '{"spec": {}}'],
    // numbers in another spelling
    ['{"a": 1.0}', '{"a" : 1e3}', '{"b": {"a": -0}}', '{"a": -2E1}'],
    // deep, or large
    [`{"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, `{"a": "${'b'.repeat(100_000)}"}`, '{"a":'.repeat(100_000)],
  ].flat(),
)('is left to the other reader: %.40s', (text) => expect(plainObject(text)).toBeUndefined());

test('whatever it reads, it reads as the other reader does', () => {
  const spaces = fc.constantFrom(undefined, 1, '\t');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), spaces, (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      const plain = plainObject(text);
      if (plain !== undefined) expect(told(plain)).toEqual(told(read(text)));
    }),
  );
});
