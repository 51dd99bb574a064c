import { expect, test } from 'vitest';
import { includeHeaders } from '../../../src/tools/data/cValues.ts';

const files: Record<string, string> = {
  a: '#define A 1 // one\n#include <b>\n#define C 3\n',
  b: '#include "b"\n#  include <c>  /* and */\n#define B 2\n',
  c: '/* #include <a> */\n#define A 9\n',
  twice: '#include <c>\n#include <c>\n',
  lacks: '#include <nowhere>\n#define D 4\n',
};

test.each<[string, string[]]>([
  ['c', ['#define A 9']],
  ['a', ['#define A 1', '#define A 9', '#define B 2', '#define C 3']],
  ['twice', ['#define A 9']],
  ['lacks', ['#define D 4']],
  ['nowhere', []],
])('%s', (name, lines) => {
  const text = includeHeaders(name, (header) => files[header]);
  expect(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ).toEqual(lines);
});
