import { counted } from '../../../engine/text/index.ts';
import type { Shown } from '../state/Question.ts';

/** Where an answer leads: an instrument, and the state that it opens with; none where the state is too long for a link. */
export interface Lead {
  to: NonNullable<Shown['link']>['to'];
  fragment: string | undefined;
  words: string;
}

const WORDS = {
  'uid-map': 'Open in the UID map',
  seccomp: 'Open in the profile checker',
  stack: 'Open in the stack table',
  trace: 'Open in the trace check',
} as const;

export const isWhole = ({ diagnosis }: Shown): boolean => diagnosis.code === 'pasted-trace';

/** The link of an answer. To the trace check, its words say how much of the text it takes along. */
export function leadOf(shown: Shown, text: string): Lead | undefined {
  const { diagnosis, link, lines = 1 } = shown;
  if (!link) {
    return isWhole(shown)
      ? { to: 'trace', fragment: undefined, words: 'Open the trace check and choose the trace’s file there' }
      : undefined;
  }
  if (link.to !== 'trace') return { ...link, words: WORDS[link.to] };
  if (isWhole(shown))
    return { ...link, words: lines > 1 ? `Open all ${counted(lines, 'line')} in the trace check` : WORDS.trace };
  const isAlone = !text.trim().includes('\n');
  return { ...link, words: isAlone ? WORDS.trace : `Check line ${diagnosis.span.line} alone in the trace check` };
}
