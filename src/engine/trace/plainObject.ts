import { foldKey, type JsonNode, type JsonObject, type Member } from '../text/index.ts';

/** An event, or an entry of a journal, takes less (journalctl prints null for a field of more than 4096 bytes, unless it is told to print all). */
const LONGEST = 100_000;
const DEEPEST = 8;
/** What jsonCalls tells each with its own place stands in these: names in a list, entries of a map. */
const PLACED = /^(?:syscalls|spec|items|data)$/iu;
/** A member's number that JSON.parse does not keep as it is written: `-0`, `8.0`, `8e1`. */
const RESPELT = /"\s*:\s*(?:-0|-?\d+[.eE])/;
/** Of such names, no two differ by case alone. */
const IN_ONE_CASE = /^(?:[A-Z\d_.\n]*|[a-z\d_.\n]*)$/;

interface Place {
  start: number;
  end: number;
}

/**
 * The object that a text of JSON is, by JSON.parse, which takes a fraction of the time of the reader that goes on after a problem: each of its values has
 * the place of the whole. Undefined where readJson would tell more or something else: for what is no object, has a problem, names that differ by case
 * alone or values whose own places are told, and for what is large or deep.
 */
export function plainObject(text: string): JsonObject | undefined {
  const end = text.trimEnd().length;
  if (end > LONGEST || text[end - 1] !== '}' || RESPELT.test(text)) return undefined;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Object.keys(value).some((name) => PLACED.test(name)))
    return undefined;
  return objectOf(value, { start: text.indexOf('{'), end }, 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nodeOf(value: unknown, place: Place, depth: number): JsonNode | undefined {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', ...place, value };
    case 'number':
      return { kind: 'number', ...place, digits: String(value) };
    case 'boolean':
      return { kind: value ? 'true' : 'false', ...place };
    case 'object':
      if (depth > DEEPEST) return undefined;
      if (value === null) return { kind: 'null', ...place };
      return Array.isArray(value) ? arrayOf(value, place, depth) : objectOf(value, place, depth);
    default:
      return undefined;
  }
}

function arrayOf(values: readonly unknown[], place: Place, depth: number): JsonNode | undefined {
  const items: JsonNode[] = [];
  for (const value of values) {
    const item = nodeOf(value, place, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'array', ...place, items };
}

function objectOf(value: object, place: Place, depth: number): JsonObject | undefined {
  const members: Member[] = [];
  for (const [name, each] of Object.entries(value)) {
    const node = nodeOf(each, place, depth + 1);
    if (node === undefined) return undefined;
    members.push({ key: { kind: 'string', ...place, value: name }, value: node });
  }
  return isEachOnce(Object.keys(value)) ? { kind: 'object', ...place, members } : undefined;
}

/** Whether no two names are one to `memberOf`. An object of a journal has thirty, each in capitals. */
function isEachOnce(names: readonly string[]): boolean {
  const all = names.join('\n');
  return IN_ONE_CASE.test(all) || new Set(names.map(foldKey)).size === names.length;
}
