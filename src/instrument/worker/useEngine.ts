import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Retry } from '../recovery/Retry.ts';
import type { Trouble } from '../recovery/Trouble.ts';
import { type QuestionKind, WorkerClient } from './WorkerClient.ts';

export interface EngineOptions<Question, Reply, Work> {
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
