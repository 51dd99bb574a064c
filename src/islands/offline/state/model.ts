import type { KeptState, Reply, Trouble } from '../../../offline/Message.ts';

/** What the page of offline use remembers. */
export interface State {
  /** Whether this browser window lets the site keep anything; undefined until that is known. */
  canKeep: boolean | undefined;
  /** What is kept, as the worker tells it; undefined until it has. */
  kept: KeptState | undefined;
  /** The whole site is on its way, until the reader stops it. */
  isTaking: boolean;
  trouble: Trouble | undefined;
  /** A newer build's worker waits. */
  isNewer: boolean;
  /** What is asked about before it is removed. */
  asking: 'whole' | 'opened' | undefined;
  /** What the last act did. */
  said: string;
}

export type Message =
  | { kind: 'can-keep'; canKeep: boolean }
  /** The worker has not come, or does not answer. */
  | { kind: 'silent' }
  | { kind: 'told'; reply: Reply }
  /** The same, where nobody has asked: what is kept has changed. */
  | { kind: 'changed'; kept: KeptState }
  | { kind: 'take' }
  | { kind: 'stop'; trouble?: Trouble }
  | { kind: 'newer'; isNewer: boolean }
  | { kind: 'ask'; of: 'whole' | 'opened' }
  | { kind: 'keep' }
  | { kind: 'removed'; of: 'whole' | 'opened'; reply: Reply }
  | { kind: 'not-removed' };

export const INITIAL: State = {
  canKeep: undefined,
  kept: undefined,
  isTaking: false,
  trouble: undefined,
  isNewer: false,
  asking: undefined,
  said: '',
};

const REMOVED = { whole: 'Removed the site from this device.', opened: 'Removed the pages from this device.' } as const;

/** What follows from a message. */
export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'can-keep':
      return { ...state, canKeep: message.canKeep };
    case 'silent':
      // What was told before still stands.
      return state.kept ? state : { ...state, trouble: 'unreachable' };
    case 'told': {
      const { state: kept, trouble } = message.reply;
      const goesOn = state.isTaking && trouble === undefined && !isWhole(kept);
      return { ...state, kept: later(state.kept, kept), isTaking: goesOn, trouble };
    }
    case 'changed':
      return { ...state, kept: later(state.kept, message.kept), trouble: state.kept && state.trouble };
    case 'take':
      return { ...state, isTaking: true, trouble: undefined, said: '' };
    case 'stop':
      return { ...state, isTaking: false, trouble: message.trouble };
    case 'newer':
      return { ...state, isNewer: message.isNewer };
    case 'ask':
      return { ...state, asking: message.of, said: '' };
    case 'keep':
      return { ...state, asking: undefined };
    case 'not-removed':
      return { ...state, asking: undefined, said: 'Couldn’t confirm the removal. Try again.' };
    case 'removed':
      return {
        ...state,
        asking: undefined,
        kept: later(state.kept, message.reply.state),
        trouble: undefined,
        said: REMOVED[message.of],
      };
  }
}

const later = (shown: KeptState | undefined, told: KeptState) => (shown && shown.asOf > told.asOf ? shown : told);

/** Whether all of the site is kept. */
export const isWhole = ({ whole, site }: KeptState): boolean => site.files > 0 && whole.files === site.files;
