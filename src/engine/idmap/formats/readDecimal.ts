import { type Diagnostic, type SourceText, shorten, spanAt } from '../../text/index.ts';
import { NO_ID } from '../map/Extent.ts';

/** A stretch of the reader's text that should be a number. */
export interface NumberField {
  /** What the tool calls it: "hostID", "inside". */
  name: string;
  text: string;
  start: number;
}

/**
 * A number in plain decimal digits, as every tool here takes it, up to 4294967295; anything else is told with its place. What one tool takes
 * beyond that (hexadecimal, signs) is that tool's reader's to allow.
 */
export function readDecimal(
  source: SourceText,
  { name, text, start }: NumberField,
): { value: number | undefined; diagnostics: Diagnostic[] } {
  const span = spanAt(source, start, start + text.length);
  if (!/^[0-9]+$/.test(text)) {
    const found = text === '' ? 'nothing' : `"${shorten(text)}"`;
    return problem('format-number', `Found ${found} as ${name}; expected decimal digits.`, 'Write digits only.');
  }
  const value = Number(text);
  if (value > NO_ID) {
    return problem(
      'format-number-range',
      `Found ${shorten(text)} as ${name}; IDs are 32 bits wide.`,
      'IDs go from 0 to 4294967294.',
    );
  }
  return { value, diagnostics: [] };

  function problem(code: string, message: string, hint: string) {
    return { value: undefined, diagnostics: [{ code, severity: 'error' as const, message, hint, span }] };
  }
}
