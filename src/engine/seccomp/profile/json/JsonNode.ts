/** A JSON value with its place: UTF-16 offsets, `end` exclusive. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

interface Place {
  start: number;
  end: number;
}

export interface JsonObject extends Place {
  kind: 'object';
  members: Member[];
}

export interface Member {
  key: JsonString;
  value: JsonNode;
}

export interface JsonArray extends Place {
  kind: 'array';
  items: JsonNode[];
}

export interface JsonString extends Place {
  kind: 'string';
  value: string;
  /** Its closing quote is missing. */
  open?: true;
}

/** A number as its digits, so that 64 bits stay exact. */
export interface JsonNumber extends Place {
  kind: 'number';
  digits: string;
}

export interface JsonLiteral extends Place {
  kind: 'true' | 'false' | 'null';
}

const IN_WORDS: Record<JsonNode['kind'], string> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  true: 'true',
  false: 'false',
  null: 'null',
};

/** The value's kind as a message says it: "an array". */
export function kindInWords(node: JsonNode): string {
  return IN_WORDS[node.kind];
}
