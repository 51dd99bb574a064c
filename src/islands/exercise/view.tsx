import { useReducer } from 'preact/hooks';
import { useKeptText } from '../../instrument/address/useKeptText.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { FindPanel } from './panels/FindPanel.tsx';
import { MachinePanel } from './panels/MachinePanel.tsx';
import { MakePanel } from './panels/MakePanel.tsx';
import { PredictPanel } from './panels/PredictPanel.tsx';
import { Solved } from './panels/Solved.tsx';
import type { Exercise, Find, Machine, Make, Predict } from './state/Exercise.ts';
import { initFind, updateFind } from './state/find.ts';
import { initMachine, machineQuestion, updateMachine } from './state/machine.ts';
import { initMake, type MakeReply, makeQuestion, updateMake } from './state/make.ts';
import { initPredict, updatePredict } from './state/predict.ts';
import { findView } from './words/findView.ts';
import { machineView } from './words/machineView.ts';
import { makeView } from './words/makeView.ts';
import { predictView } from './words/predictView.ts';
import { useChecks, useOutput } from './worker/useAnswers.ts';

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
