import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** What one typed line gave: everything it printed, and its status. */
export interface CommandResult {
  printed: string;
  exit: number;
}

const PATIENCE = 400_000;
const SEPARATOR = '\u001e';

/**
 * A bash on the stage that is fed line by line through a pipe, so that programs print what they print to a pipe: whole lines, no progress bars.
 * Each line is followed by one that reports `$?` and the working directory between record separators, a character that no command here prints, and starts with the
 * status of the line before it, so that `echo $?` answers as at a prompt.
 */
export class HostShell {
  readonly #shell: ChildProcessWithoutNullStreams;
  #output = '';
  /** The prompt that Debian's bash would show for the next line. */
  prompt = 'root@lab:~#';
  #status = 0;
  #arrived: () => void = () => {};

  constructor(enter: readonly string[]) {
    const [command = '', ...args] = [...enter, 'bash', '--noprofile', '--norc'];
    this.#shell = spawn(command, args);
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        // docker ends the errors of `exec` as on a terminal.
        this.#output += text.replaceAll('\r\n', '\n');
        this.#arrived();
      });
    }
    this.#shell.stdin.write('exec 2>&1; cd\n');
  }

  /** Runs one line; it may hold several commands, and may start a job in the background that redirects its own output. */
  async type(line: string): Promise<CommandResult> {
    this.#output = '';
    this.#shell.stdin.write(
      `(exit ${this.#status}); { ${line}\n} </dev/null; printf '\\036%s\\036%s\\036%s\\036' $? "$PWD" "$HOME"\n`,
    );
    const limit = AbortSignal.timeout(PATIENCE);
    for (;;) {
      const [printed = '', status, directory = '', home = '', end] = this.#output.split(SEPARATOR);
      if (end !== undefined) {
        this.#status = Number(status);
        this.prompt = `root@lab:${underHome(directory, home)}#`;
        return { printed, exit: this.#status };
      }
      if (limit.aborted) throw new Error(`no end of: ${line}\n${this.#output}`);
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        setTimeout(resolve, 1000);
      });
    }
  }

  leave(): void {
    this.#shell.stdin.end();
  }
}

/** A directory as bash's `\w` shows it: `~` for the home directory and for its part of a longer path. */
function underHome(directory: string, home: string): string {
  if (directory === home) return '~';
  return directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
}
