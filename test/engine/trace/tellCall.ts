import { architectureOf, nameOf } from '../../../src/engine/linux/index.ts';
import { parseTrace, type Trace, type TracedCall } from '../../../src/engine/trace/index.ts';

/** A call in short: `x86_64 socket(28, 1, ?, ?, ?, ?) = 3 LOG x2, 42 sh`, registers in hexadecimal, `?ffffff9c` where the lower half alone is known; without parentheses where none is known. */
export function tellCall({ arch, syscall, args, lower, result, seen, isEither, count, pid, comm }: TracedCall): string {
  const name = nameOf(arch, syscall) ?? syscall;
  const known = [...args, ...(lower ?? [])].some((arg) => arg !== undefined);
  const values = args.map((arg, index) => arg?.toString(16) ?? `?${lower?.[index]?.toString(16) ?? ''}`);
  const told = `${architectureOf(arch).token} ${name}${known ? `(${values.join(', ')})` : ''}`;
  const returned =
    result && (result.kind === 'value' ? result.value : result.kind === 'error' ? result.errno : result.signal);
  const by = [pid, comm].filter((each) => each !== undefined).join(' ');
  const parts = [
    told,
    returned === undefined ? '' : `= ${returned}`,
    seen ?? '',
    isEither ? 'either' : '',
    count === 1 ? '' : `x${count}`,
  ];
  return `${parts.filter((part) => part !== '').join(' ')}${by === '' ? '' : `, ${by}`}`;
}

/** The calls of a text, its formats before them, and behind them what was not read. */
export function tellTrace(text: string): string[] {
  return told(parseTrace(text), text);
}

export function told({ calls, unread, formats }: Trace, text: string): string[] {
  return [...formats, ...calls.map(tellCall), ...unread.map(({ start, end }) => `? ${text.slice(start, end)}`)];
}
