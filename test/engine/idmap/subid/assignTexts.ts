import {
  assignFreeRange,
  assignUnlessTaken,
  printFreeStart,
} from '../../../../src/engine/idmap/subid/assignCommands.ts';
import { shellWord } from '../../../../src/engine/text/index.ts';

const ANN = shellWord('ann');
const NINA = shellWord('LAB\\nina');

/** The commands that test/oracle/idmap/record_free_ranges.py runs, by the names that it has. */
export const ASSIGN_TEXTS = {
  assign: assignFreeRange(ANN),
  'assign-domain': assignFreeRange(NINA),
  'assign-more': assignFreeRange(ANN, 131072),
  print: printFreeStart(),
  'unless-taken': assignUnlessTaken(ANN, 'uid', 524288, 65536),
  'unless-taken-groups': assignUnlessTaken(ANN, 'gid', 524288, 65536),
};
