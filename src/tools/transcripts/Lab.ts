import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HostShell } from './HostShell.ts';
import { IMAGES, type ImageName } from './images.ts';
import type { Stage } from './openStage.ts';
import type { Step, Where } from './Recording.ts';
import { TerminalSession } from './TerminalSession.ts';

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
