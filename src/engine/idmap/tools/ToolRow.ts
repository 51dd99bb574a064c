import type { RemedyMaker } from '../advise/remedy/files.ts';
import type { Place } from '../solve/configs/PlanConfig.ts';

/** What to do with one tool; its facts are in content/data/tools.json. */
export interface ToolRow {
  /** How it is configured. Nothing makes a bare map. */
  configs: readonly Place[];
  /** What helps where the id has a mapping, or is the host's: the smallest change first. */
  forFiles: readonly RemedyMaker[];
  /** What helps where an id inside has no mapping. */
  forUnmapped: readonly RemedyMaker[];
}
