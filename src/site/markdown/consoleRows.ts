/** One row of a terminal: what somebody typed behind a prompt, or what was printed. */
export interface ConsoleRow {
  prompt: string;
  text: string;
  typed: boolean;
}

/** `$ `, `# `, `/ # `, `user@host:~$ `, `/home/docker> `, `user@host /path> `: what shells of 2016 and today print before a command. */
const PROMPT = /^(?:[$#] |\/[\w/.~-]* [#$] |[\w.-]+@[\w.-]+[: ][\w/.~-]*[$#>] |\/[\w/.~-]+> )/;

/** The rows of a recorded terminal. A typed row that ends in a backslash goes on in the next one. */
export function consoleRows(text: string): ConsoleRow[] {
  let continues = false;
  return text.split('\n').map((line) => {
    const prompt = continues ? '' : (PROMPT.exec(line)?.[0] ?? '');
    const typed = continues || prompt !== '';
    continues = typed && line.endsWith('\\');
    return { prompt, text: line.slice(prompt.length), typed };
  });
}
