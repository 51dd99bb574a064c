import { type JsonNode, type JsonObject, memberOf } from '../../text/index.ts';

/** What `docker inspect` and `podman inspect` print of a container, as far as it counts here. */
export interface InspectedContainer {
  whole: JsonNode;
  hostConfig: JsonObject;
  /** How many containers the text has; the first is read. */
  count: number;
}

/** A container's `HostConfig`, alone or in the list that `docker inspect` prints; undefined for any other text. */
export function inspectedContainer(root: JsonNode | undefined): InspectedContainer | undefined {
  const containers = root?.kind === 'array' ? root.items : [root];
  const [whole] = containers;
  const hostConfig = memberOf(whole, 'HostConfig');
  return whole && hostConfig?.kind === 'object' ? { whole, hostConfig, count: containers.length } : undefined;
}
