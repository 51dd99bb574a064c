import { useEffect, useRef, useState } from 'preact/hooks';

export interface AnswerStripProps {
  lines: readonly string[];
  /** Brings the answer into sight. */
  onShow: () => void;
}

/** The answer in short at the window's foot, while that is within the part that it stands in; for eyes alone, as the live region reads it out. */
export function AnswerStrip({ lines, onShow }: AnswerStripProps) {
  const end = useRef<HTMLSpanElement>(null);
  const [isEntered, setEntered] = useState(false);
  const [isAtEnd, setAtEnd] = useState(true);
  useEffect(() => {
    const part = end.current?.parentElement;
    if (!end.current || !part) return;
    const observers = [watch(end.current, setAtEnd, '0px'), watch(part, setEntered, `0px 0px -${HIGHEST_PX}px`)];
    return () => {
      for (const observer of observers) observer.disconnect();
    };
  }, []);
  const isShown = isEntered && !isAtEnd && lines.length > 0;
  return (
    <>
      <div class={`strip-place${isShown ? '' : ' at-rest'}`}>
        <p class="answer-strip" data-answer="">
          <span aria-hidden="true">
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
          <button type="button" class="btn" onClick={onShow}>
            Show answer
          </button>
        </p>
      </div>
      <span ref={end} />
    </>
  );
}

/** The strip is no higher: where less of its part is in sight, it would lie over the part before. */
const HIGHEST_PX = 90;

function watch(element: Element, tell: (inSight: boolean) => void, rootMargin: string): IntersectionObserver {
  const observer = new IntersectionObserver((seen) => tell(seen.at(-1)?.isIntersecting ?? false), { rootMargin });
  observer.observe(element);
  return observer;
}
