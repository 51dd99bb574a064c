import type { ComponentChildren } from 'preact';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { useKeptText } from '../../instrument/address/useKeptText.ts';
import { rememberSolved, storedProgress, watchProgress } from '../../instrument/progress/progressStore.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { LineField } from '../../ui/LineField.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { InlineText } from './panels/InlineText.tsx';
import { MachinePanel } from './panels/MachinePanel.tsx';
import { PredictPanel, Told } from './panels/PredictPanel.tsx';
import {
  type Exercise,
  type Find,
  type FindMessage,
  initFind,
  initPredict,
  type Machine,
  type Make,
  type Predict,
  updateFind,
  updatePredict,
} from './state/find.ts';
import {
  initMachine,
  initMake,
  type MakeMessage,
  type MakeReply,
  machineQuestion,
  makeQuestion,
  updateMachine,
  updateMake,
} from './state/machine.ts';
import { type FindView, findView, HASTY, type MakeView, makeView } from './words/findView.ts';
import { machineView } from './words/machineView.ts';
import { predictView } from './words/predictView.ts';
import { useChecks, useOutput } from './worker/useAnswers.ts';

export interface MakePanelProps {
  id: string;
  base: string;
  about: 'map' | 'profile';
  explain: string;
  view: MakeView;
  dispatch: (message: MakeMessage) => void;
  /** What stands in the place of results. */
  children: ComponentChildren;
}

const LABELS = { map: 'Your map', profile: 'Your profile' } as const;
const NO_MARKS = [] as const;
const MOST_ROWS = 16;

/** A text, and the checks that it is to pass. */
export function MakePanel({ id, base, about, explain, view, dispatch, children }: MakePanelProps) {
  const { text, results, problem, headline, isSolved, missing } = view;
  const failed = problem === undefined ? 'Failed' : 'Not checked';
  return (
    <>
      <LineField
        id={`${id}-text`}
        label={LABELS[about]}
        text={text}
        marks={NO_MARKS}
        maxRows={MOST_ROWS}
        describedBy={`${id}-checks`}
        onText={(typed) => dispatch({ kind: 'type', text: typed })}
      />
      <p class="exercise-act">
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'reset' })}>
          Reset to start
        </button>
      </p>
      {children}
      {!missing && (
        <div id={`${id}-checks`} data-answer="">
          <p class="exercise-count">{headline}</p>
          <ul class="exercise-checks">
            {results.map(({ line, ok, found }) => (
              <li key={line} class={ok ? 'allow' : problem === undefined ? 'deny' : 'depends'}>
                <b class="shaped">{ok ? 'Passed' : failed}</b> <code>{line}</code>
                {!ok && found !== '' && <small>{found}</small>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isSolved && (
        <Told isRight word="Solved.">
          <InlineText markdown={explain} base={base} />
        </Told>
      )}
    </>
  );
}

export interface FindPanelProps {
  id: string;
  base: string;
  explain: string;
  askHref: string;
  view: FindView;
  dispatch: (message: FindMessage) => void;
}

/** The way to Find the cause, and a line for the culprit's name. */
export function FindPanel({ id, base, explain, askHref, view, dispatch }: FindPanelProps) {
  const { text, isHasty, isSolved, why } = view;
  const judge = () => dispatch({ kind: 'judge' });
  return (
    <>
      <p class="exercise-act">
        <a href={askHref}>Open in Find the cause</a>
      </p>
      <TextInput
        id={`${id}-culprit`}
        label="Name the culprit"
        value={text}
        invalid={why !== undefined}
        describedBy={why === undefined ? undefined : `${id}-told`}
        onValue={(value) => dispatch({ kind: 'type', text: value })}
        onEnter={judge}
      />
      <p class="exercise-act">
        <button type="button" class="btn first" onClick={judge}>
          Check my answer
        </button>{' '}
        {isHasty && HASTY}
      </p>
      <div id={`${id}-told`}>
        {(isSolved || why !== undefined) && (
          <Told isRight={isSolved} word={isSolved ? 'Right.' : 'Not this one.'}>
            <InlineText markdown={why ?? explain} base={base} />
          </Told>
        )}
      </div>
    </>
  );
}

export interface SolvedProps {
  /** The exercise, as progress remembers it. */
  name: string;
  /** The site’s base, without a slash at its end. */
  base: string;
  view: { isSolved: boolean; announcement: string };
}

/** Keeps that the exercise is solved, tells since when, and says what is new to a screen reader. */
export function Solved({ name, base, view: { isSolved, announcement } }: SolvedProps) {
  const [day, setDay] = useState<string | undefined>(undefined);
  useEffect(() => {
    const look = () => setDay(storedProgress().get(name));
    if (isSolved) rememberSolved(name);
    look();
    return watchProgress(look);
  }, [name, isSolved]);
  return (
    <>
      {day && (
        <p class="exercise-solved allow">
          <span class="shaped">Solved on {day}.</span> <a href={`${base}/learn/progress/`}>Your progress</a>
        </p>
      )}
      <LiveRegion text={announcement} />
    </>
  );
}

/** What the static page hands to an exercise. */
export interface ExerciseProps<Kind extends Exercise = Exercise> {
  /** Distinguishes the exercises on one page. */
  id: string;
  /** Its chapter and its own, as progress remembers it: "user-namespaces/whose-file". */
  name: string;
  exercise: Kind;
  /** Of a text that is edited: what its checks say of the start. */
  served?: MakeReply | undefined;
  /** The site’s base, without a slash at its end. */
  base: string;
}

/** An exercise's answer: the part that wakes. Its first render, on the server and at hydration, is a function of the props alone. */
export default function ExerciseView({ exercise, ...props }: ExerciseProps) {
  return (
    <div class="island exercise-answered">
      {exercise.kind === 'predict' && <PredictExercise {...props} exercise={exercise} />}
      {exercise.kind === 'make' && <MakeExercise {...props} exercise={exercise} />}
      {exercise.kind === 'find' && <FindExercise {...props} exercise={exercise} />}
      {exercise.kind === 'machine' && <MachineExercise {...props} exercise={exercise} />}
      <MissingScript of="the exercise" />
    </div>
  );
}

function PredictExercise({ id, name, base, exercise }: ExerciseProps<Predict>) {
  const [state, dispatch] = useReducer(updatePredict, exercise, initPredict);
  const view = predictView(state);
  return (
    <>
      <PredictPanel id={id} base={base} explain={exercise.explain} view={view} dispatch={dispatch} />
      <Solved {...{ name, base, view }} />
    </>
  );
}

function MakeExercise({ id, name, base, exercise, served }: ExerciseProps<Make>) {
  const [state, dispatch] = useReducer(updateMake, undefined, () => initMake(exercise, served ?? { results: [] }));
  const view = makeView(state);
  useKeptText({ id, text: state.changed ? state.text : undefined, onText: (text) => dispatch({ kind: 'type', text }) });
  const tryAgain = useChecks(makeQuestion(state), dispatch);
  return (
    <>
      <MakePanel {...{ id, base, view, dispatch }} about={exercise.about} explain={exercise.explain}>
        {view.missing && <Missing what="the checks" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
      </MakePanel>
      <Solved {...{ name, base, view }} />
    </>
  );
}

function FindExercise({ id, name, base, exercise }: ExerciseProps<Find>) {
  const [state, dispatch] = useReducer(updateFind, exercise, initFind);
  const view = findView(state);
  useKeptText({ id, text: state.text || undefined, onText: (text) => dispatch({ kind: 'type', text }) });
  const { explain, askHref } = exercise;
  return (
    <>
      <FindPanel {...{ id, base, view, dispatch, explain, askHref }} />
      <Solved {...{ name, base, view }} />
    </>
  );
}

function MachineExercise({ id, name, base, exercise }: ExerciseProps<Machine>) {
  const [state, dispatch] = useReducer(updateMachine, exercise, initMachine);
  const view = machineView(state);
  useKeptText({ id, text: state.text || undefined, onText: (text) => dispatch({ kind: 'type', text }) });
  const tryAgain = useOutput(machineQuestion(state), dispatch);
  return (
    <>
      <MachinePanel {...{ id, base, view, dispatch }} explain={exercise.explain}>
        {view.missing && <Missing what="the answer" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
      </MachinePanel>
      <Solved {...{ name, base, view }} />
    </>
  );
}
