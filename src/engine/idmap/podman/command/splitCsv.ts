import type { Diagnostic, Parsed } from '../../../text/index.ts';
import { goQuote } from '../../subid/goQuote.ts';
import { refusal } from '../refusal.ts';
import { partOf, splitWord, type Word } from '../text/Word.ts';

/**
 * The values in one use of an option that takes a list: parted at commas, as a line of CSV, which may quote a value (spf13/pflag, readAsCSV, over
 * Go's encoding/csv). `option` is the name for the message.
 */
export function splitCsv(word: Word, option: string): Parsed<Word[]> {
  if (word.text === '') return { value: [], diagnostics: [] };
  if (!word.text.includes('"')) return { value: splitWord(word, ','), diagnostics: [] };
  const refuse = (at: number, why: string): Parsed<Word[]> => {
    const column = new TextEncoder().encode(word.text.slice(0, at)).length + 1;
    const words = `invalid argument ${goQuote(word.text)} for "--${option}" flag: parse error on line 1, column ${column}: ${why}`;
    const diagnostic: Diagnostic = refusal('podman-option-value', words, 'Remove the quotes.', word.span(at, at + 1));
    return { value: undefined, diagnostics: [diagnostic] };
  };
  const values: Word[] = [];
  for (let at = 0; at <= word.text.length; ) {
    if (word.text.charAt(at) === '"') {
      const end = word.text.indexOf('"', at + 1);
      if (end === -1) return refuse(word.text.length, 'extraneous or missing " in quoted-field');
      const next = word.text.charAt(end + 1);
      if (next !== '' && next !== ',') return refuse(end, 'extraneous or missing " in quoted-field');
      values.push(partOf(word, at + 1, end));
      at = end + 2;
      continue;
    }
    const comma = word.text.indexOf(',', at);
    const end = comma === -1 ? word.text.length : comma;
    const quote = word.text.indexOf('"', at);
    if (quote !== -1 && quote < end) return refuse(quote, 'bare " in non-quoted-field');
    values.push(partOf(word, at, end));
    at = end + 1;
  }
  return { value: values, diagnostics: [] };
}
