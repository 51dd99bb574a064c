import type { Diagnostic } from '../../engine/text/index.ts';
import type { OpeningOf } from '../Instrument.ts';
import { sameFields } from '../sameFields.ts';
import type { Waiting } from '../worker/Waiting.ts';

/** What a link asks of a profile: the reader's own, where there is one. */
interface AsksProfile {
  profile: string | undefined;
}

/** What an instrument remembers that asks a stack's default profile or one of the reader's own. */
export interface OwnProfileState<Asked, Question extends { turn: number }, Reply> extends Waiting<Question, Reply> {
  asked: Asked;
  /** The reader's own profile, also while a default is asked. */
  own: string;
  usesOwn: boolean;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

/** The state that a page is served with, and its answer. */
export const beginning = <Asked extends AsksProfile, Reply>(
  { link, notices = [] }: OpeningOf<Asked>,
  reply: Reply,
): OwnProfileState<Asked, Asked & { turn: number }, Reply> & { undo: undefined } => ({
  asked: link,
  own: link.profile ?? '',
  usesOwn: link.profile !== undefined,
  undo: undefined,
  turn: 0,
  answer: { question: { ...link, turn: 0 }, reply },
  notices,
  changed: false,
  late: false,
  trouble: undefined,
});

/** The profile that is asked: the reader's own, where that is wanted and there is one. */
export const profileAsked = ({ usesOwn, own }: { usesOwn: boolean; own: string }): string | undefined =>
  usesOwn && own.trim() !== '' ? own : undefined;

/** Another text in the place of the reader's own profile, with the way back where that was one. */
export function replaceOwn<State extends { own: string }>(state: State, own: string, words: string) {
  const isLoss = state.own.trim() !== '' && state.own !== own;
  return { ...state, own, undo: isLoss ? { of: 'profile' as const, words, before: state.own } : undefined };
}

/** With another question, unless that asks the same. */
export const askAnew = <State extends { asked: object; turn: number }>(state: State, asked: State['asked']): State =>
  sameFields(asked, state.asked) ? state : { ...state, asked, turn: state.turn + 1 };
