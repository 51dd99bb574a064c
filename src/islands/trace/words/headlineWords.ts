import { comparison, type Judged } from '../../../engine/fit/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { Answer, CallRow } from '../state/Question.ts';
import { isAsRecorded } from './isAsRecorded.ts';

/** What the filter answers, and what the trace shows otherwise. `whose`: "your profile"; `neverStarts`: no container starts with it. */
export function headlineWords(
  rows: readonly CallRow[],
  judged: readonly Judged[],
  whose: string,
  neverStarts: boolean,
): Pick<Answer, 'tone' | 'headline'> {
  const names = (tone: CallRow['tone']) =>
    new Set(rows.filter((row) => row.tone === tone).map(({ name }) => name)).size;
  const [refused, open] = [names('deny'), names('depends')];
  const all = new Set(rows.map(({ name }) => name)).size;
  if (all === 0) return { tone: 'depends', headline: 'No system call found in this text' };
  const otherwise = otherwiseWords(judged);
  if (refused > 0)
    return { tone: 'deny', headline: `${capital(whose)} refuses ${someCalls(refused, all)}${otherwise}` };
  if (open > 0) return { tone: 'depends', headline: `${dependsWords(whose, open, all)}${otherwise}` };
  if (neverStarts)
    return {
      tone: 'deny',
      headline: `${capital(whose)} allows ${someCalls(all, all)}, but no container starts with it`,
    };
  return { tone: 'allow', headline: `${capital(whose)} allows ${someCalls(all, all)}${otherwise}` };
}

function dependsWords(whose: string, open: number, all: number): string {
  if (all === 1) return `Whether ${whose} allows the call depends on its arguments`;
  if (open === all) return `Whether ${whose} allows these ${counted(all, 'call')} depends on their arguments`;
  const others = open === 1 ? 'the other depends on its arguments' : 'the others depend on their arguments';
  return `${capital(whose)} allows ${someCalls(all - open, all)}; ${others}`;
}

/** "the call", "both calls", "all 5 calls", "2 of 5 calls". */
export function someCalls(count: number, all: number): string {
  if (count < all) return `${count} of ${counted(all, 'call')}`;
  return all === 1 ? 'the call' : all === 2 ? 'both calls' : `all ${counted(all, 'call')}`;
}

/** Where the trace’s own results are not this filter’s: which calls had another. */
function otherwiseWords(judged: readonly Judged[]): string {
  const { code, telling } = comparison(judged.filter((each) => !isAsRecorded(each)));
  if (code !== 'other') return '';
  const names = [...new Set(telling.map(({ name, call }) => name ?? `${call.syscall}`))];
  const hasRun = telling.every(({ differs }) => differs?.code === 'ran-though-refused');
  const who = names.length <= 2 ? names.join(' and ') : hasRun ? `${names.length} of them` : `${names.length} calls`;
  const what = hasRun ? 'succeeded' : names.length === 1 ? 'had another result' : 'had other results';
  return `; in the trace, ${who} ${what}`;
}

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
