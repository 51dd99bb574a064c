import type { Mode } from '../../../instrument/Instrument.ts';
import type { Opening, Served } from '../state/Message.ts';
import { init } from '../state/model.ts';
import { packSurvey } from '../state/packedSurvey.ts';
import { inspectionWanted, openingQuestion } from '../state/questionOf.ts';
import { answerQuestion } from './answerQuestion.ts';
import { inspect } from './inspect.ts';

/** The answers that a page is served with, worked out where it is built. */
export function serve(mode: Mode, opening: Opening): Served {
  const { reading, call } = answerQuestion(openingQuestion(mode, opening)).reply;
  if (!reading) throw new Error('The engine gave no reading, though it was asked for one.');
  const { calls, ...read } = reading;
  return { reading: read, calls: calls && packSurvey(calls), call, roads: undefined, offers: undefined };
}

/** The same for the instrument's own page, which shows the ways to the opening's call and what would let it pass. */
export function servePage(opening: Opening): Served {
  const served = serve('page', opening);
  const wanted = inspectionWanted(init('page', opening, served));
  if (!wanted) return served;
  const { roads, offers } = inspect(wanted).reply;
  return { ...served, roads, offers };
}
