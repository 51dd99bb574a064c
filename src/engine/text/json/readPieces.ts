import { type Parsed, type Problems, problemsOf, type SourceText, sourceText } from '../bytesText.ts';
import type { JsonNode, JsonString, Member } from './JsonNode.ts';
import { readJson } from './readJson.ts';
import { isClosing } from './Token.ts';

/** More problems of a piece of JSON help nobody. */
const MOST = 100;

/**
 * Reads JSON, whole or cut out of a file, such as `"uidMappings": [ ... ],` without the braces around it: what members there are as one object, then
 * each further value.
 */
export function readPieces(source: SourceText, problems: Problems): JsonNode[] {
  const members: Member[] = [];
  const values: JsonNode[] = [];
  /** The last string outside every bracket, while it may be the key of what follows; `isKey` once a colon has followed it. */
  let last: JsonString | undefined;
  let isKey = false;
  const settle = () => {
    if (last !== undefined && !isKey) values.push(last);
    last = undefined;
    isKey = false;
  };

  readJson(source, problems, {
    take(token, error) {
      if (isClosing(token)) error(token, 'json-bracket', `${token.kind} closes nothing.`, 'Remove it.', '');
      else if (token.kind === ',') settle();
      else if (token.kind === ':') {
        if (last !== undefined && !isKey) isKey = true;
        else error(token, 'json-colon', 'Found a colon, expected a value.', 'Remove it.', '');
      } else if (token.kind === 'string' && !isKey) {
        settle();
        last = token;
      } else return false;
      return true;
    },
    put(node) {
      if (last !== undefined && isKey) members.push({ key: last, value: node });
      else {
        settle();
        values.push(node);
      }
      last = undefined;
      isKey = false;
    },
  });
  settle();
  return members.length === 0 ? values : [{ kind: 'object', start: 0, end: source.text.length, members }, ...values];
}

/** The first object or list of such a text, or else its first value, with all problems. */
export function parsePieces(text: string): Parsed<JsonNode> {
  const problems = problemsOf(sourceText(text), MOST);
  const pieces = readPieces(problems.source, problems);
  const value = pieces.find(({ kind }) => kind === 'object' || kind === 'array') ?? pieces[0];
  return { value, diagnostics: problems.list() };
}
