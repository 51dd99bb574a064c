import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChecks, traceCheck } from '../../../src/engine/checks/index.ts';
import { runs } from '../../seed.ts';

test.each<[name: string, check: string | undefined]>([
  ['nginx.strace', 'trace nginx.strace -> passes'],
  ['my run (2).strace', 'trace my run (2).strace -> passes'],
  ['-x- > "a" \'b\' on docker.txt', 'trace -x- > "a" \'b\' on docker.txt -> passes'],
  ['a->b.strace', undefined],
  ['a=>b.strace', undefined],
  ['a→b.strace', undefined],
  ['run #1.strace', undefined],
  [' run.strace', undefined],
  ['run.strace\u00a0', undefined],
  ['a\rb', undefined],
  ['a\u2028b', undefined],
  ['', undefined],
])('%j: %j', (name, check) => expect(traceCheck(name)).toBe(check));

const SIGNS = fc.constantFrom(
  ...'-=>→⟶⇒⟹#"\'\\ \t\n\r\v\f\u0085\u00a0\u2028\u2029\ufeff:;|.ax',
  'trace',
  'passes',
  'on',
);
const NAME = fc.oneof(
  fc.array(SIGNS, { maxLength: 8 }).map((signs) => signs.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** The name of the one trace that the text asks about. */
function namedIn(text: string): string | undefined {
  const { value = [], diagnostics } = parseChecks(text);
  const [check, another] = value;
  return diagnostics.length === 0 && another === undefined && check?.asks.kind === 'trace'
    ? check.asks.name
    : undefined;
}

test('any name: a check that there is names the file, and where there is none, the line would name another', () => {
  fc.assert(
    fc.property(NAME, (name) => {
      const check = traceCheck(name);
      if (check === undefined) expect(namedIn(`trace ${name} -> passes`)).not.toBe(name);
      else expect(namedIn(check)).toBe(name);
    }),
    { numRuns: runs(1000) },
  );
});
