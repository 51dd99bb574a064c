import type { Dispatch, Message } from '../state/Message.ts';
import type { View } from '../words/select.ts';

/** The verdict, what is said of a pasted trace, how to use the profile, the findings, or all that is answered of the question. */
export type AnswerPart = 'verdict' | 'trace' | 'use' | 'findings' | 'answer';

/** What every panel of the checker is given. */
export interface Panel {
  view: View;
  /** That of the instrument: the ids of its elements begin with it. */
  id: string;
  /** The profile's text field. */
  fieldId: string;
  /** On the instrument's own page; in a chapter it shows less, and as there may be several, no part of it is a landmark. */
  isPage: boolean;
  dispatch: Dispatch;
  /** Does what brings another answer, and brings that part of it into sight. */
  act: (message: Message, part: AnswerPart) => void;
  showAnswer: () => void;
}
