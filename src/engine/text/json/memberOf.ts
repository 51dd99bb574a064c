import type { JsonNode } from './JsonNode.ts';

/** The value of an object's key, the last of two; undefined for what is no object or lacks it. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.key.value === key)?.value : undefined;
}
