import { ARROW, COMMENT } from './lineWords.ts';

/** What ends a name on a line of checks, or the line itself: `.` in the pattern that reads the name (`readAsked`) stops at each of the last four. */
const ENDS_NAME = new RegExp(`${ARROW.source}|${COMMENT}|[\\n\\r\\u2028\\u2029]`);

/**
 * The check that a trace passes, by the name of its file. Undefined where no line of checks can name the file: the name is empty, has an arrow, `#` or a line
 * end, or begins or ends with white space.
 */
export function traceCheck(name: string): string | undefined {
  const isNameable = name !== '' && name === name.trim() && !ENDS_NAME.test(name);
  return isNameable ? `trace ${name} -> passes` : undefined;
}
