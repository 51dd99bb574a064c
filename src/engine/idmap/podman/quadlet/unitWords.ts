import { partOf, type Word } from '../text/Word.ts';

/** The words of a value, parted at white space; quotes hold one together, a backslash takes what follows as it is (pkg/systemd/parser/split.go). */
export function unitWords(value: Word): Word[] {
  const words: Word[] = [];
  let letters: number[] = [];
  let start = -1;
  let quote = '';
  const end = () => {
    if (start !== -1) words.push(pick(value, letters, start));
    letters = [];
    start = -1;
  };
  for (let at = 0; at < value.text.length; at++) {
    const letter = value.text.charAt(at);
    if (quote === '' && /\s/.test(letter)) {
      end();
      continue;
    }
    if (start === -1) start = at;
    if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === '\\' && at + 1 < value.text.length) letters.push(++at);
    else letters.push(at);
  }
  end();
  return words;
}

/** The word of the value's letters at these places. */
function pick(value: Word, places: readonly number[], start: number): Word {
  const text = places.map((at) => value.text.charAt(at)).join('');
  return {
    text,
    span: (from = 0, to = text.length) => {
      const first = places[from] ?? start;
      return partOf(value, first, to > from ? (places[to - 1] ?? first) + 1 : first).span(0);
    },
  };
}
