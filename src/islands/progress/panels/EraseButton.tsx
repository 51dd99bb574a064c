import { useLayoutEffect, useRef } from 'preact/hooks';

export interface EraseButtonProps {
  /** What is erased: “all 3 exercises”. */
  what: string;
  /** Only the verb is seen, where what it erases stands beside it. */
  short?: boolean;
  isAsking: boolean;
  onAsk: () => void;
  onErase: () => void;
  onKeep: () => void;
}

/** Erases after a question: the button gives way to that, and has the focus again where the reader keeps what there is. */
export function EraseButton({ what, short = false, isAsking, onAsk, onErase, onKeep }: EraseButtonProps) {
  const place = useRef<HTMLSpanElement>(null);
  const before = useRef(isAsking);
  useLayoutEffect(() => {
    if (before.current !== isAsking) place.current?.querySelector('button')?.focus();
    before.current = isAsking;
  }, [isAsking]);
  return (
    <span class="erase" ref={place}>
      {isAsking ? (
        <>
          <span id="erase-question">Erase {what}?</span>{' '}
          <button type="button" class="btn" aria-describedby="erase-question" onClick={onKeep}>
            Keep
          </button>{' '}
          <button type="button" class="btn" aria-describedby="erase-question" onClick={onErase}>
            Erase
          </button>
        </>
      ) : (
        <button type="button" class="btn" onClick={onAsk}>
          Erase {short ? <span class="visually-hidden">{what}</span> : what}
        </button>
      )}
    </span>
  );
}
