import type { Arch } from '../../../engine/linux/index.ts';
import type { Filter, SurveyRow } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type CallSurvey, type CellAnswer, type Count, countTones, type SurveyedCell } from '../state/CallSurvey.ts';
import { writtenNumber } from '../state/target.ts';
import type { ResolvedText } from './ask.ts';
import { asWritten } from './outcomes.ts';

/** All answers of a filter as the table shows them. */
export function surveyCalls({ filter, survey }: ResolvedText, placesHold: boolean): CallSurvey {
  const abis = filter.architectures;
  const byName = new Map<string, (SurveyedCell | undefined)[]>();
  const known = new Map<string, CellAnswer>();
  for (const [index, arch] of abis.entries()) {
    for (const row of survey(arch)) {
      const cells = byName.get(row.name) ?? new Array<undefined>(abis.length).fill(undefined);
      cells[index] = {
        number: writtenNumber(arch, row.syscall),
        answer: shared(known, cellAnswer(row, arch, filter, placesHold)),
      };
      byName.set(row.name, cells);
    }
  }
  const calls = [...byName].map(([name, cells]) => ({ name, cells }));
  return { abis, calls: calls.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** One object for equal answers: hundreds of calls then cross from the worker as few. */
function shared(known: Map<string, CellAnswer>, answer: CellAnswer): CellAnswer {
  const key = `${answer.tone} ${answer.word} ${answer.why}`;
  const first = known.get(key);
  if (first === undefined) known.set(key, answer);
  return first ?? answer;
}

function cellAnswer(row: SurveyRow, arch: Arch, filter: Filter, placesHold: boolean): CellAnswer {
  const words = new Set(row.outcomes.map((verdict) => actionWords(verdict, arch).word));
  const [word = ''] = words;
  return { tone: toneOf(row), word: words.size === 1 ? word : 'depends', why: placesHold ? whyOf(row, filter) : '' };
}

function whyOf({ outcomes }: SurveyRow, filter: Filter): string {
  const reasons = asWritten(outcomes).flatMap((verdicts) => verdicts.map((verdict) => shortReason(verdict, filter)));
  return [...new Set(reasons)].join('; ');
}

/** A call that a tracer or a supervisor decides about depends as well, though the profile never allows it. */
function toneOf({ summary, outcomes }: SurveyRow): Tone {
  return summary === 'deny' && outcomes.some((verdict) => actionWords(verdict).tone === 'depends')
    ? 'depends'
    : summary;
}

/** How many calls of an ABI get each verdict. */
export const countsOf = (rows: readonly SurveyRow[]): readonly Count[] => countTones(rows.map(toneOf));
