import { useEffect, useRef, useState } from 'preact/hooks';
import type { Panel } from '../Panel.ts';

export interface AnswerStripProps {
  panel: Panel;
  /** The answer stands right below the part: the strip takes no room, and goes where the part ends. Else it is the part's last row. */
  isBelow: boolean;
}

/** The answer in short at the window's foot, while that is within the part of the instrument that it stands in; for eyes alone, as the live region reads it out. */
export function AnswerStrip({ panel: { view, showAnswer }, isBelow }: AnswerStripProps) {
  const lines = view.strip;
  const end = useRef<HTMLSpanElement>(null);
  const [isEntered, setEntered] = useState(false);
  const [isAtEnd, setAtEnd] = useState(true);
  useEffect(() => {
    const part = end.current?.parentElement;
    if (!isBelow || !end.current || !part) return;
    const observers = [watch(end.current, setAtEnd), watch(part, setEntered)];
    return () => {
      for (const observer of observers) observer.disconnect();
    };
  }, [isBelow]);
  const isShown = lines.length > 0 && (!isBelow || (isEntered && !isAtEnd));
  return (
    <>
      <div class={`strip-place${isBelow ? ' over' : ''}`} hidden={!isShown}>
        <p class="answer-strip" data-answer="">
          <span aria-hidden="true">
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
          <button type="button" class="btn" onClick={showAnswer}>
            Show answer
          </button>
        </p>
      </div>
      <span ref={end} />
    </>
  );
}

/** The strip is no higher: where less of its part is in sight, it would lie over the part before, and where less of the answer is, that says nothing yet. */
const HIGHEST_PX = 90;

function watch(element: Element, tell: (inSight: boolean) => void): IntersectionObserver {
  const observer = new IntersectionObserver((seen) => tell(seen.at(-1)?.isIntersecting ?? false), {
    rootMargin: `0px 0px -${HIGHEST_PX}px`,
  });
  observer.observe(element);
  return observer;
}
