import { errnoOf } from '../../linux/index.ts';
import { copied } from '../collect/copied.ts';
import type { TracedResult } from '../Trace.ts';

const ERROR = /^-1 (E[A-Z\d]{1,20})\b/;
const NUMBERED_ERROR = /^-1 \(errno (\d{1,9})\)/;
/** No number of 64 bits has more digits. */
const VALUE = /^(0x[\da-f]{1,16}|-?\d{1,23})(?![\da-f])/;
/** An interrupted call that begins again (printed raw, by the kernel's own number of that), and a call that doesn't come back: neither has returned. */
const NONE = /^(?:\?|-1 ERESTART(?:SYS|NOINTR|NOHAND|_RESTARTBLOCK)\b)/;

/** What a call returned, from what strace printed behind `=` (src/syscall.c, print_syscall_resume, trace_syscall_exiting); undefined where it had not. */
export function readResult(text: string | undefined): TracedResult | undefined {
  if (text === undefined || NONE.test(text)) return undefined;
  const errno = ERROR.exec(text)?.[1] ?? nameOf(NUMBERED_ERROR.exec(text)?.[1]);
  if (errno !== undefined) return { kind: 'error', errno: copied(errno) };
  const value = VALUE.exec(text)?.[1];
  if (value === undefined) return undefined;
  // umask's is octal.
  const octal = /^0[0-7]+$/.test(value);
  return { kind: 'value', value: octal ? BigInt(`0o${value.slice(1)}`) : magnitude(value) };
}

function nameOf(number: string | undefined): string | undefined {
  return number === undefined ? undefined : errnoOf(Number(number))?.name;
}

const magnitude = (text: string) => (text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text));
