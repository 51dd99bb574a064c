import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandResult, HostShell } from './HostShell.ts';
import { IMAGES, type ImageName } from './images.ts';
import type { Stage } from './openStage.ts';

/**
 * One recording: a file `content/data/transcripts/<name>.json`, made by `node src/tools/transcripts/record.ts <name>` and never edited.
 *
 *   {
 *     "name":  "registry-remapped",
 *     "title": "The registry under --userns-remap",
 *     "stamp": {
 *       "recorded": "2026-11-24",                       the day, UTC
 *       "machine":  "Debian 13, Linux 6.18.44",
 *       "versions": { "docker": "26.1.5+dfsg1", … },    as the tools print them
 *       "images":   { "registry:2": "how this image was made" },
 *       "notes":    [ "a setting of this machine that the steps don't show" ]
 *     },
 *     "steps": [
 *       { "id": "ps-outside", "where": "host", "prompt": "root@lab:~#", "typed": "ps -eo pid,user,args", "printed": "…\n", "exit": 0 }
 *     ]
 *   }
 *
 * A step is shown as `<prompt> <typed>` (one space between them) followed by `printed`. `printed` is what stdout and stderr carried, in the order
 * they were written, with its line ends; it is '' where nothing appeared. A step whose `typed` opens a shell (`docker exec -it … sh`) prints that
 * shell's greeting; the steps after it carry the new shell's prompt, and `exit` is the status with which that shell ended.
 */
export interface Recording {
  name: string;
  title: string;
  stamp: Stamp;
  steps: Step[];
}

export interface Stamp {
  recorded: string;
  machine: string;
  versions: Record<string, string>;
  images: Record<string, string>;
  notes: readonly string[];
}

export interface Step {
  /** Names the step for `<Transcript steps="…">`; unique in its recording, kebab-case. */
  id: string;
  where: Where;
  prompt: string;
  typed: string;
  printed: string;
  exit: number;
}

/** Whose prompt it is: the machine's, or that of a shell inside a container or a namespace made by hand. */
type Where = 'host' | 'container';

const PATIENCE = 200_000;

/** A prompt at the end of the output: busybox's `/ # `, or bash's as Debian sets it, `root@lab:~# `. */
const PROMPT = /(?:^|\n)((?:[~/]\S* |[\w -]+@\w+:[^\n]*)[#$]) $/;
/** busybox asks the terminal where its cursor is before each line; that is no output. */
const CURSOR_QUESTION = '\u001b[6n';
/** The colours that ip(8) gives its words on a terminal. */
const COLOR = /\p{Cc}\[[\d;]*m/gu;

/** A shell on a real (pseudo) terminal, made by script(1): it shows its own prompt, and we type when we see it. */
class TerminalSession {
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

/** What a scenario holds in its hands: it types lines, and what they printed becomes steps. */
export class Lab {
  readonly steps: Step[] = [];
  readonly #stage: Stage;
  readonly #shell: HostShell;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#shell = new HostShell(stage.enter);
  }

  /** Types a line at root's prompt on the host and records it. */
  async host(id: string, typed: string): Promise<string> {
    const { prompt } = this.#shell;
    const answer = await this.#shell.type(typed);
    this.steps.push({ id, where: 'host', prompt, typed, ...answer });
    return answer.printed;
  }

  /** Opens a shell on a terminal; the line that opens it is a step of its own. `where` is whose prompt the shell shows. */
  async open(id: string, typed: string, where: Where = 'container'): Promise<Terminal> {
    const session = await TerminalSession.open(this.#stage.enter, typed);
    const opening: Step = { id, where: 'host', prompt: this.#shell.prompt, typed, printed: session.greeting, exit: 0 };
    this.steps.push(opening);
    return new Terminal(this.steps, session, opening, where);
  }

  /** Runs a line that no reader needs to see, and fails where it fails. */
  async prepare(line: string): Promise<string> {
    const { printed, exit } = await this.#shell.type(line);
    if (exit !== 0) throw new Error(`${line}\nended with ${exit}:\n${printed}`);
    return printed;
  }

  /** Puts a file into root's home directory on the stage. */
  file(path: string, text: string): void {
    const target = join(this.#stage.home, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Starts a daemon without recording it and waits until `docker version` answers. */
  async dockerd(options = ''): Promise<void> {
    await this.prepare(`dockerd ${options} >/var/log/dockerd.log 2>&1 &`);
    await this.untilDocker();
  }

  /** Waits until `docker version` answers. */
  async untilDocker(): Promise<void> {
    await this.prepare(
      'for try in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done; docker version >/dev/null',
    );
  }

  /** Gives Docker an image without recording it. */
  async load(image: ImageName): Promise<void> {
    await this.prepare(IMAGES[image].load);
  }

  /** Stops the daemon by its pid file and waits for its end. */
  async stopDockerd(): Promise<void> {
    await this.prepare('kill $(cat /run/docker.pid); while [ -e /run/docker.pid ]; do sleep 0.2; done');
  }

  close(): void {
    this.#shell.leave();
  }
}

/** One shell on a terminal, recording what is typed into it. */
export class Terminal {
  readonly #steps: Step[];
  readonly #session: TerminalSession;
  readonly #opening: Step;
  readonly #where: Where;

  constructor(steps: Step[], session: TerminalSession, opening: Step, where: Where) {
    this.#steps = steps;
    this.#session = session;
    this.#opening = opening;
    this.#where = where;
  }

  /** Types a line at the shell's own prompt; `where` differs from the terminal's when the line before opened or left a shell. */
  async type(id: string, typed: string, where: Where = this.#where): Promise<string> {
    const prompt = this.#session.prompt;
    const answer = await this.#session.type(typed);
    this.#steps.push({ id, where, prompt, typed, ...answer });
    return answer.printed;
  }

  async leave(): Promise<void> {
    this.#opening.exit = await this.#session.leave();
  }
}
