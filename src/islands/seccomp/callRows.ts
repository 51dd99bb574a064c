import type { Arch } from '../../engine/linux/index.ts';
import type { Filter, SurveyRow } from '../../engine/seccomp/index.ts';
import type { Shown } from '../../share/seccompLink.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { actionWords } from './actionWords.ts';
import type { Answering } from './compute.ts';
import { asWritten } from './outcomes.ts';
import { shortReason } from './reasonWords.ts';
import { abiLabel } from './target.ts';

/** One call in the table. `cells` has one entry per ABI, undefined where the ABI has no call of that name. */
export interface CallRow {
  name: string;
  /** The question that asks for it. */
  call: string;
  cells: readonly ({ tone: Tone; word: string } | undefined)[];
  why: string;
}

/** How many calls get each verdict, in the words of the filter's choices. */
export interface Count {
  shown: Shown;
  label: string;
  count: number;
}

export interface CallRows {
  abis: readonly { arch: Arch; label: string }[];
  /** The ABI whose calls are listed and counted. */
  on: Arch;
  counts: readonly Count[];
  rows: readonly CallRow[];
}

/** The table's own choices. */
export interface TableChoice {
  on: Arch | undefined;
  show: Shown;
  find: string;
}

/** Every call of one ABI with its verdicts on all ABIs of the filter; counts are of the whole ABI, rows of what was asked for. */
export function callRows({ filter, surveys }: Answering, choice: TableChoice): CallRows {
  const native = filter.target.arch;
  const on = choice.on && surveys.has(choice.on) ? choice.on : native;
  const all = surveys.get(on) ?? [];
  const byName = filter.architectures.map(
    (arch) => new Map((surveys.get(arch) ?? []).map((row): [string, SurveyRow] => [row.name, row])),
  );
  const shown = all.filter((row) => isShown(row, choice));
  return {
    abis: filter.architectures.map((arch) => ({ arch, label: abiLabel(arch) })),
    on,
    counts: countsOf(all),
    rows: shown.map((row) => ({
      name: row.name,
      call: on === native ? row.name : `${abiLabel(on)}: ${row.name}`,
      cells: byName.map((rows) => cellOf(rows.get(row.name))),
      why: whyOf(row, filter),
    })),
  };
}

/** How many calls of the ABI get each verdict: "312 allowed", "6 depend", "55 refused". */
export function countsOf(rows: readonly SurveyRow[]): readonly Count[] {
  const count = (tone: Tone) => rows.filter((row) => toneOf(row) === tone).length;
  return [
    { shown: 'all', label: 'all', count: rows.length },
    { shown: 'allow', label: 'allowed', count: count('allow') },
    { shown: 'depends', label: 'depend', count: count('depends') },
    { shown: 'deny', label: 'refused', count: count('deny') },
  ];
}

/** A call that a tracer or a supervisor decides about depends as well, though the profile never allows it. */
function toneOf({ summary, outcomes }: SurveyRow): Tone {
  return summary === 'deny' && outcomes.some((verdict) => actionWords(verdict).tone === 'depends')
    ? 'depends'
    : summary;
}

function isShown(row: SurveyRow, { show, find }: TableChoice): boolean {
  const wanted = find.trim().toLowerCase();
  const found = row.name.toLowerCase().includes(wanted) || String(row.syscall) === wanted;
  return found && (show === 'all' || toneOf(row) === show);
}

function cellOf(row: SurveyRow | undefined): CallRow['cells'][number] {
  if (!row) return undefined;
  const tone = toneOf(row);
  const words = [...new Set(row.outcomes.map((verdict) => actionWords(verdict).word))];
  return { tone, word: words.length === 1 ? (words[0] ?? '') : 'depends' };
}

function whyOf(row: SurveyRow, filter: Filter): string {
  const reasons = [
    ...new Set(
      asWritten(row.outcomes)
        .flat()
        .map((verdict) => shortReason(verdict, filter)),
    ),
  ];
  return reasons.join('; ');
}
