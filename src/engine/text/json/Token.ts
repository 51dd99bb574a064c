import { type Edit, shorten } from '../bytesText.ts';
import type { JsonLiteral, JsonNumber, JsonString } from './JsonNode.ts';

/** A piece of JSON text. `end` stands once, at the text's end. */
export type Token = Scalar | Mark;

export type Scalar = JsonString | JsonNumber | JsonLiteral;

export interface Mark {
  kind: '{' | '}' | '[' | ']' | ':' | ',' | 'end';
  start: number;
  end: number;
}

/** Tells at a place what is wrong and what to do next; `fix` is another text for the place, or edits. */
export type TellError = (
  place: { start: number; end: number },
  code: string,
  message: string,
  hint: string,
  fix?: string | Edit[],
) => void;

export type Closing = Mark & { kind: '}' | ']' };

export function isClosing(token: Token): token is Closing {
  return token.kind === '}' || token.kind === ']';
}

/** Whether the token is a value by itself. */
export function isScalar(token: Token): token is Scalar {
  return token.kind.length > 3;
}

/** The token as a message shows it. */
export function inWords(token: Token): string {
  switch (token.kind) {
    case ',':
      return 'a comma';
    case ':':
      return 'a colon';
    case 'end':
      return 'the end of the text';
    case 'string':
      return shorten(JSON.stringify(token.value));
    case 'number':
      return shorten(token.digits);
    default:
      return token.kind;
  }
}
