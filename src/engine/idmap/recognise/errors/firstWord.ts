import { unquoted } from './Message.ts';

/** The first word without quotes and what follows it. */
export function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\-]{1,64}$/.test(word) ? word : undefined;
}
