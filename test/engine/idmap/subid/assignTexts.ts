import {
  assignFreeRange,
  assignUnlessTaken,
  printFreeStart,
} from '../../../../src/engine/idmap/subid/assignCommands.ts';

/** The commands that test/oracle/idmap/record_free_ranges.py runs, by the names that it has. */
export const ASSIGN_TEXTS = {
  assign: assignFreeRange('ann'),
  'assign-more': assignFreeRange('ann', 131072),
  print: printFreeStart(),
  'unless-taken': assignUnlessTaken('ann', 'uid', 524288, 65536),
  'unless-taken-groups': assignUnlessTaken('ann', 'gid', 524288, 65536),
};
