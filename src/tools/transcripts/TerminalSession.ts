import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { CommandResult } from './HostShell.ts';

const PATIENCE = 200_000;

/** A prompt at the end of the output: busybox's `/ # `, or bash's as Debian sets it, `root@lab:~# `. */
const PROMPT = /(?:^|\n)((?:[~/]\S* |[\w -]+@\w+:[^\n]*)[#$]) $/;
/** busybox asks the terminal where its cursor is before each line; that is no output. */
const CURSOR_QUESTION = '\u001b[6n';
/** The colours that ip(8) gives its words on a terminal. */
const COLOR = /\p{Cc}\[[\d;]*m/gu;

/** A shell on a real (pseudo) terminal, made by script(1): it shows its own prompt, and we type when we see it. */
export class TerminalSession {
  readonly #terminal: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number>;
  #output = '';
  #arrived: () => void = () => {};
  prompt = '';
  greeting = '';

  private constructor(enter: readonly string[], line: string) {
    const [command = '', ...args] = [
      ...enter,
      'script',
      '-qec',
      `stty cols 300 rows 60; cd; exec ${line}`,
      '/dev/null',
    ];
    this.#terminal = spawn(command, args);
    this.#ended = new Promise((resolve) => this.#terminal.once('exit', (code) => resolve(code ?? -1)));
    this.#terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#arrived();
    });
  }

  /** Starts `line`, which must open a shell, and waits for that shell's first prompt. */
  static async open(enter: readonly string[], line: string): Promise<TerminalSession> {
    const session = new TerminalSession(enter, line);
    session.greeting = await session.#untilPrompt();
    return session;
  }

  /** Types one line, which may go on after a backslash, and gives what appeared between its echo and the next prompt. */
  async type(line: string): Promise<CommandResult> {
    const printed = await this.#echoed(line);
    const status = await this.#echoed('echo $?');
    return { printed, exit: Number(status.trim()) };
  }

  /** Types `exit` and gives the status of the command that had opened the session. */
  leave(): Promise<number> {
    this.#terminal.stdin.write('exit\n');
    return this.#ended;
  }

  async #echoed(line: string): Promise<string> {
    this.#output = '';
    this.#terminal.stdin.write(`${line}\n`);
    const shown = await this.#untilPrompt();
    return shown.split('\n').slice(line.split('\n').length).join('\n');
  }

  async #untilPrompt(): Promise<string> {
    const limit = AbortSignal.timeout(PATIENCE);
    for (;;) {
      const shown = this.#output.replaceAll(CURSOR_QUESTION, '').replaceAll(COLOR, '').replaceAll('\r\n', '\n');
      const found = PROMPT.exec(shown);
      if (found?.[1] !== undefined) {
        this.prompt = found[1];
        return shown.slice(0, shown.length - found[1].length - 1);
      }
      if (limit.aborted) throw new Error(`no prompt after:\n${JSON.stringify(shown)}`);
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        setTimeout(resolve, 1000);
      });
    }
  }
}
