import { useEffect, useRef, useState } from 'preact/hooks';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { focusField } from '../../../ui/fieldEvents.ts';
import { OpenFile } from '../../../ui/OpenFiles.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { Dispatch, Message } from '../state/State.ts';
import { KEPT } from '../words/profileView.ts';
import type { View } from '../words/select.ts';

/** The verdict, what is said of a pasted trace, how to use the profile, the findings, or all that is answered of the question. */
export type AnswerPart = 'verdict' | 'trace' | 'use' | 'findings' | 'answer';

/** What every panel of the checker is given. */
export interface Panel {
  view: View;
  /** That of the instrument: the ids of its elements begin with it. */
  id: string;
  /** The profile's text field. */
  fieldId: string;
  /** On the instrument's own page; in a chapter it shows less, and as there may be several, no part of it is a landmark. */
  isPage: boolean;
  dispatch: Dispatch;
  /** Does what brings another answer, and brings that part of it into sight. */
  act: (message: Message, part: AnswerPart) => void;
  showAnswer: () => void;
}

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

export interface ProfileChoiceProps {
  panel: Panel;
  /** There may be two on the page. */
  id: string;
}

/** Where the profile comes from: the site's, one that the reader pastes, or a file. */
export function ProfileChoice({ panel: { view, fieldId, isPage, dispatch }, id }: ProfileChoiceProps) {
  const { presets, preset } = view.profile;
  const choose = (chosen: string) => {
    if (chosen === KEPT) dispatch({ kind: 'own' });
    else if (presetOf(chosen)) dispatch({ kind: 'fetch', id: chosen });
  };
  return (
    <>
      <SelectField id={id} label="Profile" options={presets} value={preset} onValue={choose} />
      {isPage && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            dispatch({ kind: 'clear' });
            focusField(fieldId);
          }}
        >
          Use your own
        </button>
      )}
      <OpenFile
        label="Open…"
        accept=".json,application/json,text/plain"
        onFile={(file) => dispatch({ kind: 'file', file })}
      />
    </>
  );
}
