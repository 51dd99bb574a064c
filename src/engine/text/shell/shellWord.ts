declare const QUOTED: unique symbol;

/** Text that any POSIX shell reads as one word, whatever it holds. */
export type ShellWord = string & { readonly [QUOTED]: true };

/** What a shell reads as itself, wherever it stands; zsh takes a word that begins with "=" for a program's path. */
const PLAIN = /^(?!=)[\w@%+=:,./-]+$/;

/** True for text with a control character in it, or one that turns the direction of writing: no quotes make these safe to paste into a terminal. */
export function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(text);
}

/** `text` as one word of any POSIX shell: plain words as they are, all others within single quotes. */
export function shellWord(text: string): ShellWord {
  return (PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`) as ShellWord;
}

/**
 * The name of a user or a group as one word that is no option. Undefined where it is unfit to be pasted: empty, with control characters, or with the
 * hyphen of an option at its start, which useradd(8) refuses too.
 */
export function nameWord(name: string | undefined): ShellWord | undefined {
  return name === undefined || name === '' || name.startsWith('-') || hasControls(name) ? undefined : shellWord(name);
}

/**
 * A path as one word that is no option: relative ones begin with "./". A leading "~/", $PWD or $HOME stays for the shell. Undefined where it is unfit to be
 * pasted: empty, or with control characters.
 */
export function fileWord(path: string | undefined): ShellWord | undefined {
  if (path === undefined || path.trim() === '' || hasControls(path)) return undefined;
  // The variable's value may have blanks in it.
  if (/^(?:\$(?:PWD|HOME)|\$\{(?:PWD|HOME)\})(?:\/[\w@%+=,./-]+|)$/.test(path)) return `"${path}"` as ShellWord;
  if (path.startsWith('~/')) return (path === '~/' ? path : `~/${shellWord(path.slice(2))}`) as ShellWord;
  return shellWord(/^(?:\/|\.\.?(?:\/|$))/.test(path) ? path : `./${path}`);
}

/** A home, and directories of the system, for which no recursive change of owner may be pasted. */
const SYSTEM =
  /^(?:\/(?:bin|boot(?:\/.*)?|dev|etc|home|lib(?:32|64|x32)?|proc|root|run|sbin|sys|usr(?:\/[^/]*)?|var(?:\/(?:cache|lib|log|spool))?)?|~|\$HOME|\$\{HOME\})$/;

/** The same for a command that changes what is there, or hands it to a container: undefined for those directories too, however they are spelled. */
export function pathWord(path: string | undefined): ShellWord | undefined {
  return path === undefined || isOfSystem(path) ? undefined : fileWord(path);
}

/** Where ".." leads from a home or from the directory of the shell, nobody can tell. */
function isOfSystem(path: string): boolean {
  if (/(?:^|\/)\.\.\/*$|^[~$].*\/\.\.\//.test(path) && !path.startsWith('/')) return true;
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return SYSTEM.test((path.startsWith('/') ? '/' : '') + names.join('/'));
}

/** What to say where a path stays a placeholder because no command may hold it. */
export const UNFIT_PATH =
  'The path contains control characters, so the command has a placeholder: put the path in yourself, quoted.';

/** What may stand in a command: numbers, words that are quoted, and what the code itself spells out. */
type Fit<Value> = Value extends number | ShellWord ? Value : string extends Value ? ShellWord : Value;

/**
 * A command with values in it. Text that isn't quoted is a type error; and a command that is another template is one of the test of templates
 * (test/architecture/commands.test.ts). Values stand outside quotes.
 */
export function shell<const Values extends readonly (string | number)[]>(
  parts: TemplateStringsArray,
  ...values: { [At in keyof Values]: Fit<Values[At]> }
): string {
  return String.raw({ raw: parts }, ...values);
}
