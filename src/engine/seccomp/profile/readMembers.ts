import { nearest } from '../../linux/index.ts';
import { foldKey, type JsonNode, type JsonObject, type JsonString, type Problems, shorten } from '../../text/index.ts';
import { merge } from './goMerge.ts';

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
