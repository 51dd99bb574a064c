import { compose, type IdKind, type IdMap, mapText as textOf } from '../../../engine/idmap/index.ts';
import { answerChecks } from '../answerChecks.ts';
import type { ChecksQuestion, ChecksReply } from '../Checks.ts';

/** A map as its lines stand, or the maps in sight, the host's first; neither where there is none. And who writes it. */
export interface MapInSight {
  text?: string;
  maps: readonly IdMap[];
  kind: IdKind;
  kernel: string | undefined;
}

/** What the checks say of a map; of several, one within the other, what they say of the way through all of them. */
export async function mapChecks({ subject, ...asked }: ChecksQuestion<MapInSight>): Promise<ChecksReply> {
  const { text, maps, kind, kernel } = subject;
  const [outer, ...inner] = maps;
  const mapText = text ?? (outer && textOf(inner.reduce(compose, outer)));
  if (mapText === undefined) return answerChecks('No map yet', asked);
  return answerChecks({ mapText, writer: { kind, ...(kernel !== undefined && { kernel }) } }, asked);
}
