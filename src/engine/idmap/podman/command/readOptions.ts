import type { Diagnostic } from '../../../text/index.ts';
import { refusal } from '../refusal.ts';
import { partOf, type Word } from '../text/Word.ts';
import type { OptionTable } from './optionTables.ts';

/** One option with its value; of a flag without one the value is the option's own word. */
export interface Option {
  name: string;
  value: Word;
}

/** The options at the head of a command, and the words from the first that is none. */
export interface Options {
  options: Option[];
  rest: Word[];
  diagnostics: Diagnostic[];
}

/** Reads options up to the first word that is none, as the flag library of Podman and Docker does (spf13/pflag, parseArgs, not interspersed). */
export function readOptions(words: readonly Word[], table: OptionTable): Options {
  const options: Option[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  /** The value in the next word. */
  const following = (name: string, needs: string, word: Word) => {
    const value = words[++at];
    if (value) options.push({ name, value });
    else
      diagnostics.push(
        refusal(
          'podman-option-value',
          `flag needs an argument: ${needs}`,
          'Write the value after the option.',
          word.span(),
        ),
      );
  };
  for (; at < words.length; at++) {
    const word = words[at];
    if (!word?.text.startsWith('-') || word.text === '-') break;
    if (word.text === '--') {
      at++;
      break;
    }
    if (word.text.startsWith('--')) {
      const equals = word.text.indexOf('=');
      const typed = word.text.slice(2, equals === -1 ? undefined : equals);
      const name = Object.hasOwn(table.alias, typed) ? (table.alias[typed] ?? typed) : typed;
      if (!table.flags.has(name) && !table.valued.has(name)) {
        diagnostics.push(
          refusal('podman-option', `unknown flag: --${typed}`, 'Check its spelling with --help.', word.span()),
        );
      } else if (equals !== -1) options.push({ name, value: partOf(word, equals + 1) });
      else if (table.flags.has(name)) options.push({ name, value: word });
      else following(name, word.text, word);
      continue;
    }
    for (let letter = 1; letter < word.text.length; letter++) {
      const short = word.text.charAt(letter);
      const name = Object.hasOwn(table.short, short) ? table.short[short] : undefined;
      if (name === undefined) {
        const words = `unknown shorthand flag: '${short}' in -${word.text.slice(letter)}`;
        diagnostics.push(refusal('podman-option', words, 'Check its spelling with --help.', word.span()));
        break;
      }
      if (table.flags.has(name)) {
        options.push({ name, value: word });
        continue;
      }
      const joined = word.text.charAt(letter + 1) === '=' ? letter + 2 : letter + 1;
      if (joined < word.text.length) options.push({ name, value: partOf(word, joined) });
      else following(name, `'${short}' in -${word.text.slice(letter)}`, word);
      break;
    }
  }
  return { options, rest: words.slice(at), diagnostics };
}

/** The value that counts of an option given more than once: the last. */
export function lastValue(options: readonly Option[], name: string): Word | undefined {
  return options.findLast((option) => option.name === name)?.value;
}

/** The values of an option that may be repeated. */
export function allValues(options: readonly Option[], name: string): Word[] {
  return options.filter((option) => option.name === name).map(({ value }) => value);
}
