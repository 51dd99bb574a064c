import { loadMapMessages } from '../../../engine/linux/index.ts';
import { besideStack } from '../../../instrument/stacks/stackOptions.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import { linkOf, update } from '../state/model.ts';
import type { Message, State } from '../state/State.ts';
import { chosenStack } from '../state/versionsOn.ts';
import { otherAnswer } from '../words/otherAnswer.ts';
import { select } from '../words/select.ts';
import type { Answered, OtherQuestion, Others, Question } from './Question.ts';

/**
 * Asks one more of the other stacks of the engine the question that was answered, the nearest in time first, until one answers otherwise: one at a time, so
 * that what the reader types next never waits for more than that.
 */
export async function answerOther({ turn, state, tried }: OtherQuestion): Promise<Others> {
  const stack = chosenStack(state);
  const { older = [], newer = [] } = stack ? besideStack(stack) : {};
  const nearest = Array.from({ length: Math.max(older.length, newer.length) }, (_, at) => [older[at], newer[at]]);
  const next = nearest.flat().filter((each) => each !== undefined)[tried];
  if (next === undefined) return { turn };
  const found = otherAnswer(state, next.id);
  return found ? { turn, found } : { turn, tried: tried + 1 };
}

/** Answers a question: the same function in the worker, in the page where there is none, at build time and in the tests. */
export function answerQuestion({ turn, state: before, changes }: Question): Answered {
  const state = changes.reduce(update, before);
  return { turn, state, view: select(state), source: linkOf(state).source };
}

/** The texts that a change brings; undefined where only the state tells. */
function textsOf(change: Message): readonly string[] | undefined {
  if (change.kind === 'choose' || change.kind === 'mapping' || change.kind === 'mappings') return [];
  if (change.kind === 'text') return [change.text];
  if (change.kind !== 'open') return undefined;
  const { text = '', inner = [] } = change.opening.link;
  return [text, ...inner];
}

/** Whether a program's message may be in the question: there is none in the page's own text, nor among numbers. */
function mayHaveMessage(state: State, changes: readonly Message[]): boolean {
  const texts = [state.texts, ...changes.map(textsOf)];
  return texts.some(
    (all) => all === undefined || all.some((text) => text !== UID_MAP_LINK_DEFAULTS.text && /[^\d\s:]/.test(text)),
  );
}

/** The same in a page and its worker, which load a part of the engine when a question needs it. */
export async function answerLoaded(question: Question | OtherQuestion): Promise<Answered | Others> {
  if (mayHaveMessage(question.state, 'tried' in question ? [] : question.changes)) await loadMapMessages();
  if ('tried' in question) return answerOther(question);
  return answerQuestion(question);
}
