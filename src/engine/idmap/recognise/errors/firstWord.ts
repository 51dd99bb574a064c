import { unquoted } from './Message.ts';

/** The first word without quotes and what follows it, where it can be the name of an account: none begins with a hyphen (useradd(8)). */
export function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\][\w.@$\\-]{0,63}$/.test(word) ? word : undefined;
}
