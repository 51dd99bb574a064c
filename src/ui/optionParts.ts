/** An option as a command takes it, within a text of code. */
export interface Option {
  option: string;
}

/** `--hostname` or `-xdev`, at most as long as a phone's row has room for. */
const OPTION = /(?<![\w-])--?[A-Za-z][\w-]{0,23}(?![\w-])/g;

/** A text of code cut at its options, each to be an element of its own: a browser breaks a line behind any hyphen, and only an element can tell it not to. */
export function optionParts(value: string): (string | Option)[] {
  const parts: (string | Option)[] = [];
  let done = 0;
  for (const { 0: option, index } of value.matchAll(OPTION)) {
    if (index > done) parts.push(value.slice(done, index));
    parts.push({ option });
    done = index + option.length;
  }
  if (done < value.length) parts.push(value.slice(done));
  return parts;
}
