import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFragment, parseFragment } from '../../src/share/fragment.ts';

const read = (fragment: string) => {
  const { value, diagnostics } = parseFragment(fragment);
  return [[...(value ?? [])], diagnostics.map((d) => d.code)];
};

describe('parseFragment', () => {
  it.each([
    ['', [], []],
    ['#', [], []],
    [
      '#map=0:165536:65536&id=33',
      [
        ['map', '0:165536:65536'],
        ['id', '33'],
      ],
      [],
    ],
    ['id=33', [['id', '33']], []],
    ['#call=socket(AF_VSOCK)', [['call', 'socket(AF_VSOCK)']], []],
    ['#call=clone(CLONE_NEWUSER|SIGCHLD)', [['call', 'clone(CLONE_NEWUSER|SIGCHLD)']], []],
    ['#user=a%26b', [['user', 'a&b']], []],
    ['#a=1=2', [['a', '1=2']], []],
    ['#a=1&a=2', [['a', '1']], []],
    ['#a=1+1', [['a', '1+1']], []],
    ['#a=', [['a', '']], []],
    ['#a&b=2', [['b', '2']], ['link-entry']],
    ['#a=%zz&b=%&c=3', [['c', '3']], ['link-entry', 'link-entry']],
    [`#a=${'x'.repeat(100_001)}`, [], ['link-too-long']],
  ])('%s', (fragment, entries, codes) => expect(read(fragment)).toEqual([entries, codes]));
});

describe('formatFragment', () => {
  it.each([
    [[], ''],
    [
      [
        ['map', '0:165536:65536,1000:1000:1'],
        ['id', '33'],
      ],
      'map=0:165536:65536,1000:1000:1&id=33',
    ],
    [[['call', 'socket(AF_VSOCK, SOCK_STREAM)']], 'call=socket(AF_VSOCK,%20SOCK_STREAM)'],
    [[['caps', 'a&b#c%d"<>']], 'caps=a%26b%23c%25d%22%3C%3E'],
    [[['text', '\u{d800}é']], 'text=%EF%BF%BD%C3%A9'],
  ] as [[string, string][], string][])('%j', (entries, fragment) => expect(formatFragment(entries)).toBe(fragment));

  it('is read back by parseFragment, whatever the values', () => {
    const values = fc.dictionary(fc.stringMatching(/^[a-z][a-z.]{0,8}$/), fc.string({ unit: 'grapheme' }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(values, (state) => {
        const entries = Object.entries(state);
        expect(read(`#${formatFragment(entries)}`)).toEqual([entries, []]);
      }),
    );
  });
});
