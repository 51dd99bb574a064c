import { applyEdits, type Diagnostic } from '../../../engine/text/index.ts';
import { isSeenRefused, loggedOutcome, straceLines } from '../../../engine/trace/index.ts';
import type { QuestionMessage } from './Message.ts';
import type { Change, State } from './State.ts';

const ONE_CALL: Diagnostic = {
  code: 'ask-lines',
  severity: 'info',
  message: 'Several lines were pasted.',
  hint: 'The answer is for the first refused call or, if none was refused, the first line.',
};

const OUTCOMES = {
  killed: 'stopped this call with SIGSYS',
  refused: 'refused this call with an error',
  ran: 'logged this call and let it run',
};

/** What the kernel's log says of the call, which the filter in sight may answer otherwise. */
function logNotices(text: string): Diagnostic[] {
  const outcome = loggedOutcome(text);
  if (outcome === undefined) return [];
  return [
    {
      code: 'ask-logged',
      severity: 'info',
      message: `In the log, a filter ${OUTCOMES[outcome]}.`,
      hint: 'To check the profile the program ran under, paste it with “Use your own”.',
    },
  ];
}

/** What the reader asks now: of one call, or of several lines that were pasted. */
export function questionChange(state: State, message: QuestionMessage): Change {
  const { asked } = state;
  switch (message.kind) {
    case 'ask': {
      const lines = straceLines(message.call);
      const [first = message.call] = lines;
      const notices = logNotices(message.call);
      const refused = lines.length > 1 ? lines.find(isSeenRefused) : undefined;
      // In a chapter, what is refused besides is not looked for.
      const trace = lines.length > 1 && state.mode === 'page' ? lines : undefined;
      return {
        asked: { ...asked, call: refused ?? first, roadsOf: undefined, trace },
        isLed: refused !== undefined,
        notices: lines.length > 1 && trace === undefined ? [ONE_CALL, ...notices] : notices,
      };
    }
    case 'ask-line':
      return { asked: { ...asked, call: message.call, roadsOf: undefined } };
    case 'ask-road': {
      const { call, roadsOf = call } = asked;
      return { asked: { ...asked, call: message.call, roadsOf: message.call === roadsOf ? undefined : roadsOf } };
    }
    case 'fix-question':
      return state.answer.question.call === asked.call
        ? { asked: { ...asked, call: applyEdits(asked.call, message.edits), roadsOf: undefined } }
        : {};
  }
}
