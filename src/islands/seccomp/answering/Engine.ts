import { answerLoaded } from './answerLoaded.ts';
import type { Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';
import type { Reply } from './Reply.ts';

/** Between two answers that are worked out in the page itself. */
const BREATH_MS = 60;

type Heard = (question: Question, reply: Reply) => void;

/**
 * The engine in a worker. It has one question at a time; of those that come meanwhile only the newest is kept, so that typing never queues up. Where
 * there are no workers, or this one fails, the page answers by itself with the same function.
 */
export class Engine {
  readonly #onReply: Heard;
  #worker: Worker | undefined;
  /** No worker, now or ever. */
  #alone = false;
  #asked: Question | undefined;
  #next: Question | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Work | undefined;

  constructor(onReply: Heard) {
    this.#onReply = onReply;
  }

  start(): void {
    if (this.#worker !== undefined || this.#alone) return;
    try {
      const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#heard(data);
      worker.onerror = () => this.#fail(worker);
      worker.onmessageerror = () => this.#fail(worker);
      this.#worker = worker;
    } catch {
      this.#alone = true;
    }
  }

  ask(question: Question): void {
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

  #send(question: Question): void {
    this.#asked = question;
    if (this.#worker) this.#worker.postMessage(question);
    else this.#timer = setTimeout(() => void this.#answerHere(question), BREATH_MS);
  }

  #heard(reply: Reply): void {
    const question = this.#asked;
    const next = this.#next;
    this.#asked = undefined;
    this.#next = undefined;
    if (question) this.#onReply(question, reply);
    if (next) this.#send(next);
  }

  async #answerHere(question: Question): Promise<void> {
    const { reply, work } = await answerLoaded(question, this.#work);
    this.#work = work;
    // It may have been stopped while tables were on their way.
    if (this.#asked !== question) return;
    this.#heard(reply);
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
