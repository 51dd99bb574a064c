import { type SourceText, sourceText } from '../bytesText.ts';
import { partOf, plainWord, type Segment, type Word, wordOf } from './readOptions.ts';
import { readPrompt } from './readPrompt.ts';

/** A command of a pasted text. */
export interface ShellCommand {
  words: Word[];
  /** The sign that the prompt before it ends with: "#" is root's. */
  prompt: string | undefined;
}

/** Who types, for what people write for their own ids and names. */
export interface Caller {
  name: string;
  uid: number;
  gid: number;
}

const ROOT: Caller = { name: 'root', uid: 0, gid: 0 };

/**
 * The commands of a pasted text: each prompt taken off, the rest split at blanks as a POSIX shell does, with '…', "…", backslashes, joined lines (also
 * behind a second prompt, "> ") and comments, and cut at line ends, `;`, `&`, `|`, brackets and redirections. `$(id -u)`, `$(id -g)`, `$UID`, `$USER` and
 * their like stand for `caller`'s, or root's behind root's prompt; any other `$` stays as it is, and so does `\040`, the blank of /etc/fstab.
 */
export function shellCommands(text: string, caller?: Caller): ShellCommand[] {
  return [...commandsOf(sourceText(text), caller)];
}

/** The first of these commands. */
export function firstCommand(text: string, caller?: Caller): ShellCommand {
  for (const command of commandsOf(sourceText(text), caller)) return command;
  return { words: [], prompt: undefined };
}

/** The words of all these commands. */
export function shellWords(text: string): Word[] {
  return shellCommands(text).flatMap(({ words }) => words);
}

/** What ends a command where it isn't quoted. */
const ENDS = new Set(['\n', ';', '&', '|', '<', '>', '(', ')']);

type Quote = '' | '"' | "'";

const BLANK = new Set([' ', '\t', '\r']);

/** Letters that don't stand for themselves: outside quotes, in double and in single ones. */
const SPECIAL: Readonly<Record<Quote, ReadonlySet<string>>> = {
  '': new Set([...BLANK, ...ENDS, "'", '"', '\\', '$', '#']),
  '"': new Set(['"', '\\', '$']),
  "'": new Set(["'"]),
};

/** What a backslash takes its meaning from in double quotes. */
const ESCAPED = new Set(['"', '\\', '$', '`']);

/** Runs of the others. */
const PLAIN: Readonly<Record<Quote, RegExp>> = {
  '': /[^\s'"\\$;&|<>()#]+/y,
  '"': /[^"\\$]+/y,
  "'": /[^']+/y,
};

/** What is quoted, where nothing in it means anything else. */
const QUOTED = /"[^"\\$]*"|'[^']*'/y;

/** A line end that a backslash takes away, with the prompt that a shell shows on the next line. */
const JOINED = /\\\r?\n(?:[ \t]{0,8}> )?/y;
const BLANKS = /[ \t\r]+/y;
const COMMENT = /#[^\n]*/y;

function* commandsOf(source: SourceText, caller: Caller | undefined): Generator<ShellCommand> {
  const { text } = source;
  let words: Word[] = [];
  /** `segments` once it isn't a stretch of the text as it stands. */
  let word: { start: number; end: number; segments?: Segment[] } | undefined;
  let prompt: string | undefined;
  let quote: Quote = '';
  /** Letters that stand in one place, and with their quotes, if they have any, in another. */
  const take = (letters: string, start: number, end: number, from = start, to = end) => {
    word ??= { start: from, end: from };
    word.segments ??=
      word.end > word.start ? [{ text: text.slice(word.start, word.end), start: word.start, end: word.end }] : [];
    if (letters !== '') word.segments.push({ text: letters, start, end });
    word.end = to;
  };
  /** A stretch of the text as it stands. */
  const takeRun = (start: number, end: number) => {
    if (!word) word = { start, end };
    else if (word.end === start && !word.segments) word.end = end;
    else take(text.slice(start, end), start, end);
  };
  const endWord = () => {
    if (word) {
      const { start, end, segments } = word;
      words.push(segments ? wordOf(segments, start, end, source) : plainWord(source, start, end));
    }
    word = undefined;
  };
  const matched = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex - at : 0;
  };

  let isLineStart = true;
  for (let at = 0; at < text.length; ) {
    if (isLineStart) {
      const first = text.charAt(at);
      if (first === '\n') {
        at += 1;
        continue;
      }
      if (BLANK.has(first)) at += matched(BLANKS, at);
      const found = promptAt(text, at);
      prompt = found?.sign;
      at += found?.length ?? 0;
      isLineStart = false;
      if (at >= text.length) break;
    }
    const letter = text.charAt(at);
    let next = at + 1;
    if (!SPECIAL[quote].has(letter)) {
      next = at + matched(PLAIN[quote], at);
      // White space that no shell knows is a letter like others.
      if (next === at) next += 1;
      takeRun(at, next);
    } else if (quote === '' && BLANK.has(letter)) endWord();
    else if (quote === '' && ENDS.has(letter)) {
      endWord();
      if (words.length > 0) {
        yield { words, prompt };
        words = [];
      }
      isLineStart = letter === '\n';
    } else if (letter === quote) {
      quote = '';
      take('', at, next);
    } else if (quote === '' && (letter === "'" || letter === '"')) {
      const quoted = matched(QUOTED, at);
      if (quoted === 0) {
        quote = letter;
        take('', at, next);
      } else {
        next = at + quoted;
        take(text.slice(at + 1, next - 1), at + 1, next - 1, at, next);
      }
    } else if (letter === '\\') {
      const escaped = text.charAt(next);
      const joined = escaped === '\n' || escaped === '\r' ? matched(JOINED, at) : 0;
      if (joined > 0) next = at + joined;
      else if (quote === '"' ? ESCAPED.has(escaped) : !text.startsWith('040', next)) {
        next += escaped.length;
        if (escaped !== '') take(escaped, at, next);
      } else takeRun(at, next);
    } else if (letter === '#' && !word) next = at + matched(COMMENT, at);
    else {
      const own = letter === '$' ? ownAt(text, at, prompt === '#' ? ROOT : caller) : undefined;
      if (own) {
        next = at + own.length;
        take(own.value, at, next);
      } else takeRun(at, next);
    }
    at = next;
  }
  endWord();
  if (words.length > 0) yield { words, prompt };
}

/** What of a line stands before a sign that a prompt may end with. */
const BEFORE_SIGN = /[^\n#$%>❯➜λ]{0,400}/y;

/** The prompt that a line begins with; none where a command stands there by itself. */
function promptAt(text: string, start: number): { length: number; sign: string | undefined } | undefined {
  BEFORE_SIGN.lastIndex = start;
  BEFORE_SIGN.test(text);
  const sign = BEFORE_SIGN.lastIndex;
  const isNone = sign === text.length || sign - start === 400 || text.charCodeAt(sign) === 10;
  // Most lines have none. White space that no shell knows, as web pages have it, goes before a command all the same.
  if (isNone && !/\s/.test(text.charAt(start))) return undefined;
  const end = text.indexOf('\n', sign);
  const found = readPrompt(text.slice(start, Math.min(end === -1 ? text.length : end, start + 400)).trimEnd());
  return found && found.length > 0 ? found : undefined;
}

/** What people write for their own ids and names. */
const OWN =
  /\$\(\s*(id -u|id -g|id -un|whoami)\s*\)|\$\{(UID|EUID|USER|LOGNAME)\}|\$(UID|EUID|USER|LOGNAME)(?![A-Za-z0-9_])/y;

function ownAt(text: string, at: number, caller: Caller | undefined): { value: string; length: number } | undefined {
  OWN.lastIndex = at;
  const match = caller && OWN.exec(text);
  if (!match) return undefined;
  const named = match[1] ?? match[2] ?? match[3];
  const { length } = match[0];
  if (named === 'id -u' || named === 'UID' || named === 'EUID') return { value: String(caller.uid), length };
  return { value: named === 'id -g' ? String(caller.gid) : caller.name, length };
}

/**
 * The values of the options named in `names`, in their order: `--name=value` and `--name value`; an option at the end without a value is given with an
 * empty one.
 */
export function optionValues(words: readonly Word[], names: readonly string[]): { option: string; value: Word }[] {
  return words.flatMap((word, index) => {
    const option = names.find((name) => word.text === name || word.text.startsWith(`${name}=`));
    if (option === undefined) return [];
    if (word.text !== option) return [{ option, value: partOf(word, option.length + 1) }];
    return [{ option, value: words[index + 1] ?? partOf(word, option.length) }];
  });
}
