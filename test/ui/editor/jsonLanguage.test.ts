import { describe, expect, test } from 'vitest';
import { jsonLanguage } from '../../../src/ui/editor/jsonLanguage.ts';

/** "Object(Property(PropertyName …))", without the marks. */
function shape(text: string): string {
  const parts: string[] = [];
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ name }) => {
      if (/^\w/.test(name)) parts.push(`${name}(`);
    },
    leave: ({ name }) => {
      if (/^\w/.test(name)) parts.push(')');
    },
  });
  return parts
    .join('')
    .replaceAll('()', ' ')
    .replace(/ (?=\))| $/g, '');
}

describe('the tree of a JSON text', () => {
  test.each([
    ['', 'JsonText'],
    [
      '{"a": [1, -2.5e3, "b", true, false, null]}',
      'JsonText(Object(Property(PropertyName Array(Number Number String True False Null))))',
    ],
    // Unfinished or wrong, as it is while it is typed.
    ['{"a": {"b": 1', 'JsonText(Object(Property(PropertyName Object(Property(PropertyName Number)))))'],
    ['{"a": 1 "b": 2}', 'JsonText(Object(Property(PropertyName Number)Property(PropertyName Number)))'],
    ['{"a\n"b": 2}', 'JsonText(Object(Property(PropertyName)Property(PropertyName Number)))'],
    ['[1, {"a": [2], ]', 'JsonText(Array(Number Object(Property(PropertyName Array(Number)))))'],
    ['] } [x]', 'JsonText(Array)'],
  ])('%s', (text, expected) => expect(shape(text)).toBe(expected));

  // In half a second; the test fails after three.
  test(
    'what is nested deep, and closed by what does not fit, is read to its end',
    () => expect(jsonLanguage.parser.parse(`${'['.repeat(100_000)}${'}'.repeat(100_000)}`).length).toBe(200_000),
    3000,
  );
});
