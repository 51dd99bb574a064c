import { isLoggedKill, isSeenRefused, straceLines } from '../../engine/seccomp/index.ts';
import { applyEdits, type Diagnostic } from '../../engine/text/index.ts';
import type { Change } from './Change.ts';
import type { Message, State } from './State.ts';

const ONE_CALL: Diagnostic = {
  code: 'ask-lines',
  severity: 'info',
  message: 'Several lines were pasted.',
  hint: 'The answer is for the first refused call or, if none was refused, the first line.',
};

const KILLED: Diagnostic = {
  code: 'ask-killed',
  severity: 'info',
  message: 'The log says that a filter killed the program at this call.',
  hint: 'If the answer is another one, the program ran under another profile.',
};

/** What the reader asks now: of one call, or of several lines that were pasted. */
export function questionChange(
  state: State,
  message: Extract<Message, { kind: 'ask' | 'ask-line' | 'ask-road' | 'mend-ask' }>,
): Change {
  switch (message.kind) {
    case 'ask': {
      const lines = straceLines(message.call);
      const [first = message.call] = lines;
      const killed = isLoggedKill(message.call) ? [KILLED] : [];
      if (lines.length < 2) return { call: first, roadsOf: undefined, trace: undefined, notices: killed };
      const refused = lines.find(isSeenRefused);
      const asked = { call: refused ?? first, roadsOf: undefined };
      // In a chapter, what is refused besides is not looked for.
      return state.mode === 'page'
        ? { ...asked, trace: { lines, isLed: refused !== undefined }, notices: killed }
        : { ...asked, notices: [ONE_CALL, ...killed] };
    }
    case 'ask-line':
      return { call: message.call, roadsOf: undefined };
    case 'ask-road': {
      const { call, roadsOf = call } = state;
      return { call: message.call, roadsOf: message.call === roadsOf ? undefined : roadsOf };
    }
    case 'mend-ask':
      return state.answer.question.call === state.call
        ? { call: applyEdits(state.call, message.edits), roadsOf: undefined }
        : {};
  }
}
