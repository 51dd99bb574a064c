/** A string, number or word of a JSON text, with the keys that lead to it; "[]" stands for an element of a list. */
export interface JsonScalar {
  /** As "HostConfig.IDMappings.UidMap[]". Only the last eight steps: deeper keys are never asked for. */
  path: string;
  value: string;
  /** Where the value stands, without its quotes. */
  start: number;
  end: number;
}

const DEEPEST = 8;

/**
 * Every scalar of a JSON text, in order, however broken the text is: a piece cut out of the middle, a trailing comma, a missing brace. What is
 * wrong with a file is its parser's to tell; this only looks things up.
 */
export function jsonScalars(text: string): JsonScalar[] {
  const scalars: JsonScalar[] = [];
  /** For each open brace or bracket, the step that led into it. */
  const steps: string[] = [];
  let key = '';
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '{') {
      steps.push(key);
      key = '';
      at += 1;
    } else if (character === '[') {
      steps.push(`${key}[]`);
      key = '';
      at += 1;
    } else if (character === '}' || character === ']') {
      steps.pop();
      key = '';
      at += 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      const value = unescaped(text.slice(at + 1, end));
      const after = skipBlanks(text, end + 1);
      if (text.charAt(after) === ':') {
        key = value;
        at = after + 1;
      } else {
        scalars.push({ path: pathOf(steps, key), value, start: at + 1, end });
        at = end + 1;
      }
    } else if (isWordCharacter(character)) {
      let end = at + 1;
      while (end < text.length && isWordCharacter(text.charAt(end))) end += 1;
      scalars.push({ path: pathOf(steps, key), value: text.slice(at, end), start: at, end });
      at = end;
    } else {
      if (character === ',') key = '';
      at += 1;
    }
  }
  return scalars;
}

function pathOf(steps: readonly string[], key: string): string {
  const last = steps.slice(-DEEPEST).filter((step) => step !== '');
  return (key === '' ? last : [...last, key]).join('.').replaceAll('.[]', '[]');
}

/** The offset of the closing quote, or of the end of the line: no JSON string goes on there. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"' || character === '\n') return at;
  }
  return text.length;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function isWordCharacter(character: string): boolean {
  return /[\w.+-]/.test(character);
}

/** Paths and names hardly ever hold an escape; a string that can't be read stays as written. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw;
  }
}
