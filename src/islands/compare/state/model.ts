import { askAnew, openedOwn, profileAsked, updateOwn } from '../../../instrument/ownProfile/ownProfile.ts';
import { afterOpening, isWaiting, waited } from '../../../instrument/worker/useWaiting.ts';
import {
  COMPARE_LINK,
  COMPARE_LINK_DEFAULTS,
  COMPARE_LINK_STACK,
  type ComparedProfile,
  type ComparedSide,
  type CompareLink,
  isOfTenYears,
} from '../../../share/compareLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Forecast, Message, Opening, Question, Reply, Side, State } from './State.ts';

/** The state that a page is served with. */
export const init = ({ link: { at, ...link }, notices = [] }: Opening, reply: Reply, forecast: Forecast): State => ({
  ...{ asked: link, at, toYears: 0 },
  before: sideOf(link.before, COMPARE_LINK_DEFAULTS.before),
  after: sideOf(link.after, COMPARE_LINK_DEFAULTS.after),
  turn: 0,
  answer: { question: { ...link, turn: 0 }, reply },
  forecast: { turn: 0, reply: forecast },
  forecastTrouble: undefined,
  notices,
  changed: false,
  late: false,
  trouble: undefined,
});

/** A side as a link gives it; behind the reader's own text, the preset that links began with. */
function sideOf(profile: ComparedProfile, began: ComparedProfile): Side {
  const own = 'text' in profile ? profile.text : undefined;
  const { preset } = { preset: '', ...began, ...profile };
  return { preset, own: own ?? '', usesOwn: own !== undefined, undo: undefined };
}

export function update(state: State, message: Message): State {
  const changed = { ...state, notices: [], changed: true };
  switch (message.kind) {
    case 'ask':
      return askAnew(changed, { ...state.asked, ...message.asked });
    case 'preset': {
      const { side, preset } = message;
      return askSides({ ...changed, [side]: { ...state[side], preset, usesOwn: false } });
    }
    case 'own': {
      const { side } = message;
      const { notices, changed: isChanged } = state;
      const next = updateOwn({ ...state[side], notices, changed: isChanged }, message.message, (asked) => asked);
      return askSides(withSide(state, side, next));
    }
    case 'swap':
      return swapped(changed);
    case 'at':
      return { ...changed, at: message.at };
    case 'foreseen':
      return message.turn === state.turn
        ? { ...state, forecast: { turn: message.turn, reply: message.forecast }, forecastTrouble: undefined }
        : state;
    case 'not-foreseen':
      return { ...state, forecastTrouble: message.trouble };
    case 'open':
      return open(state, message.opening, message.over);
    default:
      return waited(state, message);
  }
}

/** The state as a link says it. */
export const linkOf = ({ asked, at }: State): CompareLink => ({ ...asked, at });

/** What waits for an answer; undefined where nothing does. */
export const questionOf = (state: State): Question | undefined =>
  isWaiting(state) ? { ...state.asked, turn: state.turn } : undefined;

/** What the forecast waits for, once the comparison stands; undefined where nothing does. */
export const forecastQuestionOf = (state: State): Question | undefined =>
  isWaiting(state) || state.forecast.turn === state.turn ? undefined : { ...state.asked, turn: state.turn };

const withSide = (
  state: State,
  name: ComparedSide,
  { notices, changed, ...side }: Side & Pick<State, 'notices' | 'changed'>,
): State => ({ ...state, [name]: side, notices, changed });

/** With both profiles as they are chosen; an empty text leaves its preset asked. */
const askSides = (state: State): State =>
  askAnew(state, { ...state.asked, before: profileIn(state.before), after: profileIn(state.after) });

function profileIn(side: Side): ComparedProfile {
  const text = profileAsked(side);
  return text === undefined ? { preset: side.preset } : { text };
}

/** Each profile in the place of the other, its stack with it. */
function swapped(state: State): State {
  const { stack = COMPARE_LINK_STACK, afterStack } = state.asked;
  const { before: after, after: before } = state;
  return askAnew(
    { ...state, before, after },
    {
      ...{ ...state.asked, before: profileIn(before), after: profileIn(after) },
      ...(afterStack !== undefined && { stack: afterStack, afterStack: stack }),
    },
  );
}

function open(state: State, opening: Opening, over: CompareLink | undefined): State {
  const { link, notices = [] } = opening;
  const merged = over ? mergeLinks(COMPARE_LINK, { start: over, mine: linkOf(state), link }) : link;
  const { at, ...asked } = merged;
  const toYears = state.toYears + (isOfTenYears(link) ? 1 : 0);
  const opened = (['before', 'after'] as const).reduce(
    (next, side) => withSide(next, side, openedSide(next, side, opening, merged[side], over !== undefined)),
    { ...state, notices, at, toYears },
  );
  return afterOpening(askAnew(opened, asked), over !== undefined);
}

function openedSide(state: State, name: ComparedSide, opening: Opening, profile: ComparedProfile, isOver: boolean) {
  const side = 'preset' in profile ? { ...state[name], preset: profile.preset } : state[name];
  const text = 'text' in profile ? profile.text : undefined;
  return openedOwn({ ...side, notices: state.notices, changed: state.changed }, opening, text, isOver);
}
