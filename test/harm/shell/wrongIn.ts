import { readMessage } from '../../../src/engine/idmap/index.ts';
import { MARK } from './hostile.ts';
import type { Calls } from './runStubbed.ts';

/** What stands for a name that no command may hold: the reader fills it in. */
const PLACEHOLDER = /^(?:PATH|HOST_PATH|USER|NAME|UID|GID|DIR|IMAGE|dockremap|var\/lib\/docker)$/;

/** A command that was offered for a text with a hostile name in it. */
interface Offered {
  command: string;
  text: string;
  calls: Calls;
}

/** What is wrong with it; undefined where it calls just what one for a plain name calls, with what the text has in that name's place as one word. */
export function wrongIn(
  { command, text, calls }: Offered,
  plain: ReadonlyMap<string, readonly Calls[]>,
): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(command)) return 'has a control character';
  if (calls.some(([program]) => program === 'canary')) return 'runs the name';
  const told = [...readingsOf(text), ...readingsOf(JSON.stringify(text).slice(1, -1))];
  const values = (plain.get(shapeOf(calls)) ?? []).flatMap((template) => {
    const found = valuesIn(template, calls);
    return found ? [found] : [];
  });
  if (values.length === 0) return 'calls other programs than with a plain name';
  const isTold = (value: string) => PLACEHOLDER.test(value) || told.some((each) => each.includes(value));
  return values.some((each) => each.every(isTold)) ? undefined : 'passes another name than the text has';
}

/** Which programs are called, with how many arguments: only commands of one shape can be alike. */
export const shapeOf = (calls: Calls): string =>
  calls.map(([program, ...words]) => `${program} ${words.length}`).join('; ');

/** A text as it stands, as a message is read, without a terminal's colours and broken lines, and as a shell reads its quotes. */
function readingsOf(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  const plain = text.replaceAll(/\u001b\[[\d;]*m/g, '');
  return [
    text,
    plain,
    plain.replaceAll('\n', ''),
    readMessage(plain).text,
    plain.replaceAll(/'"'"'|'/g, (quote) => (quote === "'" ? '' : "'")),
  ];
}

/** What the calls have where the template has MARK; undefined where they are not like it. */
function valuesIn(template: Calls, calls: Calls): string[] | undefined {
  if (template.length !== calls.length) return undefined;
  const values: string[] = [];
  for (const [index, words] of template.entries()) {
    const call = calls[index] ?? [];
    if (call.length !== words.length) return undefined;
    for (const [at, word] of words.entries()) {
      const has = call[at] ?? '';
      if (word === has) continue;
      const [before = '', ...rest] = word.split(MARK);
      const after = rest.join(MARK);
      if (rest.length === 0) return undefined;
      if (isWithheld(has, before, after)) continue;
      // Where the name stands more than once, it is as long as its share of what is left.
      const length = (has.length - word.length) / rest.length + MARK.length;
      const value = has.slice(before.length, before.length + length);
      if (has !== word.replaceAll(MARK, () => value)) return undefined;
      // It would be read as an option.
      if (before === '' && value.startsWith('-') && !call.slice(0, at).includes('--')) return undefined;
      values.push(value);
    }
  }
  return values;
}

/** A placeholder stands where the path or the name did, whatever a path begins with. */
function isWithheld(has: string, before: string, after: string): boolean {
  if (!has.endsWith(after)) return false;
  const word = has.slice(0, has.length - after.length);
  const [placeholder = ''] = /[A-Z_]+$/.exec(word) ?? [];
  return PLACEHOLDER.test(placeholder) && before.startsWith(word.slice(0, word.length - placeholder.length));
}
