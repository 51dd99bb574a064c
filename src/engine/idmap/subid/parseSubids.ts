import { type Diagnostic, error, type Parsed, type Span } from '../../text/index.ts';
import { LAST_ID } from '../map/Extent.ts';
import { fieldSpan, lineProblems, readSubidLines, type SubidField } from './readSubidLines.ts';

/** One line of /etc/subuid or /etc/subgid: `count` ids from `start` up, assigned to `owner`, a login name or a uid in digits (subuid(5)). */
export interface Subid {
  owner: string;
  start: number;
  count: number;
  span: Span;
}

/**
 * The ranges that an /etc/subuid or /etc/subgid text assigns, in order, and every problem of its lines. The value holds the lines that can be
 * read even where others can't: newuidmap skips what it can't read, and dockerd's stricter reading is `remapFromFile`'s.
 */
export function parseSubids(text: string): Parsed<Subid[]> {
  const value: Subid[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const line of readSubidLines(text)) {
    diagnostics.push(...lineProblems(line, '26.1', outOfRange));
    if (line.owner === undefined) continue;
    const [start, count] = [idOf(line.start), idOf(line.count)];
    if (start !== undefined && count !== undefined) value.push({ owner: line.owner, start, count, span: line.span });
  }
  return { value, diagnostics };
}

const isInRange = (value: bigint) => value >= 0n && value <= LAST_ID;

function idOf({ number }: SubidField): number | undefined {
  return !number.error && isInRange(number.value) ? Number(number.value) : undefined;
}

function outOfRange(field: SubidField, value: bigint) {
  if (isInRange(value)) return undefined;
  const message = `The ${field.name} is ${field.text}; IDs go from 0 to ${LAST_ID}.`;
  return error('subid-range', message, 'Choose a range below 4294967295.', fieldSpan(field));
}
