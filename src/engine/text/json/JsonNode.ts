/** A JSON value with its place: UTF-16 offsets, `end` exclusive. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

interface Place {
  start: number;
  end: number;
  /** The value of the same key, or at the same place of a list, that this one has replaced. Go has decoded it too, and refuses the text for its type. */
  before?: JsonNode;
}

export interface JsonObject extends Place {
  kind: 'object';
  members: Member[];
  /** The text ends in it, so that what it lacks may have stood behind. */
  cut?: true;
}

export interface Member {
  key: JsonString;
  value: JsonNode;
}

export interface JsonArray extends Place {
  kind: 'array';
  items: JsonNode[];
  /** The items, and behind them those that an earlier, longer list of the same key had: Go decodes a third list into them. */
  slots?: JsonNode[];
  cut?: true;
}

export interface JsonString extends Place {
  kind: 'string';
  value: string;
  /** Its closing quote is missing. */
  open?: true;
  /** The text ends in it. */
  cut?: true;
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

/** What the value has replaced, newest first. */
export function* replacedBy(node: JsonNode | undefined): Iterable<JsonNode> {
  for (let earlier = node?.before; earlier !== undefined; earlier = earlier.before) yield earlier;
}

/** What an earlier, longer list had where the list has nothing. */
export function* leftBehind(node: JsonNode | undefined): Iterable<JsonNode> {
  const { items = [], slots = [] } = node?.kind === 'array' ? node : {};
  for (let at = items.length; at < slots.length; at++) {
    const item = slots[at];
    if (item !== undefined) yield item;
  }
}

/** The value's kind as a message says it: "an array". */
export function kindInWords(node: JsonNode): string {
  return IN_WORDS[node.kind];
}
