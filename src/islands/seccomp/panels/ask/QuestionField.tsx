import { useEffect, useRef, useState } from 'preact/hooks';
import type { Arch } from '../../../../engine/linux/index.ts';
import { ComboBox } from '../../../../ui/ComboBox.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import {
  type CallSignature,
  callSignature,
  completeCall,
  type Goal,
  goalCall,
} from '../../words/completions/completeCall.ts';
import type { Panel } from '../Panel.ts';

interface QuestionFieldProps {
  panel: Panel;
  /** The list of what is wrong with the question; undefined where nothing is. */
  problemId: string | undefined;
  /** What can be asked for by its goal; empty in a chapter. */
  goals: readonly Goal[];
}

/** Where a call is asked about: typed, pasted, taken from the examples, or chosen by what it is for. */
export function QuestionField({ panel: { view, id, dispatch }, problemId, goals }: QuestionFieldProps) {
  const { ask } = view;
  // The ABI of calls whose ABI is not written.
  const { arch } = view.target;
  const prototypeId = `${id}-prototype`;
  const signature = callSignature(ask.text, ask.text.length, arch);
  return (
    <div class="field">
      <ComboBox
        id={`${id}-ask`}
        label="Ask about a call, or paste strace lines"
        listLabel="Calls and constants"
        value={ask.text}
        example={ask.isExample}
        complete={(text, caret, asked) => completeCall(text, caret, arch, asked, goals)}
        describedBy={[problemId, signature && prototypeId].filter(Boolean).join(' ') || undefined}
        invalid={problemId !== undefined && !ask.answered && ask.text.trim() !== ''}
        onValue={(call) => dispatch({ kind: 'ask', call })}
      >
        <Prototype id={prototypeId} signature={signature} />
      </ComboBox>
      <p class="examples">
        Try{' '}
        {ask.examples.map((example) => (
          <button key={example} type="button" class="link" onClick={() => dispatch({ kind: 'ask', call: example })}>
            {example}
          </button>
        ))}
      </p>
      {goals.length > 0 && (
        <SelectField
          id={`${id}-end`}
          label="Or choose a goal"
          options={[{ value: '', label: 'Choose…' }, ...goals.map(({ id: value, words }) => ({ value, label: words }))]}
          value={goalOf(ask.roadsOf, arch, goals)?.id ?? ''}
          onValue={(chosen) => {
            const goal = goals.find((each) => each.id === chosen);
            const call = goal && goalCall(arch, goal);
            if (call) dispatch({ kind: 'ask', call });
          }}
        />
      )}
    </div>
  );
}

/** A call's prototype with the argument that is being typed set off; the line keeps its height where none is known. */
function Prototype({ id, signature }: { id: string; signature: CallSignature | undefined }) {
  return (
    <p class="prototype" data-answer="" id={id}>
      {signature && (
        <>
          {signature.call}(
          {signature.parameters.map((parameter, index) => (
            <>
              {index > 0 && ', '}
              <span class={index === signature.at ? 'at' : undefined}>{parameter}</span>
            </>
          ))}
          )
        </>
      )}
    </p>
  );
}

const goalOf = (text: string, arch: Arch, goals: readonly Goal[]) =>
  goals.find((goal) => goalCall(arch, goal) === text.trim());

interface AnswerStripProps {
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
