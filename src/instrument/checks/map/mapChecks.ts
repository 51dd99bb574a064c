import { compose, type IdKind, parseIdMap, type Writer, writeUidMap } from '../../../engine/idmap/index.ts';
import { answerChecks } from '../answerChecks.ts';
import type { ChecksQuestion, ChecksReply } from '../Checks.ts';

/** The maps in sight, the host's first; none where there is no map. And who writes them. */
export interface MapInSight {
  maps: readonly string[];
  kind: IdKind;
  kernel: string | undefined;
}

/** What the checks say of a map; of several, one within the other, what they say of the way through all of them. */
export async function mapChecks({ subject, ...asked }: ChecksQuestion<MapInSight>): Promise<ChecksReply> {
  const { maps, kind, kernel } = subject;
  const writer: Writer = { kind, ...(kernel !== undefined && { kernel }) };
  const [outer, ...inner] = maps;
  if (outer === undefined) return answerChecks('No map yet', asked);
  const through = inner.reduce(
    (whole, map) => compose(whole, parseIdMap(map).value ?? []),
    parseIdMap(outer).value ?? [],
  );
  return answerChecks({ mapText: inner.length === 0 ? outer : writeUidMap(through), writer }, asked);
}
