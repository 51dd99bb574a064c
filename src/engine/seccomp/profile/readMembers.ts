import type { JsonNode, JsonObject, JsonString } from './json/JsonNode.ts';
import { shorten } from './json/Token.ts';
import { nearest } from './nearest.ts';
import type { Problems } from './Problems.ts';

/** The keys that an object may have. */
export interface Keys {
  names: readonly string[];
  folded: ReadonlyMap<string, string>;
  /** Of a key that another program reads: what it does, and what to write here. */
  elsewhere: ReadonlyMap<string, string>;
}

// @__NO_SIDE_EFFECTS__
export function keys(names: readonly string[], elsewhere: Readonly<Record<string, string>> = {}): Keys {
  return {
    names,
    folded: new Map(names.map((name) => [fold(name), name])),
    elsewhere: new Map(Object.entries(elsewhere)),
  };
}

/** The members of an object by the keys that are known of it. */
export type Members = ReadonlyMap<string, JsonNode>;

/**
 * Finds an object's members as Go's encoding/json does: a key counts in any case, of two the last wins (and two objects become one), unknown
 * ones are passed over; each of these is a problem told.
 */
export function readMembers(node: JsonObject, known: Keys, problems: Problems): Members {
  const members = new Map<string, JsonNode>();
  let present: ReadonlySet<string> | undefined;
  for (const { key, value } of node.members) {
    const name = known.folded.get(fold(key.value));
    if (name === undefined) {
      present ??= new Set(node.members.map((member) => fold(member.key.value)));
      if (!problems.full) unknownKey(key, present, known, problems);
      continue;
    }
    if (name !== key.value) {
      problems.tell(
        key,
        'info',
        'key-case',
        `the key ${JSON.stringify(key.value)}`,
        `"${name}"`,
        'Docker and runc take it in any case; other programs may not.',
        JSON.stringify(name),
      );
    }
    const earlier = members.get(name);
    if (earlier !== undefined) {
      problems.tell(
        key,
        'warning',
        'key-twice',
        `"${name}" a second time`,
        'it once',
        'Docker and runc take the last one.',
      );
    }
    members.set(name, earlier === undefined ? value : merge(earlier, value, name));
  }
  return members;
}

/** encoding/json, decode.go foldName: letters in any case, with the two signs outside ASCII that fold to k and s. */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's');
}

/** What Go holds after it has decoded a second value into the place of a first: objects and lists keep what the second doesn't write. */
function merge(earlier: JsonNode, later: JsonNode, name: string): JsonNode {
  if (earlier.kind === 'object' && later.kind === 'object') {
    for (const member of later.members) earlier.members.push(member);
    return earlier;
  }
  if (earlier.kind === 'array' && later.kind === 'array') {
    for (const [at, item] of later.items.entries()) {
      const old = earlier.items[at];
      if (old !== undefined) later.items[at] = item.kind === 'null' ? old : merge(old, item, name);
    }
    return later;
  }
  // null leaves a value as it is, and empties a list or what Go holds by a pointer.
  const isPlain = earlier.kind === 'string' || (earlier.kind === 'number' && !name.endsWith('rrnoRet'));
  return later.kind === 'null' && isPlain ? earlier : later;
}

function unknownKey(key: JsonString, present: ReadonlySet<string>, known: Keys, problems: Problems): void {
  const reader = known.elsewhere.get(key.value);
  const [meant] = reader === undefined ? nearest(key.value, known.names) : [];
  problems.tell(
    key,
    reader === undefined ? 'warning' : 'info',
    'key-unknown',
    `the key ${shorten(JSON.stringify(key.value))}`,
    `one of ${known.names.join(', ')}`,
    reader ?? `It is passed over.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    meant === undefined || present.has(fold(meant)) ? undefined : JSON.stringify(meant),
  );
}
