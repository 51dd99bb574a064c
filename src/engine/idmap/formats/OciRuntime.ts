import { type JsonNode, memberOf, valuesOf } from '../../text/index.ts';
import type { IdKind } from '../map/Extent.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/** The program that reads the config.json, run by root. */
export interface OciRuntime {
  runtime: 'runc' | 'crun';
  versions?: Versions | undefined;
  /** The texts of /etc/subuid and /etc/subgid, as far as they are known: crun makes the maps that a config leaves out from root's lines. */
  subids?: Record<IdKind, string | undefined>;
}

/** Whether it reads JSON with json-c, which takes commas before a bracket, the last of two keys, and no number below zero; before, with yajl. */
export const usesJsonC = ({ runtime, versions }: Pick<OciRuntime, 'runtime' | 'versions'>): boolean =>
  runtime === 'crun' && since('crun', 'json-c', versions);

/**
 * A value of the config as the runtime's reader finds it. runc's (encoding/json) takes a key in any case and the last of two; crun's (libocispec's
 * get_val) takes that key alone, and a value of another kind than `kind` counts as missing.
 */
export function ociMember(
  of: Pick<OciRuntime, 'runtime' | 'versions'>,
  node: JsonNode | undefined,
  key: string,
  kind?: JsonNode['kind'],
): JsonNode | undefined {
  if (of.runtime === 'runc') return memberOf(node, key);
  const value = valuesOf(node, key).at(usesJsonC(of) ? -1 : 0);
  return kind === undefined || value?.kind === kind ? value : undefined;
}
