/** An option as a command takes it, within a text of code. */
export interface Option {
  option: string;
}

/** `--hostname` or `-xdev`, at most as long as a phone's row has room for. Caught, so that a text split at it keeps it. */
const OPTION = /(?<![\w-])(--?[A-Za-z][\w-]{0,23})(?![\w-])/;

/** A text of code cut at its options, each to be an element of its own: a browser breaks a line behind any hyphen, and only an element can tell it not to. */
export const optionParts = (value: string): (string | Option)[] =>
  value
    .split(OPTION)
    .map((part, at) => (at % 2 ? { option: part } : part))
    .filter(Boolean);
