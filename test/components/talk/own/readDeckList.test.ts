import { describe, expect, it } from 'vitest';
import { readDeckList } from '../../../../src/components/talk/own/readDeckList.ts';

const place = { base: '/deep', origins: ['https://example.org', 'http://localhost:4321'] };
const entries = (text: string) => readDeckList(text, place).entries;
const problems = (text: string) => readDeckList(text, place).problems.map(({ code, span }) => [code, span?.line]);

describe('a line', () => {
  it.each([
    ['/learn/iceberg/', { path: '/learn/iceberg/', fragment: '', title: undefined }],
    ['learn/iceberg/', { path: '/learn/iceberg/', fragment: '', title: undefined }],
    [
      '[May it call bpf?](play/seccomp/#call=bpf)',
      { path: '/play/seccomp/', fragment: 'call=bpf', title: 'May it call bpf?' },
    ],
    ['/talk/own/#chapter=iceberg', { path: '/learn/iceberg/', fragment: '', title: undefined }],
    ['/learn/iceberg', { path: '/learn/iceberg/', fragment: '', title: undefined }],
    ['/deep/learn/iceberg/#try-it', { path: '/learn/iceberg/', fragment: 'try-it', title: undefined }],
    [
      'https://example.org/deep/play/uid-map/#map=0:1:2&id=33',
      { path: '/play/uid-map/', fragment: 'map=0:1:2&id=33', title: undefined },
    ],
    ['http://localhost:4321/learn/', { path: '/learn/', fragment: '', title: undefined }],
    ['[Who is 33?](/play/uid-map/#id=33)', { path: '/play/uid-map/', fragment: 'id=33', title: 'Who is 33?' }],
    [
      '[Profile checker: add\\_key](/play/seccomp/#call=add_key): Refused: EPERM \\(1\\) \\[x\\].',
      {
        path: '/play/seccomp/',
        fragment: 'call=add_key',
        title: 'Profile checker: add_key',
        says: 'Refused: EPERM (1) [x].',
      },
    ],
    ['  - /learn/cgroups/  ', { path: '/learn/cgroups/', fragment: '', title: undefined }],
    ['12. /learn/cgroups/', { path: '/learn/cgroups/', fragment: '', title: undefined }],
  ])('%s', (line, entry) =>
    expect(entries(line)).toEqual([{ ...entry, span: { start: 0, end: line.length, line: 1, column: 1 } }]),
  );

  it.each(['', '   ', '# My talk'])('%j is left out', (line) =>
    expect(readDeckList(line, place)).toEqual({ entries: [], problems: [] }),
  );
});

describe('what is no link of this site', () => {
  it('is told all at once, with its line, and the rest is kept', () => {
    const text = 'https://evil.example/x\n/learn/iceberg/\nhello\n//evil.example/y\njavascript:alert(1)\n';
    expect([problems(text), entries(text).map(({ span }) => span.line)]).toEqual([
      [
        ['deck-elsewhere', 1],
        ['deck-line', 3],
        ['deck-line', 4],
        ['deck-line', 5],
      ],
      [2],
    ]);
  });

  it('says which site it is', () =>
    expect(readDeckList('https://evil.example/x', place).problems[0]?.message).toBe(
      'evil.example is another site. Only pages of this site can be slides, and nothing is loaded from elsewhere.',
    ));

  it('a deck ends at 200 links', () => {
    const { entries: kept, problems: told } = readDeckList('/learn/\n'.repeat(202), place);
    expect([kept.length, told.map(({ span }) => span?.line)]).toEqual([200, [201]]);
  });
});
