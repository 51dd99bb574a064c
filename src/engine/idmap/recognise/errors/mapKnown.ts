import type { Known } from '../../../messages/index.ts';
import { MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { CALL_READS } from './callReads.ts';
import { FILE_READS } from './fileReads.ts';
import { RANGE_READS } from './rangeReads.ts';

/** What the files of content/messages/ name: readers (`reads:`), where no pattern can tell, and facts for every text. */
export const mapKnown = (): Known => ({
  readers: { ...RANGE_READS, ...CALL_READS, ...FILE_READS },
  facts: {
    assignFreeRange: assignFreeRange(CURRENT_USER),
    unlisted: UNLISTED,
    migrateStops: MIGRATE_STOPS,
  },
});
