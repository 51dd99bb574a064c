/** A stretch of a command that a person would keep in one line. */
export interface CommandPhrase {
  phrase: string;
}

/** Options whose value is the next word; of those with one letter most are. */
const TAKES_VALUE =
  /^-(?:\w|eo|-(?:cap-add|cpus|format|gecos|hostname|memory|memory-swap|name|network|pid|pids-limit|security-opt|uid|userns|uts))$/;
const OPERATOR = /^(?:\|\|?|&&|\d?>>?|<)$/;

/** Whether a line may end between two words: an option keeps its value, an operator what follows, and a backslash ends its line. */
function mayBreak(before: string, after: string): boolean {
  return !(OPERATOR.test(before) || after === '\\' || (TAKES_VALUE.test(before) && !after.startsWith('-')));
}

/** A command cut where a person would break it, the white space between as it is. */
export function commandPhrases(command: string): (string | CommandPhrase)[] {
  const parts: (string | CommandPhrase)[] = [];
  let phrase = '';
  let last = '';
  for (const [word, space] of command.matchAll(/(\s+)|\S+/g)) {
    if (space !== undefined) {
      last = space;
      continue;
    }
    const before = /\S+$/.exec(phrase)?.[0];
    if (before !== undefined && !mayBreak(before, word)) phrase += last + word;
    else {
      if (phrase !== '') parts.push({ phrase });
      if (last !== '') parts.push(last);
      phrase = word;
    }
    last = '';
  }
  if (phrase !== '') parts.push({ phrase });
  if (last !== '') parts.push(last);
  return parts;
}
