import type { Mode } from '../../../src/instrument/Instrument.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import type { Message, Opening, State } from '../../../src/islands/seccomp/state/Message.ts';
import { init, update } from '../../../src/islands/seccomp/state/model.ts';
import { isWaiting, questionOf } from '../../../src/islands/seccomp/state/questionOf.ts';
import { answerQuestion } from '../../../src/islands/seccomp/worker/answerQuestion.ts';
import { serve } from '../../../src/islands/seccomp/worker/serve.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink } from '../../../src/share/seccompLink.ts';

/** The text of one of the site's profiles. */
export async function presetText(id: string): Promise<string> {
  const text = await presetOf(id)?.load();
  if (text === undefined) throw new Error(`No profile “${id}”.`);
  return text;
}

/** The instrument as it opens. */
export const opens = (opening: Opening, mode: Mode = 'page'): State => init(mode, opening, serve(mode, opening));

/** The instrument as it opens on one of the site's profiles. */
export async function opened(link: Partial<SeccompLink> = {}, mode: Mode = 'page'): Promise<State> {
  const whole = { ...SECCOMP_LINK_DEFAULTS, ...link };
  return opens({ link: whole, text: whole.text ?? (await presetText(whole.profile ?? '')) }, mode);
}

/** The state after everything that happened, in order, each question answered before the next. */
export function later(state: State, ...messages: Message[]): State {
  return messages.reduce((before, message) => settled(update(before, message)), state);
}

/** The state once the engine has answered what it waits for. */
export function settled(state: State): State {
  if (!isWaiting(state)) return state;
  const question = questionOf(state);
  return update(state, { kind: 'answered', question, reply: answerQuestion(question).reply });
}
