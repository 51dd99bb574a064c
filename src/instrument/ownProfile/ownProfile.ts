import type { Diagnostic } from '../../engine/text/index.ts';
import type { OpenedFile } from '../../ui/openedFile.ts';
import type { OpeningOf } from '../Instrument.ts';
import { sameFields } from '../sameFields.ts';
import type { Waiting } from '../worker/useWaiting.ts';

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

/** What a file or a link took the place of in `own`. */
export type OwnProfileUndo = { of: 'profile'; words: string; before: string } | undefined;

/** What the reader does with a profile of their own. */
export type OwnProfileMessage =
  | { kind: 'own'; text: string }
  | { kind: 'uses-own'; usesOwn: boolean }
  | { kind: 'undo' }
  | { kind: 'file'; file: OpenedFile };

/** The part of a state that such a message changes. */
interface OwnProfile
  extends Pick<OwnProfileState<object, { turn: number }, unknown>, 'own' | 'usesOwn' | 'notices' | 'changed'> {
  undo: OwnProfileUndo;
}

/** The state after what the reader did; `ask` asks with the profile that is wanted then. A file that can't be read changes nothing, and is told. */
export function updateOwn<State extends OwnProfile>(
  state: State,
  message: OwnProfileMessage,
  ask: (state: State) => State,
): State {
  const changed: State = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'own':
      return ask({ ...changed, own: message.text, undo: undefined });
    case 'uses-own':
      return ask({ ...changed, usesOwn: message.usesOwn });
    case 'undo':
      return ask({ ...changed, own: state.undo?.before ?? state.own, undo: undefined });
    case 'file': {
      const { name, value, diagnostics } = message.file;
      if (value === undefined) return { ...state, notices: diagnostics };
      return ask({ ...replaceOwn(changed, value, `Opened ${name}.`), notices: diagnostics, usesOwn: true });
    }
  }
}

/** The state as a link opens it: its profile, where it has one, is the reader's own from then on. `isOver`: it comes over what the reader chose. */
export function openedOwn<State extends OwnProfile>(
  state: State,
  { notices = [] }: OpeningOf<object>,
  profile: string | undefined,
  isOver: boolean,
): State {
  const next: State = { ...state, notices, changed: isOver && state.changed, usesOwn: profile !== undefined };
  return profile === undefined ? next : replaceOwn(next, profile, 'The link replaced your profile.');
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
export function replaceOwn<State extends { own: string; undo: OwnProfileUndo }>(
  state: State,
  own: string,
  words: string,
): State {
  const isLoss = state.own.trim() !== '' && state.own !== own;
  return { ...state, own, undo: isLoss ? { of: 'profile', words, before: state.own } : undefined };
}

/** With another question, unless that asks the same. */
export const askAnew = <State extends { asked: object; turn: number }>(state: State, asked: State['asked']): State =>
  sameFields(asked, state.asked) ? state : { ...state, asked, turn: state.turn + 1 };
