import { PATIENCE_MS } from '../../offline/askWorker.ts';
import type { KeptState, Reply, Trouble } from '../../offline/Message.ts';

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
  /** What the last act was to remove, and whether that is known to have come. */
  last: { of: 'whole' | 'opened'; isRemoved: boolean } | undefined;
}

export type Message =
  | { kind: 'can-keep'; canKeep: boolean }
  /** The worker has not come, or does not answer. */
  | { kind: 'silent' }
  | { kind: 'told'; reply: Reply }
  /** The same, where the reader has done nothing: it has changed. */
  | { kind: 'changed'; kept: KeptState }
  | { kind: 'take' }
  | { kind: 'stop'; trouble?: Trouble }
  | { kind: 'newer'; isNewer: boolean }
  | { kind: 'ask'; of: 'whole' | 'opened' }
  | { kind: 'keep' }
  | { kind: 'removed'; of: 'whole' | 'opened'; reply: Reply }
  | { kind: 'not-removed'; of: 'whole' | 'opened' };

export const INITIAL: State = {
  canKeep: undefined,
  kept: undefined,
  isTaking: false,
  trouble: undefined,
  isNewer: false,
  asking: undefined,
  last: undefined,
};

/** What follows from a message. */
export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'can-keep':
      return { ...state, canKeep: message.canKeep };
    case 'silent':
      // What was told before still stands.
      return state.kept ? state : { ...state, trouble: 'unreachable' };
    case 'told': {
      const { trouble } = message.reply;
      const told = withKept(state, message.reply.state);
      return { ...told, isTaking: told.isTaking && trouble === undefined, trouble: troubleOf(told.kept, trouble) };
    }
    case 'changed': {
      const told = withKept(state, message.kept);
      // A worker that was silent has spoken.
      return { ...told, trouble: state.kept && troubleOf(told.kept, state.trouble) };
    }
    case 'take':
      return { ...state, isTaking: true, trouble: undefined, last: undefined };
    case 'stop':
      return { ...state, isTaking: false, trouble: troubleOf(state.kept, message.trouble) };
    case 'newer':
      return { ...state, isNewer: message.isNewer };
    case 'ask':
      return { ...state, asking: message.of, last: undefined };
    case 'keep':
      return { ...state, asking: undefined };
    case 'not-removed':
      return { ...state, asking: undefined, last: { of: message.of, isRemoved: false } };
    case 'removed':
      return {
        ...withKept(state, message.reply.state),
        asking: undefined,
        trouble: undefined,
        last: { of: message.of, isRemoved: true },
      };
  }
}

/**
 * The state once it is told what is kept, which another tab may have changed. What is gone is asked about no more: it would be asked again, unbidden, once there is
 * something. What the last act did is not said beside what says otherwise.
 */
function withKept(state: State, told: KeptState): State & { kept: KeptState } {
  const kept = later(state.kept, told);
  const isThere = { whole: kept.whole.files > 0, opened: kept.loaded.files > 0 };
  const asking = state.asking && isThere[state.asking] ? state.asking : undefined;
  const last = state.last && isThere[state.last.of] !== state.last.isRemoved ? state.last : undefined;
  return { ...state, kept, asking, last, isTaking: state.isTaking && !isWhole(kept) };
}

/** Another tab may have got what this one could not. */
const troubleOf = (kept: KeptState | undefined, trouble: Trouble | undefined) =>
  kept && isWhole(kept) ? undefined : trouble;

/** A reply from before what is shown is late, unless it is from further back than any reply can be: then the clock has been set back. */
function later(shown: KeptState | undefined, told: KeptState): KeptState {
  const lead = shown ? shown.asOf - told.asOf : 0;
  return shown && lead > 0 && lead <= PATIENCE_MS ? shown : told;
}

/** Whether all of the site is kept. */
export const isWhole = ({ whole, site }: KeptState): boolean => site.files > 0 && whole.files === site.files;
