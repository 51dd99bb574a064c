import type { Diagnostic } from '../../../engine/text/index.ts';
import { CALLS_LINK_DEFAULTS, type CallsLink } from '../../../share/callsLink.ts';

/** What the reader looks for in the table. */
export interface State {
  asked: CallsLink;
  /** The reader changed something, so the address may be written. */
  changed: boolean;
  /** What was wrong with a link. */
  notices: readonly Diagnostic[];
}

export type Message =
  | { kind: 'ask'; asked: Partial<CallsLink> }
  /** The head of a column was pressed: a first press sorts upwards, a second one turns it round. */
  | { kind: 'sort'; by: string }
  | { kind: 'open'; asked: CallsLink; notices: readonly Diagnostic[] }
  | { kind: 'all' };

export type Dispatch = (message: Message) => void;

export const INITIAL: State = { asked: CALLS_LINK_DEFAULTS, changed: false, notices: [] };

export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'ask':
      return { asked: { ...state.asked, ...message.asked }, changed: true, notices: [] };
    case 'sort':
      return { ...state, asked: { ...state.asked, sort: nextSort(state.asked.sort, message.by) }, changed: true };
    case 'open':
      return { asked: message.asked, changed: false, notices: message.notices };
    case 'all':
      return { asked: { ...CALLS_LINK_DEFAULTS, sort: state.asked.sort }, changed: true, notices: [] };
  }
}

const SORTS: readonly CallsLink['sort'][] = ['name', 'number', 'since', 'verdict'];

/** Sorted upwards by this, or downwards where it is already. */
export function nextSort(sort: CallsLink['sort'], by: string): CallsLink['sort'] {
  const wanted = SORTS.find((each) => each === by) ?? 'name';
  return sort === wanted ? (`-${wanted}` as CallsLink['sort']) : wanted;
}

/** Whether the whole table is asked for, in whatever order. */
export const isWhole = ({ find, arch, verdict, cap }: CallsLink): boolean =>
  find.trim() === '' && arch === undefined && verdict === 'all' && cap === undefined;
