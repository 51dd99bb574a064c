import type { JsonArray, JsonNode } from '../../text/index.ts';

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
export function merge(earlier: JsonNode, later: JsonNode, name: string, isPointer: boolean): JsonNode {
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
