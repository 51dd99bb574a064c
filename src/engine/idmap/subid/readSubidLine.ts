import { type Diagnostic, type SourceText, type Span, shorten, spanAt } from '../../text/index.ts';
import { LAST_ID } from '../map/Extent.ts';
import { trimAsGo } from './trimAsGo.ts';

/** One line of /etc/subuid that is neither blank nor a comment, as far as it could be read. */
export interface SubidLine {
  span: Span;
  /** Undefined where the line doesn't have three fields. */
  owner: string | undefined;
  start: number | undefined;
  count: number | undefined;
  diagnostics: Diagnostic[];
}

/**
 * Reads the line from `start` to `end` as dockerd does: white space around it goes, blank lines and lines that begin with "#" count for nothing
 * (undefined), the rest is three fields between colons (pkg/idtools, parseSubidFile, Docker 26.1.5). Where newuidmap reads a field otherwise
 * (shadow 4.17.4, lib/subordinateio.c, subordinate_parse), a diagnostic says so.
 */
export function readSubidLine(source: SourceText, start: number, end: number): SubidLine | undefined {
  const whole = source.text.slice(start, end);
  const text = trimAsGo(whole);
  if (text === '' || text.startsWith('#')) return undefined;
  const textStart = start + whole.indexOf(text);
  const span = spanAt(source, textStart, textStart + text.length);

  const fields = text.split(':', 4);
  const [owner = '', startText = '', countText = ''] = fields;
  if (fields.length !== 3) {
    const found = ['no colon', 'two fields', '', 'more than three fields'][fields.length - 1];
    return {
      span,
      owner: undefined,
      start: undefined,
      count: undefined,
      diagnostics: [
        {
          code: 'subid-fields',
          severity: 'error',
          message: `The line has ${found}; it must be owner:start:count.`,
          hint: 'dockerd stops at such a line, whoever it is for; newuidmap skips it.',
          span,
        },
      ],
    };
  }

  const diagnostics: Diagnostic[] = [];
  if (owner === '') {
    diagnostics.push({
      code: 'subid-owner',
      severity: 'warning',
      message: 'No owner before the first colon, so these IDs are assigned to no one.',
      hint: 'Write a login name or a UID first.',
      span,
    });
  }
  const startAt = textStart + owner.length + 1;
  const countAt = startAt + startText.length + 1;
  const startField = readNumber('start', startText, spanAt(source, startAt, startAt + startText.length));
  const countField = readNumber('count', countText, spanAt(source, countAt, countAt + countText.length));
  diagnostics.push(...startField.diagnostics, ...countField.diagnostics);
  return { span, owner, start: startField.value, count: countField.value, diagnostics };
}

function readNumber(name: string, text: string, span: Span): { value: number | undefined; diagnostics: Diagnostic[] } {
  const problem = (code: string, severity: Diagnostic['severity'], message: string, hint: string): Diagnostic => ({
    code,
    severity,
    message,
    hint,
    span,
  });
  if (!/^[+-]?[0-9]+$/.test(text)) {
    const found = text === '' ? 'nothing' : `"${shorten(text)}"`;
    return {
      value: undefined,
      diagnostics: [
        problem(
          'subid-number',
          'error',
          `Found ${found} as ${name}; expected decimal digits.`,
          'dockerd stops at this line when its user owns it.',
        ),
      ],
    };
  }
  const value = Number(text);
  if (value < 0 || value > LAST_ID) {
    return {
      value: undefined,
      diagnostics: [
        problem(
          'subid-range',
          'error',
          `The ${name} is ${text}; IDs go from 0 to ${LAST_ID}.`,
          'Choose a range below 4294967295.',
        ),
      ],
    };
  }
  const octal = /^[+]?0[0-9]/.test(text);
  return {
    value,
    diagnostics: octal
      ? [
          problem(
            'subid-leading-zero',
            'warning',
            `dockerd reads ${text} as ${value}; newuidmap reads a leading 0 as octal.`,
            `Write ${value}.`,
          ),
        ]
      : [],
  };
}
