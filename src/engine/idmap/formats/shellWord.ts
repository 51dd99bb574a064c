/** What a shell reads as itself, wherever it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** True for text with a control character in it, which no quotes make safe to paste into a terminal. */
export function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}

/** `text` as one word of any POSIX shell: plain words as they are, all others within single quotes. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Directories of the system, for which no recursive change of owner may be pasted. */
const SYSTEM = /^\/+(?:bin|boot|dev|etc|home|lib(?:32|64|x32)?|proc|root|run|sbin|sys|usr|var)?\/*$/;

/**
 * A path as one word that is neither an option nor, for -v, the name of a volume: relative ones begin with "./". A leading "~/", $PWD or $HOME
 * stays for the shell. Undefined where it is unfit to be pasted: with control characters, empty, a home or a directory of the system.
 */
export function pathWord(path: string): string | undefined {
  if (path.trim() === '' || hasControls(path) || SYSTEM.test(path)) return undefined;
  if (/^~\/*$/.test(path)) return undefined;
  const variable = /^(\$(?:PWD|HOME)|\$\{(?:PWD|HOME)\})(\/[\w@%+=,./-]+|)$/.exec(path);
  // Its value may have blanks in it.
  if (variable) return variable[2] === '' && path.includes('HOME') ? undefined : `"${path}"`;
  if (path.startsWith('~/')) return `~/${shellWord(path.slice(2))}`;
  return shellWord(/^(?:\/|\.\.?(?:\/|$))/.test(path) ? path : `./${path}`);
}
