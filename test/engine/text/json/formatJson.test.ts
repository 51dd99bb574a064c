import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJson, isCrowded } from '../../../../src/engine/text/json/formatJson.ts';

const NAMES = ['accept', 'accept4', 'access', 'adjtimex', 'alarm', 'bind', 'brk', 'capget', 'capset', 'chdir', 'chmod'];
const LONG_LIST = `[${NAMES.map((name) => `"${name}"`).join(',')}]`;

describe('a text of JSON, laid out', () => {
  test.each<[text: string, lines: string[] | undefined]>([
    ['{}', ['{}']],
    [' [ ] ', ['[]']],
    ['7\n', ['7', '']],
    ['{"a":1,"b":[true,null]}', ['{', '  "a": 1,', '  "b": [true, null]', '}']],
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","write"],"action":"SCMP_ACT_ALLOW","args":[]},{}]}',
      [
        '{',
        '  "defaultAction": "SCMP_ACT_ERRNO",',
        '  "syscalls": [',
        '    {',
        '      "names": ["read", "write"],',
        '      "action": "SCMP_ACT_ALLOW",',
        '      "args": []',
        '    },',
        '    {}',
        '  ]',
        '}',
      ],
    ],
    // What does not fit has a line for each name.
    [
      `{"names":${LONG_LIST}}`,
      ['{', '  "names": [', ...NAMES.map((name, at) => `    "${name}"${at < NAMES.length - 1 ? ',' : ''}`), '  ]', '}'],
    ],
    // As it was written: digits, escapes, a key that is there twice.
    [
      '{"a":1.50e+3,"a":"\\u0061\\/","b":18446744073709551615}',
      ['{', '  "a": 1.50e+3,', '  "a": "\\u0061\\/",', '  "b": 18446744073709551615', '}'],
    ],
    ['{"a":1,}', undefined],
    ['{"a":1} // why', undefined],
    ['{"a":1}{}', undefined],
    ['', undefined],
  ])('%s', (text, lines) => {
    expect(formatJson(text)).toBe(lines?.join('\n'));
  });

  test('a list fits into a hundred columns, its comma included', () => {
    const list = (length: number) => `["${'x'.repeat(length)}","y"]`;
    const lines = (length: number) => formatJson(`{"a":${list(length)},"b":1}`)?.split('\n').length;
    expect([lines(83), lines(84)]).toEqual([4, 7]);
    expect(formatJson(`{"a":${list(83)},"b":1}`)?.split('\n')[1]?.length).toBe(100);
  });
});

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;
const tokens = (text: string | undefined) => text?.match(TOKEN);
const anyJson = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
/** As profiles are: lists of words, and objects in lists. */
const anyProfile = fc
  .array(fc.record({ names: fc.array(fc.stringMatching(/^[a-z_0-9]{1,24}$/), { maxLength: 30 }), index: fc.nat() }))
  .map((syscalls) => JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls }));

describe('formatting', () => {
  test.each([
    ['any JSON', anyJson],
    ['any profile', anyProfile],
  ])('keeps every token of %s, changes nothing the second time, and breaks what was too long', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = formatJson(text);
        expect(tokens(once)).toEqual(tokens(text));
        expect(formatJson(once ?? '')).toBe(once);
        expect(isCrowded(once ?? '')).toBe(false);
        if (isCrowded(text)) expect(once).not.toBe(text);
      }),
    );
  });

  test('of ten thousand levels is no text of a hundred million blanks', () => {
    const deep = '['.repeat(9000) + ']'.repeat(9000);
    expect(formatJson(deep)?.length).toBeLessThan(9000 * 2 * 82);
  });
});

test.each<[text: string, crowded: boolean]>([
  [`{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[]}`, false],
  [`{"names":${LONG_LIST}}`, true],
  [`{\n"names":${LONG_LIST}}`, false],
  [`{\n"names":[${LONG_LIST},${LONG_LIST}]}`, true],
  [`{\n  "comment": "${'x'.repeat(200)}"\n}`, false],
])('%s is too long a text for its lines: %s', (text, crowded) => {
  expect(isCrowded(text)).toBe(crowded);
});
