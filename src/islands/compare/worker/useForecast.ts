import { type QuestionKind, useEngine } from '../../../instrument/worker/useEngine.ts';
import { forecastQuestionOf } from '../state/model.ts';
import type { Dispatch, Forecast, Question, State } from '../state/State.ts';
import type { Work } from './answerCompare.ts';

/** A worker of its own, begun with the first question: the traces and their judge never stand before an answer. */
const FORECASTS: QuestionKind<Question, Forecast, Work> = {
  start: () => new Worker(new URL('./forecast.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question, before) => (await import('./answerForecast.ts')).answerForecast(question, before),
};

/** Asks what becomes of the recorded programs, once the comparison stands. Gives what tries it again now, where that did not load. */
export function useForecast(state: State, dispatch: Dispatch): () => void {
  const question = forecastQuestionOf(state);
  return useEngine({
    kind: FORECASTS,
    question,
    turn: question?.turn,
    isEager: false,
    onReply: ({ turn }, forecast) => dispatch({ kind: 'foreseen', turn, forecast }),
    onTrouble: (trouble) => dispatch({ kind: 'not-foreseen', trouble }),
  });
}
