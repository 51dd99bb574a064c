/** One word of a command line, its quotes taken away. */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** Where the character at `index` of `text` stands in the whole text. */
  place(index: number): number;
}

/** What ends a command, unless quoted. */
const ENDS = new Set(['\n', ';', '&', '|', '(', ')', '<', '>']);

/**
 * The commands of a pasted text, each as its words: split at blanks, with '…', "…" and \ as a POSIX shell reads them, and cut at line ends,
 * `;`, `&`, `|`, brackets and redirections. A backslash before a line's end joins the lines. Nothing is expanded: `$PID`
 * stays, and so does `\040`, the blank of /etc/fstab.
 */
export function shellCommands(text: string): Word[][] {
  const commands: Word[][] = [];
  let words: Word[] = [];
  let letters = '';
  let places: number[] = [];
  let start = -1;
  let quote = '';

  const endWord = (end: number) => {
    if (start === -1) return;
    const own = places;
    words.push({ text: letters, start, end, place: (index) => own[index] ?? end });
    letters = '';
    places = [];
    start = -1;
  };
  const take = (at: number) => {
    if (start === -1) start = at;
    letters += text.charAt(at);
    places.push(at);
  };

  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
      else {
        if (letter === '\\' && quote === '"' && /["\\$`]/.test(text.charAt(at + 1))) at += 1;
        take(at);
      }
    } else if (letter === "'" || letter === '"') {
      if (start === -1) start = at;
      quote = letter;
    } else if (letter === '\\' && !text.startsWith('040', at + 1)) {
      at += 1;
      if (text.startsWith('\r\n', at)) at += 1;
      else if (text.charAt(at) !== '\n' && at < text.length) take(at);
    } else if (letter === ' ' || letter === '\t' || letter === '\r') {
      endWord(at);
    } else if (ENDS.has(letter)) {
      endWord(at);
      if (words.length > 0) commands.push(words);
      words = [];
    } else take(at);
  }
  endWord(text.length);
  if (words.length > 0) commands.push(words);
  return commands;
}

/**
 * The values of the options named in `names`, in their order: `--name=value` and `--name value`. `text` and `place` are the value's alone;
 * an option at the end without a value is given with an empty one.
 */
export function optionValues(words: readonly Word[], names: readonly string[]): (Word & { option: string })[] {
  const values: (Word & { option: string })[] = [];
  for (const [index, word] of words.entries()) {
    for (const name of names) {
      if (word.text.startsWith(`${name}=`)) {
        const from = name.length + 1;
        const start = word.place(from);
        values.push({
          option: name,
          text: word.text.slice(from),
          start,
          end: word.text.length > from ? word.place(word.text.length - 1) + 1 : word.end,
          place: (at) => word.place(from + at),
        });
      } else if (word.text === name) {
        const value = words[index + 1];
        const end = word.end;
        values.push({ option: name, ...(value ?? { text: '', start: end, end, place: () => end }) });
      }
    }
  }
  return values;
}
