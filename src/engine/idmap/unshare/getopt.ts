import type { CommandWord } from './CommandWord.ts';

/** Whether an option takes a value: never, always, or only where it is joined on with "=". */
export type Takes = 'none' | 'value' | 'joined';

/** An option as found; `value` is the text after it. */
export interface FoundOption {
  name: string;
  value: CommandWord | undefined;
  start: number;
  end: number;
}

/** What getopt_long(3) complains of, in its words, without the program's name before them. */
export interface OptionProblem {
  message: string;
  start: number;
  end: number;
}

/**
 * Reads options as getopt_long(3) of glibc does under "+" (it stops at the first word that is none): short ones bundled, long ones in full or as the
 * beginning of one name alone. `long` maps each long name to what it takes, `short` each letter to the long name it stands for.
 */
export function getopt(
  args: readonly CommandWord[],
  long: ReadonlyMap<string, Takes>,
  short: ReadonlyMap<string, string>,
): (FoundOption | OptionProblem)[] {
  const found: (FoundOption | OptionProblem)[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (!word || word.text === '--' || word.text === '-' || !word.text.startsWith('-')) break;
    const { start, end } = word;
    const following = (): CommandWord | undefined => args[++at];

    if (!word.text.startsWith('--')) {
      let letters = word.text.slice(1);
      while (letters !== '') {
        const letter = letters.charAt(0);
        letters = letters.slice(1);
        const name = short.get(letter);
        if (name === undefined) {
          found.push({ message: `invalid option -- '${letter}'`, start, end });
        } else if (long.get(name) === 'value') {
          const value = letters === '' ? following() : { text: letters, start, end };
          found.push(
            value
              ? { name, value, start, end: value.end }
              : { message: `option requires an argument -- '${letter}'`, start, end },
          );
          letters = '';
        } else {
          found.push({ name, value: undefined, start, end });
        }
      }
      continue;
    }

    const typed = word.text.slice(2);
    const equals = typed.indexOf('=');
    const begins = equals === -1 ? typed : typed.slice(0, equals);
    const joined = equals === -1 ? undefined : { text: typed.slice(equals + 1), start, end };
    const names = long.has(begins) ? [begins] : [...long.keys()].filter((name) => name.startsWith(begins));
    const [name, ...others] = names;
    if (name === undefined) {
      found.push({ message: `unrecognized option '--${typed}'`, start, end });
    } else if (others.length > 0) {
      const possible = names.map((each) => ` '--${each}'`).join('');
      found.push({ message: `option '--${typed}' is ambiguous; possibilities:${possible}`, start, end });
    } else if (long.get(name) === 'none' && joined) {
      found.push({ message: `option '--${name}' doesn't allow an argument`, start, end });
    } else {
      const value = joined ?? (long.get(name) === 'value' ? following() : undefined);
      found.push(
        long.get(name) === 'value' && !value
          ? { message: `option '--${name}' requires an argument`, start, end }
          : { name, value, start, end: value?.end ?? end },
      );
    }
  }
  return found;
}
