// The door: a message’s row in content/messages/ -> what is told of a text that has the message.

export { entryOf, type Known, type Reader, type Values } from './entryOf.ts';
export type {
  Cause,
  ErrorEntry,
  Explained,
  Layer,
  MessageRow,
  MessageSource,
  MessageTable,
  NextStep,
  OtherMessages,
} from './Row.ts';
export {
  between,
  inEnglish,
  LONGEST_MESSAGE,
  type Message,
  numberAfter,
  numbersIn,
  quotedPath,
  readMessage,
  unquoted,
} from './Row.ts';
