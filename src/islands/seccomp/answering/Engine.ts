import type { InspectionQuestion } from '../inspecting/Inspection.ts';
import type { Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';

/** Between two answers that are worked out in the page itself. */
const BREATH_MS = 60;

/** What goes to the worker. */
export type Asking = { answer: Question } | { inspect: InspectionQuestion };

/** A kind of question: how it goes to the worker, and the same function that answers it there. */
export interface Kind<Asked, Told> {
  asking: (question: Asked) => Asking;
  answerHere: (question: Asked, before: Work | undefined) => Promise<{ reply: Told; work: Work }>;
}

/**
 * The engine in a worker. It has one question at a time; of those that come meanwhile only the newest is kept, so that typing never queues up. Where
 * there are no workers, or this one fails, the page answers by itself with the same function.
 */
export class Engine<Asked, Told> {
  readonly #kind: Kind<Asked, Told>;
  readonly #onReply: (question: Asked, reply: Told) => void;
  #worker: Worker | undefined;
  /** No worker, now or ever. */
  #alone = false;
  #asked: Asked | undefined;
  #next: Asked | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Work | undefined;

  constructor(kind: Kind<Asked, Told>, onReply: (question: Asked, reply: Told) => void) {
    this.#kind = kind;
    this.#onReply = onReply;
  }

  start(): void {
    if (this.#worker !== undefined || this.#alone) return;
    try {
      const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<Told>) => this.#heard(data);
      worker.onerror = () => this.#fail(worker);
      worker.onmessageerror = () => this.#fail(worker);
      this.#worker = worker;
    } catch {
      this.#alone = true;
    }
  }

  ask(question: Asked): void {
    this.start();
    if (this.#asked === undefined) this.#send(question);
    else this.#next = question;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#alone = true;
    this.#asked = undefined;
    this.#next = undefined;
  }

  #send(question: Asked): void {
    this.#asked = question;
    if (this.#worker) this.#worker.postMessage(this.#kind.asking(question));
    else this.#timer = setTimeout(() => void this.#answerHere(question), BREATH_MS);
  }

  #heard(reply: Told): void {
    if (this.#asked) this.#onReply(this.#asked, reply);
    this.#goOn();
  }

  async #answerHere(question: Asked): Promise<void> {
    const answered = await this.#kind.answerHere(question, this.#work).catch(() => undefined);
    // It may have been stopped while tables were on their way.
    if (this.#asked !== question) return;
    if (answered) {
      this.#work = answered.work;
      this.#heard(answered.reply);
    } else this.#goOn();
  }

  /** Leaves the present question, answered or not (its script may not come), for the newest that waits. */
  #goOn(): void {
    const next = this.#next;
    this.#asked = undefined;
    this.#next = undefined;
    if (next) this.#send(next);
  }

  /** Its question, or the newest after it, is answered here. */
  #fail(worker: Worker): void {
    worker.terminate();
    this.#worker = undefined;
    this.#alone = true;
    const open = this.#next ?? this.#asked;
    this.#next = undefined;
    if (open) this.#send(open);
  }
}
