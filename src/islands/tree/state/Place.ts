/** One place of a decision tree as the island needs it: a question, or a cause at which a way ends. What stands there is in the page already. */
export interface Place {
  /** The anchor of its section. */
  id: string;
  /** What is asked, or the cause. */
  words: string;
  isCause: boolean;
  /** The place before it, and the answer that leads from there to here; the first question has neither. */
  from?: string;
  answer?: string;
  /** The answer in a word, for the picture. */
  short?: string;
}
