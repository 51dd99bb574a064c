/** A JSON value with its place in the text: UTF-16 offsets, `end` exclusive. */
export type JsonValue = JsonObject | JsonList | JsonString | JsonNumber | JsonWord;

interface Place {
  start: number;
  end: number;
}

export interface JsonObject extends Place {
  kind: 'object';
  members: JsonMember[];
}

export interface JsonMember {
  key: JsonString;
  value: JsonValue;
}

export interface JsonList extends Place {
  kind: 'list';
  items: JsonValue[];
}

export interface JsonString extends Place {
  kind: 'string';
  value: string;
}

/** A number as written, so that nothing of it is lost. */
export interface JsonNumber extends Place {
  kind: 'number';
  text: string;
}

/** true, false and null, and any bare word that stands where a value should: Python's None, a variable. */
export interface JsonWord extends Place {
  kind: 'word';
  text: string;
}

/** The last member of that name, whatever the case of its letters, as Go's encoding/json takes it. */
export function memberOf(value: JsonValue | undefined, name: string): JsonMember | undefined {
  if (value?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  return value.members.findLast(({ key }) => key.value.toLowerCase() === wanted);
}
