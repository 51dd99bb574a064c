import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Retry, type Trouble } from '../recovery/Retry.ts';
import { READY } from './answerMessages.ts';

/** Between two answers that are worked out in the page itself. */
const BREATH_MS = 60;

/** How long a worker, or the page's own engine, may be silent before it counts as failed: its script may neither come nor fail. */
const SILENCE_MS = 15_000;

/** A kind of question: who answers it elsewhere, how it goes there, and the same function that answers it in the page. */
export interface QuestionKind<Question, Reply, Work> {
  start: () => Worker;
  messageOf: (question: Question) => unknown;
  answerHere: (question: Question, before: Work | undefined) => Promise<{ reply: Reply; work: Work }>;
  /** Whether the answer lacks something that did not load. Browsers before 2026 remember that for the life of a thread, so the next question gets a new one. */
  lacks?: (reply: Reply) => boolean;
}

/**
 * An engine in a worker. It has one question at a time; of those that come meanwhile only the newest is kept, so that typing never queues up. Where
 * there are no workers, or this one fails or stays silent, the page answers by itself with the same function; where that fails too, `onLost` is told.
 */
export class WorkerClient<Question, Reply, Work> {
  readonly #kind: QuestionKind<Question, Reply, Work>;
  readonly #onReply: (question: Question, reply: Reply) => void;
  readonly #onLost: (question: Question) => void;
  readonly #onProgress: (question: Question, done: number) => void;
  #worker: Worker | undefined;
  /** No worker, now or ever. */
  #alone = false;
  #asked: Question | undefined;
  #next: Question | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #work: Work | undefined;

  constructor(
    kind: QuestionKind<Question, Reply, Work>,
    onReply: (question: Question, reply: Reply) => void,
    onLost: (question: Question) => void = () => {},
    onProgress: (question: Question, done: number) => void = () => {},
  ) {
    this.#kind = kind;
    this.#onReply = onReply;
    this.#onLost = onLost;
    this.#onProgress = onProgress;
  }

  start(): void {
    if (this.#worker !== undefined || this.#alone) return;
    try {
      const worker = this.#kind.start();
      worker.onmessage = ({ data }: MessageEvent<Reply | typeof READY | number>) => {
        clearTimeout(this.#silence);
        if (typeof data === 'number') {
          if (this.#asked) this.#onProgress(this.#asked, data);
        } else if (data !== READY) this.#heard(data);
      };
      worker.onerror = (event) => {
        // Dealt with here. WebKit ends a worker's loads as the page is left, and would report that of the page.
        event.preventDefault();
        this.#fail(worker);
      };
      worker.onmessageerror = () => this.#fail(worker);
      this.#worker = worker;
      this.#silence = setTimeout(() => this.#fail(worker), SILENCE_MS);
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
    this.#end();
    this.#alone = true;
    this.#asked = undefined;
    this.#next = undefined;
  }

  #send(question: Question): void {
    this.#asked = question;
    this.start();
    if (this.#worker) this.#worker.postMessage(this.#kind.messageOf(question));
    else this.#timer = setTimeout(() => void this.#answerHere(question), BREATH_MS);
  }

  #heard(reply: Reply): void {
    if (this.#kind.lacks?.(reply)) this.#end();
    if (this.#asked) this.#onReply(this.#asked, reply);
    this.#goOn();
  }

  async #answerHere(question: Question): Promise<void> {
    const answered = await inTime(this.#kind.answerHere(question, this.#work)).catch(() => undefined);
    // It may have been stopped while tables were on their way.
    if (this.#asked !== question) return;
    if (answered) {
      this.#work = answered.work;
      this.#heard(answered.reply);
    } else this.#lost(question);
  }

  /** Nobody answers it now: a newer question is tried in its place, and a worker once more, for its script may come the next time. */
  #lost(question: Question): void {
    this.#alone = false;
    if (this.#next === undefined) this.#onLost(question);
    this.#goOn();
  }

  /** Leaves the present question for the newest that waits. */
  #goOn(): void {
    const next = this.#next;
    this.#asked = undefined;
    this.#next = undefined;
    if (next) this.#send(next);
  }

  /** Its question, or the newest after it, is answered here. */
  #fail(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#end();
    this.#alone = true;
    const open = this.#next ?? this.#asked;
    this.#next = undefined;
    if (open) this.#send(open);
  }

  #end(): void {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** What is worked out holds up the clock, so it runs while scripts and tables are on their way. */
async function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(fail, SILENCE_MS);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

interface EngineOptions<Question, Reply, Work> {
  kind: QuestionKind<Question, Reply, Work>;
  /** What waits for an answer; undefined where nothing does. */
  question: Question | undefined;
  /** Changes with the question. */
  turn: unknown;
  /** The worker is started before the first question. */
  isEager: boolean;
  onReply: (question: Question, reply: Reply) => void;
  /** Neither a worker nor the page could answer; it is tried again. */
  onTrouble: (trouble: Trouble) => void;
  /** How much of an answer is done, from 0 to 1, where that is told. */
  onProgress?: ((question: Question, done: number) => void) | undefined;
}

/** Asks an engine whatever waits for an answer, and again where its scripts do not load, until they do. Gives what tries that now. */
export function useEngine<Question, Reply, Work>(options: EngineOptions<Question, Reply, Work>): () => void {
  const { kind, question, turn, isEager } = options;
  const latest = useRef(options);
  latest.current = options;
  const client = useRef<WorkerClient<Question, Reply, Work> | undefined>(undefined);
  const retry = useRef<Retry | undefined>(undefined);

  useEffect(() => {
    const rest = () => {
      retry.current?.stop();
      retry.current = undefined;
    };
    const onReply = (asked: Question, reply: Reply) => {
      rest();
      latest.current.onReply(asked, reply);
    };
    const askAgain = () => {
      const { question } = latest.current;
      if (question !== undefined) client.current?.ask(question);
      // A reply ends it, and what is lost fails it.
      return new Promise<never>(() => {});
    };
    const onLost = () => {
      retry.current ??= new Retry(askAgain, (trouble) => latest.current.onTrouble(trouble));
      void retry.current.failed();
    };
    client.current = new WorkerClient(kind, onReply, onLost, (asked, done) => latest.current.onProgress?.(asked, done));
    if (isEager) client.current.start();
    return () => {
      rest();
      client.current?.stop();
    };
  }, [kind, isEager]);

  useEffect(() => {
    if (question !== undefined) client.current?.ask(question);
  }, [turn]);

  return useCallback(() => retry.current?.now(), []);
}

/** How long an answer may take before the one in sight is taken for old: what comes sooner would only flicker. */
const LATE_MS = 200;

/** Tells once what is waited for has not come for so long. */
export function useLate(isWaiting: boolean, onLate: () => void): void {
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(onLate, LATE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
}
