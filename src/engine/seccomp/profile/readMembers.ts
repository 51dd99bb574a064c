import { nearest } from '../../linux/index.ts';
import {
  foldKey,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonString,
  type Problems,
  shorten,
} from '../../text/index.ts';

/** The value of the same key, or at the same place of a list, that a value has replaced. */
const replaced = new WeakMap<JsonNode, JsonNode>();

/** A list's items, and behind them those that an earlier, longer list of the same key had: Go decodes a third list into them. */
const slotsOf = new WeakMap<JsonArray, JsonNode[]>();

/** What the value has replaced, newest first. Go has decoded each too, and refuses the text for its type. */
export function* replacedBy(node: JsonNode | undefined): Iterable<JsonNode> {
  for (let earlier = node && replaced.get(node); earlier !== undefined; earlier = replaced.get(earlier)) yield earlier;
}

/** What an earlier, longer list had where the list has nothing. */
export function leftBehind(node: JsonNode | undefined): JsonNode[] {
  return node?.kind === 'array' ? (slotsOf.get(node) ?? []).slice(node.items.length) : [];
}

/**
 * What Go holds after it has decoded a second value into the place of a first: objects and lists keep what the second doesn't write. `isPointer`: Go
 * holds the key (of a list: each item) by a pointer.
 */
function merge(earlier: JsonNode, later: JsonNode, name: string, isPointer: boolean): JsonNode {
  if (earlier.kind === 'array' && later.kind === 'array' && later.items.length > 0) {
    const slots = slotsOf.get(earlier) ?? earlier.items;
    for (const [at, item] of later.items.entries()) {
      const old = slots[at];
      const held = old === undefined ? item : replace(old, item, isPointer);
      later.items[at] = held;
      slots[at] = held;
    }
    slotsOf.set(later, slots);
    const before = replaced.get(earlier);
    if (before !== undefined) replaced.set(later, before);
    return later;
  }
  // null empties a list.
  if (earlier.kind === 'array') return replace(earlier, later, true);
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
  replaced.set(later, earlier);
  return later;
}

/** The keys that an object may have. */
interface Keys {
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
    folded: new Map(names.map((name) => [foldKey(name), name])),
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
    const name = known.folded.get(foldKey(key.value));
    if (name === undefined) {
      present ??= new Set(node.members.map((member) => foldKey(member.key.value)));
      if (!problems.full) unknownKey(key, present, known, problems);
      continue;
    }
    if (name !== key.value) {
      const message = `The key ${JSON.stringify(key.value)} is usually written "${name}".`;
      const hint = 'Docker and runc read keys in upper and lower case; other programs may not.';
      problems.tell(key, 'info', 'key-case', message, hint, JSON.stringify(name));
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

/** What a second value of a key does. */
function hintFor(earlier: JsonNode, value: JsonNode, held: JsonNode): string {
  if (earlier.kind === 'object' && value.kind === 'object')
    return 'Docker and runc merge both: a key in the last one replaces the same key in the first.';
  if (earlier.kind === 'array' && value.kind === 'array' && value.items.some(({ kind }) => kind === 'object'))
    return 'Docker and runc merge both, entry by entry: a key in the last one replaces the same key in the first.';
  return held === earlier ? 'Docker and runc use the first one.' : 'Docker and runc use the last one.';
}

function unknownKey(key: JsonString, present: ReadonlySet<string>, known: Keys, problems: Problems): void {
  const reader = known.elsewhere.get(key.value);
  const [meant] = reader === undefined ? nearest(key.value, known.names) : [];
  const message = `The key ${shorten(JSON.stringify(key.value))} is not known here.`;
  const hint =
    reader ??
    (meant === undefined
      ? `Docker and runc ignore it. The keys are ${known.names.join(', ')}.`
      : `Docker and runc ignore it. Write "${meant}".`);
  problems.tell(
    key,
    reader === undefined ? 'warning' : 'info',
    'key-unknown',
    message,
    hint,
    meant === undefined || present.has(foldKey(meant)) ? undefined : JSON.stringify(meant),
  );
}
