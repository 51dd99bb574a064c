import type { JsonNode, JsonObject, JsonString, Problems } from '../../text/index.ts';
import { shorten } from '../../text/index.ts';
import { nearest } from './nearest.ts';

/** The keys that an object may have. */
export interface Keys {
  names: readonly string[];
  folded: ReadonlyMap<string, string>;
  /** Of a key that another program reads: what it does, and what to write here. */
  elsewhere: ReadonlyMap<string, string>;
  /** Those that Go holds by a pointer (a list: each of its items): null takes away what a key held. */
  pointers: readonly string[];
}

// @__NO_SIDE_EFFECTS__
export function keys(
  names: readonly string[],
  elsewhere: Readonly<Record<string, string>> = {},
  pointers: readonly string[] = [],
): Keys {
  return {
    names,
    pointers,
    folded: new Map(names.map((name) => [fold(name), name])),
    elsewhere: new Map(Object.entries(elsewhere)),
  };
}

/** The members of an object by the keys that are known of it. */
export type Members = ReadonlyMap<string, JsonNode>;

/**
 * Finds an object's members as Go's encoding/json does: a key counts in any case, of two the last wins (and two objects become one), unknown
 * ones are ignored; each of these is a problem told.
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
        `The key ${JSON.stringify(key.value)} is usually written "${name}".`,
        'Docker and runc read keys in upper and lower case; other programs may not.',
        JSON.stringify(name),
      );
    }
    const earlier = members.get(name);
    const held = earlier === undefined ? value : merge(earlier, value, name, known.pointers.includes(name));
    if (earlier !== undefined) {
      const hint = hintFor(earlier, value, held);
      problems.tell(key, 'warning', 'key-twice', `The key "${name}" appears a second time.`, hint);
    }
    members.set(name, held);
  }
  return members;
}

/** encoding/json, decode.go foldName: letters in any case, with the two signs outside ASCII that fold to k and s. */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's');
}

/** What a second value of a key does. */
function hintFor(earlier: JsonNode, value: JsonNode, held: JsonNode): string {
  if (earlier.kind === 'object' && value.kind === 'object')
    return 'Docker and runc merge both: a key in the last one replaces the same key in the first.';
  if (earlier.kind === 'array' && value.kind === 'array' && value.items.some(({ kind }) => kind === 'object'))
    return 'Docker and runc merge both, entry by entry: a key in the last one replaces the same key in the first.';
  return held === earlier ? 'Docker and runc use the first one.' : 'Docker and runc use the last one.';
}

/** What Go holds after it has decoded a second value into the place of a first: objects and lists keep what the second doesn't write. */
function merge(earlier: JsonNode, later: JsonNode, name: string, isPointer: boolean): JsonNode {
  if (earlier.kind === 'array' && later.kind === 'array' && later.items.length > 0) {
    const slots = earlier.slots ?? earlier.items;
    for (const [at, item] of later.items.entries()) {
      const old = slots[at];
      const held = old === undefined ? item : replace(old, item, isPointer);
      later.items[at] = held;
      slots[at] = held;
    }
    later.slots = slots;
    if (earlier.before !== undefined) later.before = earlier.before;
    return later;
  }
  // null empties a list.
  if (earlier.kind === 'array' || earlier.kind === 'object') return replace(earlier, later, true);
  // moby, KernelVersion.UnmarshalJSON: an empty one is not decoded.
  const isEmpty = name === 'minKernel' && later.kind === 'string' && later.value === '';
  return isEmpty && earlier.kind === 'string' ? earlier : replace(earlier, later, isPointer);
}

/** The same of what is no list, or stands in one, where Go takes no further list. null leaves a value as it is, and takes away what Go holds by a pointer. */
function replace(earlier: JsonNode, later: JsonNode, isPointer: boolean): JsonNode {
  if (later.kind === 'null' && !isPointer) return earlier;
  if (earlier.kind === 'object' && later.kind === 'object') {
    for (const member of later.members) earlier.members.push(member);
    return earlier;
  }
  later.before = earlier;
  return later;
}

function unknownKey(key: JsonString, present: ReadonlySet<string>, known: Keys, problems: Problems): void {
  const reader = known.elsewhere.get(key.value);
  const [meant] = reader === undefined ? nearest(key.value, known.names) : [];
  problems.tell(
    key,
    reader === undefined ? 'warning' : 'info',
    'key-unknown',
    `The key ${shorten(JSON.stringify(key.value))} is not known here.`,
    reader ??
      (meant === undefined
        ? `Docker and runc ignore it. The keys are ${known.names.join(', ')}.`
        : `Docker and runc ignore it. Write "${meant}".`),
    meant === undefined || present.has(fold(meant)) ? undefined : JSON.stringify(meant),
  );
}
