import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface AskFirstProps {
  /** What the button says: “Erase all 3 exercises”. */
  label: ComponentChildren;
  question: string;
  /** The verb that does it: “Erase”. */
  verb: string;
  isAsking: boolean;
  onAsk: () => void;
  onDo: () => void;
  onKeep: () => void;
}

/** Does something after a question: the button gives way to that, and has the focus again where the reader keeps what there is. One on a page asks at a time. */
export function AskFirst({ label, question, verb, isAsking, onAsk, onDo, onKeep }: AskFirstProps) {
  const place = useRef<HTMLSpanElement>(null);
  const before = useRef(isAsking);
  useLayoutEffect(() => {
    if (before.current !== isAsking) place.current?.querySelector('button')?.focus();
    before.current = isAsking;
  }, [isAsking]);
  return (
    <span class="ask-first" ref={place}>
      {isAsking ? (
        <>
          <span id="ask-first-question">{question}</span>{' '}
          <button type="button" class="btn" aria-describedby="ask-first-question" onClick={onKeep}>
            Keep
          </button>{' '}
          <button type="button" class="btn" aria-describedby="ask-first-question" onClick={onDo}>
            {verb}
          </button>
        </>
      ) : (
        <button type="button" class="btn" onClick={onAsk}>
          {label}
        </button>
      )}
    </span>
  );
}
