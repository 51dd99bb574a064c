import type { Arch } from '../../../engine/linux/index.ts';
import type { SortKey, TableAbi } from '../../../share/seccompLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type CallSurvey, type Count, countTones, type SurveyedCall, type SurveyedCell } from '../state/CallSurvey.ts';
import type { TableChoices } from '../state/Message.ts';
import { abiLabel } from '../state/target.ts';

/** One call in the table. `cells` has one entry per ABI, undefined where the ABI has no call of that name. */
export interface CallRow {
  name: string;
  /** Its number on the ABI that is listed; of all ABIs, on the first that has it, named where it is not the native one. */
  number: string;
  /** The question that asks for it. */
  call: string;
  cells: readonly ({ tone: Tone; word: string } | undefined)[];
  why: string;
}

/** How much of an ABI a program can reach: the calls that get through, those that may, and all. */
export interface Reach {
  arch: Arch;
  label: string;
  allow: number;
  depends: number;
  all: number;
}

export interface CallRows extends Omit<TableChoices, 'on'> {
  abis: readonly { arch: Arch; label: string }[];
  /** The ABI whose calls are listed and counted, or all of them. */
  on: TableAbi;
  counts: readonly Count[];
  reach: readonly Reach[];
  /** Every call that is listed, sorted. */
  rows: readonly CallRow[];
  /** The names of those that are asked for; the others stay on the page, hidden, for to build rows anew takes longer than a frame. */
  shown: ReadonlySet<string>;
}

/** The calls of an ABI or of all, with their verdicts on each, and which of them are asked for. Counts are of all calls of the ABI; with all ABIs, of each call on each. */
export function callRows({ abis, calls }: CallSurvey, choice: TableChoices): CallRows {
  const { on = abis[0] ?? 'all', show, find, sort } = choice;
  const index = on === 'all' ? -1 : Math.max(abis.indexOf(on), 0);
  const listed = index === -1 ? calls : calls.filter(({ cells }) => cells[index]);
  return {
    abis: abis.map((arch) => ({ arch, label: abiLabel(arch) })),
    on: index === -1 ? 'all' : (abis[index] ?? on),
    ...{ show, find, sort },
    counts: countTones(listed.flatMap((call) => chosen(call, index).map(({ answer }) => answer.tone))),
    reach: abis.map((arch, each) => reachOf(arch, each, calls)),
    rows: sorted(listed, index, sort).map((call) => rowOf(call, index, abis)),
    shown: new Set(listed.filter((call) => isShown(call, index, choice)).map(({ name }) => name)),
  };
}

/** The cells that are listed and counted: that of one ABI, or all there are. */
function chosen({ cells }: SurveyedCall, index: number): readonly SurveyedCell[] {
  const listed = index === -1 ? cells : [cells[index]];
  return listed.filter((cell) => cell !== undefined);
}

function isShown(call: SurveyedCall, index: number, { show, find }: TableChoices): boolean {
  const wanted = find.trim().toLowerCase();
  const cells = chosen(call, index);
  const found = call.name.toLowerCase().includes(wanted) || cells.some(({ number }) => String(number) === wanted);
  return found && (show === 'all' || cells.some(({ answer }) => answer.tone === show));
}

const VERDICT_ORDER: readonly Tone[] = ['allow', 'depends', 'deny'];

/** `calls` come by name, and those that are equal in what is sorted by stay so. */
function sorted(calls: readonly SurveyedCall[], index: number, key: SortKey): readonly SurveyedCall[] {
  if (key === 'name') return calls;
  if (key === '-name') return calls.toReversed();
  const rank = (call: SurveyedCall): number => {
    const [cell] = chosen(call, index);
    if (!cell) return 0;
    return key.endsWith('number') ? cell.number : VERDICT_ORDER.indexOf(cell.answer.tone);
  };
  const direction = key.startsWith('-') ? -1 : 1;
  return calls.toSorted((a, b) => direction * (rank(a) - rank(b)));
}

function rowOf(call: SurveyedCall, index: number, abis: readonly Arch[]): CallRow {
  const { name, cells } = call;
  const at = index === -1 ? cells.findIndex((cell) => cell !== undefined) : index;
  const prefix = at > 0 ? `${abiLabel(abis[at] ?? 'SCMP_ARCH_X86_64')}: ` : '';
  return {
    name,
    number: `${index === -1 ? prefix : ''}${cells[at]?.number ?? ''}`,
    call: prefix + name,
    cells: cells.map((cell) => cell && { tone: cell.answer.tone, word: cell.answer.word }),
    why: index === -1 ? whyOnAll(call, abis) : (cells[at]?.answer.why ?? ''),
  };
}

/** One reason where all ABIs have the same; else each with the ABIs that it is for. */
function whyOnAll({ cells }: SurveyedCall, abis: readonly Arch[]): string {
  const byWhy = new Map<string, string[]>();
  for (const [index, cell] of cells.entries()) {
    const arch = abis[index];
    if (!cell || !arch) continue;
    byWhy.set(cell.answer.why, [...(byWhy.get(cell.answer.why) ?? []), abiLabel(arch)]);
  }
  const [only] = byWhy.keys();
  if (byWhy.size < 2) return only ?? '';
  return [...byWhy].map(([why, labels]) => `${labels.join(', ')}: ${why}`).join(' · ');
}

function reachOf(arch: Arch, index: number, calls: readonly SurveyedCall[]): Reach {
  const cells = calls.flatMap(({ cells }) => cells[index] ?? []);
  const count = (tone: Tone) => cells.filter(({ answer }) => answer.tone === tone).length;
  return { arch, label: abiLabel(arch), allow: count('allow'), depends: count('depends'), all: cells.length };
}
