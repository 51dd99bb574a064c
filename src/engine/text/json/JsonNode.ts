/** A JSON value with its place: UTF-16 offsets, `end` exclusive. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

interface Place {
  start: number;
  end: number;
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
  /** What was written is no number at all, and its digits are a 0 in its place. */
  unread?: true;
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

/** A key as encoding/json compares it (decode.go, foldName): in any case, with the two signs outside ASCII that fold to k and s. */
export function foldKey(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's');
}

/** An object's member of that key as Go takes it, the last of two; undefined for what is no object or lacks it. */
export function findMember(node: JsonNode | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  const folded = foldKey(key);
  // What folds to ASCII keeps its length, and an object may have a million keys.
  return node.members.findLast(({ key: { value } }) => value.length === key.length && foldKey(value) === folded);
}

/** The value of that member. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return findMember(node, key)?.value;
}

/** The values of an object's members of exactly that key, in order: C's libraries tell letters' cases apart. */
export function valuesOf(node: JsonNode | undefined, key: string): JsonNode[] {
  if (node?.kind !== 'object') return [];
  return node.members.filter((member) => member.key.value === key).map(({ value }) => value);
}
