import type { Reader, Values } from '../../../messages/index.ts';
import { MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { CALL_READS } from './callReads.ts';
import { FILE_READS } from './fileReads.ts';
import { RANGE_READS } from './rangeReads.ts';

/** What every text of a message may name. */
export const MAP_FACTS: Values = {
  assignFreeRange: assignFreeRange(CURRENT_USER),
  unlisted: UNLISTED,
  migrateStops: MIGRATE_STOPS,
};

/** What the files of content/messages/ read by name (`reads:`), where no pattern can. */
export const MAP_READERS: Readonly<Record<string, Reader>> = { ...RANGE_READS, ...CALL_READS, ...FILE_READS };
