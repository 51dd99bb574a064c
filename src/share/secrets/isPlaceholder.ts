/** What programs and people write in the place of a value. */
const NONE =
  /^(?:\W*|x{3,}|[[(<]?(?:redacted|masked|hidden|removed|omitted|sensitive)\b.*|true|false|yes|no|null|none|nil|undefined|required|optional|unset|set|0x[\da-f]+)$/i;

/** A variable, a template, a program’s format, or a name in angle brackets. */
const FILLED_LATER = /^(?:[$<`]|\{\{|%(?:[a-z+#(]|\w+%))/i;

/** A file that holds it. */
const PATH = /^(?:\.{1,2}\/|~\/|\/(?:app|dev|etc|home|mnt|opt|proc|root|run|secrets?|srv|tmp|usr|var)\/)/;

/** Whether what stands in a secret’s place is none: nothing, a mask, a variable, the file that holds it. */
export const isPlaceholder = (value: string): boolean =>
  NONE.test(value) || FILLED_LATER.test(value) || PATH.test(value);
