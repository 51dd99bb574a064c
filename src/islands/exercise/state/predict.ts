import { type Predict, rightChoice } from './Exercise.ts';

/** An answer that is chosen, and the one that was committed to. */
export interface PredictState {
  exercise: Predict;
  chosen: number | undefined;
  committed: number | undefined;
  /** The reader asked for the answer after a wrong one. */
  isShown: boolean;
  /** The answer was asked for before one was chosen. */
  isHasty: boolean;
}

export type PredictMessage =
  | { kind: 'choose'; at: number }
  | { kind: 'commit' }
  | { kind: 'show'; isShown: boolean }
  | { kind: 'again' };

export const initPredict = (exercise: Predict): PredictState => ({
  ...{ exercise, chosen: undefined, committed: undefined, isShown: false, isHasty: false },
});

/** After a commitment nothing is chosen any more, until the reader begins again. */
export function updatePredict(state: PredictState, message: PredictMessage): PredictState {
  switch (message.kind) {
    case 'choose':
      return state.committed === undefined ? { ...state, chosen: message.at, isHasty: false } : state;
    case 'commit':
      return { ...state, committed: state.chosen, isHasty: state.chosen === undefined };
    case 'show':
      return { ...state, isShown: message.isShown };
    case 'again':
      return initPredict(state.exercise);
  }
}

export const isPredicted = ({ exercise, committed }: PredictState): boolean =>
  committed !== undefined && committed === rightChoice(exercise.choices);
