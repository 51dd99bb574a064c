// The door: a message’s row in content/messages/ -> what is told of a text that has the message.

export type {
  Cause,
  ErrorEntry,
  ErrorFacts,
  Explained,
  Explanation,
  Layer,
  MessageSource,
  NextStep,
} from './Explained.ts';
export { entryOf, type Known, type Reader, type Values } from './entryOf.ts';
export {
  between,
  LONGEST_MESSAGE,
  type Message,
  numberAfter,
  numbersIn,
  quotedPath,
  readMessage,
  unquoted,
} from './Message.ts';
export type { MessageRow, MessageTable } from './Row.ts';
export { inEnglish } from './strerror.ts';
