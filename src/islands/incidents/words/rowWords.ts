import type { Tone } from '../../../ui/Chip.tsx';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Stopper } from '../state/Needs.ts';
import type { CallTold, IncidentAnswer, IncidentState } from '../state/Reply.ts';

/** What stopped a vulnerability, in a word. */
export const STOPPER_WORDS: Readonly<Record<Stopper, string>> = {
  seccomp: 'seccomp',
  'user-namespace': 'user namespace',
  capability: 'capability',
  lsm: 'AppArmor or SELinux',
  other: 'something else',
  nothing: 'nothing',
};

const STATES: Readonly<Record<IncidentState, { word: string; tone: Tone | undefined }>> = {
  refused: { word: 'Refused', tone: 'deny' },
  allowed: { word: 'Allowed', tone: 'allow' },
  capability: { word: 'Capability', tone: 'depends' },
  unclear: { word: 'Unclear', tone: 'depends' },
  unasked: { word: 'No call', tone: undefined },
};

/** The answer in a word; without a tone where the filter is not asked. */
export const stateWords = (state: IncidentState): { word: string; tone: Tone | undefined } => STATES[state];

/** The calls that decide, and the capability that would open a way: a phrase each. */
export function rowLines({ state, calls, opensWith }: IncidentAnswer): readonly Phrase[] {
  if (state === 'unasked') return [['No system call that a profile names.']];
  const told = calls.map((each): Phrase => [code(each.call), `: ${shortFound(each)}`]);
  if (opensWith === undefined) return told;
  const names = listed(opensWith.map((name): Phrase => [code(name)]));
  const lead = state === 'capability' ? 'The container lacks ' : 'Allowed with ';
  return [...told, [lead, ...names]];
}

/** "EPERM by defaultAction on line 2": without the reason, which the section tells. */
const shortFound = ({ found }: CallTold): string =>
  found
    .replace(/^ERRNO /, '')
    .replace(/^ALLOW\b/, 'allowed')
    .replace(/ \([^()]*\)(?=$|,)/, '');
