import { type Arch, argumentSet, constantSet, constantValue, readNumber, registerBits } from '../../linux/index.ts';
import { type Diagnostic, type SourceText, spanAt } from '../../text/index.ts';
import type { Call } from './Verdict.ts';

/** What stands for arguments that may be anything: `..`, also with a dot more or as one character. */
const LEFT_OUT = /^(?:\.{2,3}|…)$/;

/** Which call the arguments are of; its name is undefined where it has none. */
interface Place {
  abi: Arch;
  call: string | undefined;
}

/**
 * Reads the arguments between a call's parentheses, from `start` on: numbers and constants, joined by `|`. `..` stands for an argument that may be
 * anything, and before a constant for as many (also none) as bring it to its own: `mmap(.., PROT_EXEC)`. Undefined where one can't be read.
 */
export function readArguments(
  source: SourceText,
  start: number,
  place: Place,
  diagnostics: Diagnostic[],
): Pick<Call, 'args' | 'leftOut'> | undefined {
  const end = endOfList(source, start, diagnostics);
  if (source.text.slice(start, end).trim() === '') return { args: [] };
  const args: bigint[] = [];
  const leftOut: number[] = [];
  let at = start;
  let skipped = 0;
  let isReadable = true;
  for (const part of source.text.slice(start, end).split(',')) {
    const from = at;
    at += part.length + 1;
    if (LEFT_OUT.test(part.trim())) {
      skipped += 1;
      continue;
    }
    const index = skipped === 0 ? args.length : placeOf(part, args.length, args.length + skipped, place);
    while (args.length < index) leftOut.push(args.push(0n) - 1);
    skipped = 0;
    const { value, diagnostics: problems } = readNumber(source, from, from + part.length, (name) =>
      constantValue(name, place.abi),
    );
    diagnostics.push(...problems);
    isReadable &&= value !== undefined;
    args.push(value ?? 0n);
  }
  if (!isReadable) return undefined;
  const seen = registerBits(place.abi) === 64 ? args : args.map((value) => BigInt.asUintN(32, value));
  return leftOut.length === 0 ? { args: seen } : { args: seen, leftOut };
}

/** The first argument from `usual` on that is asked with the constant, else from `least` on; `usual` where none is. */
function placeOf(part: string, least: number, usual: number, { abi, call }: Place): number {
  const constant = /[A-Za-z_]\w*/.exec(part)?.[0];
  if (call === undefined || constant === undefined) return usual;
  const takes = (index: number) => {
    const set = index < least ? undefined : argumentSet(call, index, { arch: abi });
    return set !== undefined && constantSet(set, abi).values.has(constant);
  };
  const fitting = [0, 1, 2, 3, 4, 5].filter(takes);
  return fitting.find((index) => index >= usual) ?? fitting[0] ?? usual;
}

function endOfList(source: SourceText, start: number, diagnostics: Diagnostic[]): number {
  const close = source.text.indexOf(')', start);
  if (close === -1) {
    const end = source.text.trimEnd().length;
    diagnostics.push({
      code: 'parenthesis-missing',
      severity: 'info',
      message: 'Found the end of the text, expected ).',
      hint: 'It is read as if the parenthesis stood there.',
      span: spanAt(source, end, end),
      fix: [{ start: end, end, text: ')' }],
    });
    return end;
  }
  const behind = source.text.slice(close + 1).trim();
  if (behind !== '') {
    diagnostics.push({
      code: 'text-after-call',
      severity: 'error',
      message: `Found ${behind.slice(0, 40)} behind the call, expected its end.`,
      hint: 'Ask for one call at a time.',
      span: spanAt(source, close + 1, source.text.length),
    });
  }
  return close;
}
