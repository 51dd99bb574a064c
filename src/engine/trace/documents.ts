import { type JsonNode, problemsOf, readJson, sourceText } from '../text/index.ts';
import { beginsYaml, goesOnAsYaml } from './formats/yamlCalls.ts';
import type { Line } from './LineReader.ts';
import { plainObject } from './plainObject.ts';

/** An object that takes several lines, or one. */
export interface Document {
  kind: 'json' | 'yaml';
  lines: readonly Line[];
  /** Takes a further line; false where it ends before. */
  take(line: Line): boolean;
  /** Whether it ended with its last line. */
  isWhole(): boolean;
  text(): string;
  /** Its JSON, where it is JSON without an error: of an event, each value has the place of the whole. */
  json(): JsonNode | undefined;
}

/** A list of a line that begins so is no time in brackets, no process and no list of flags. */
const JSON_BEGINS = /^\s*(?:\{|\[\s*(?:$|["{[\]]))/;
/** What is longer is read line by line; a line that is, not at all. */
export const LONGEST = 4_000_000;
/** An object of more lines is read line by line as well. */
const MOST_LINES = 200_000;
/** And one of more values, each of which takes 300 bytes. */
const MOST_VALUES = 400_000;

/** The object that begins in a line; undefined where none does. */
export function documentAt(line: Line): Document | undefined {
  if (JSON_BEGINS.test(line.text)) return jsonDocument(line);
  return beginsYaml(line.text) ? yamlDocument(line) : undefined;
}

function jsonDocument(first: Line): Document {
  const alone = plainObject(first.text);
  if (alone !== undefined)
    return {
      kind: 'json',
      lines: [first],
      take: () => false,
      isWhole: () => true,
      text: () => first.text,
      json: () => alone,
    };
  const lines: Line[] = [];
  let size = 0;
  let depth = 0;
  let isOpen = false;
  const take = (line: Line) => {
    if (size > LONGEST || lines.length >= MOST_LINES) return false;
    lines.push(line);
    size += line.text.length;
    for (const sign of line.text.matchAll(/\\.|["{}[\]]/g)) {
      if (sign[0] === '"') isOpen = !isOpen;
      else if (!isOpen && !sign[0].startsWith('\\')) depth += '{['.includes(sign[0]) ? 1 : -1;
    }
    // No string of JSON goes over the end of a line.
    isOpen = false;
    return true;
  };
  take(first);
  const text = () => textOf(lines);
  const json = () => {
    const all = text();
    return (lines.length > 1 ? plainObject(all) : undefined) ?? jsonOf(all);
  };
  return { kind: 'json', lines, take, isWhole: () => depth <= 0, text, json };
}

function yamlDocument(first: Line): Document {
  const lines: Line[] = [first];
  let size = 0;
  const take = (line: Line) => {
    if (size > LONGEST || lines.length >= MOST_LINES || /^---\s*$/.test(line.text) || !goesOnAsYaml(line.text))
      return false;
    lines.push(line);
    size += line.text.length;
    return true;
  };
  return { kind: 'yaml', lines, take, isWhole: () => false, text: () => textOf(lines), json: () => undefined };
}

/** The lines at their places, with blanks for what they lack before the next. */
function textOf(lines: readonly Line[]): string {
  let text = '';
  const from = lines[0]?.start ?? 0;
  for (const { text: own, start } of lines) {
    if (text !== '') text += '\n'.padStart(start - from - text.length, ' ');
    text += own;
  }
  return text;
}

function jsonOf(text: string): JsonNode | undefined {
  if (separatorsIn(text) > MOST_VALUES) return undefined;
  const problems = problemsOf(sourceText(text), 1);
  const root = readJson(problems.source, problems);
  return problems.list().length === 0 ? root : undefined;
}

/** At least as many as there are values in a text of JSON, but for one. */
function separatorsIn(text: string): number {
  let count = 0;
  for (const sign of [',', ':'])
    for (let at = text.indexOf(sign); at !== -1 && count <= MOST_VALUES; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}
