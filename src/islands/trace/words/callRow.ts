import type { Differs, Judged } from '../../../engine/fit/index.ts';
import { type Arch, architectureOf, formatNumber, parametersOf } from '../../../engine/linux/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { CallRow } from '../state/Question.ts';
import { isAsRecorded } from './isAsRecorded.ts';
import type { placesIn } from './placesIn.ts';
import { recordWords } from './recordWords.ts';

/** A call of the trace in words: what the filter answers, by which rule, and where the trace shows something else. */
export function callRow(
  judged: Judged,
  filter: Filter,
  native: Arch,
  placeOf: ReturnType<typeof placesIn>,
  isOwn: boolean,
): CallRow {
  const { call, name = formatNumber(call.syscall), answer, verdicts, differs } = judged;
  const { arch, span, count } = call;
  const [first] = verdicts;
  const example = placeOf(span, call.line);
  const words = first && actionWords(first, arch);
  return {
    key: `${arch} ${call.syscall} ${span.start}`,
    name,
    abi: arch === native ? undefined : architectureOf(arch).token,
    count,
    tone: answer === 'allowed' ? 'allow' : answer === 'refused' ? 'deny' : 'depends',
    word: answer === 'depends' ? 'depends' : (words?.word ?? ''),
    reason: reasonOf(judged, name, filter),
    differs: differs && !isAsRecorded(judged) ? differsWords(differs, judged, isOwn) : undefined,
    outcomes: undefined,
    example,
    record: recordWords(call, example.text),
  };
}

function reasonOf({ verdicts, on, call }: Judged, name: string, filter: Filter): Phrase {
  const [first] = verdicts;
  if (first === undefined) return [];
  if (verdicts.length === 1) return ruleWords(first, filter);
  const parameters = parametersOf(call.arch, name);
  const arguments_ = on.map((index): Phrase => [code(parameters?.[index]?.name ?? `arg${index}`)]);
  return [
    'depends on ',
    ...(arguments_.length > 0 ? listed(arguments_) : ['an argument']),
    call.varied?.some((index) => on.includes(index))
      ? ', which has too many values in the trace to keep: '
      : ', which the trace does not show: ',
    ...listed(
      verdicts.map((verdict) => [`${actionWords(verdict, call.arch).word} (`, ...ruleWords(verdict, filter), ')']),
      'or',
    ),
  ];
}

const ruleWords = (verdict: Judged['verdicts'][number], filter: Filter): Phrase =>
  verdict.rule
    ? [placeOfRule(verdict.rule), ...afterLine(shortReason(verdict, filter))]
    : [shortReason(verdict, filter)];

/** The line is a place already. */
const afterLine = (words: string): Phrase => {
  const rest = words.replace(/^lines? [\d, ]+/, '');
  return rest === '' ? [] : [rest];
};

/** That the trace shows another outcome than the filter’s, and how sure that makes it. */
function differsWords({ code: kind }: Differs, { call, verdicts }: Judged, isOwn: boolean): Phrase {
  const [first] = verdicts;
  const answer = first ? actionWords(first, call.arch).word : '';
  const shown =
    call.result?.kind === 'error' ? call.result.errno : call.result?.kind === 'signal' ? call.result.signal : '';
  switch (kind) {
    case 'ran-though-refused':
      return ['In the trace the call succeeded; this filter answers ', code(answer), '.'];
    case 'other-error':
      return ['In the trace the call failed with ', code(shown), '; this filter answers ', code(answer), '.'];
    case 'error-though-allowed':
      return [
        'In the trace the call failed with ',
        code(shown),
        `; this filter allows it, so the kernel${isOwn ? ', another filter or an earlier version of your profile' : ' or another filter'} refused it.`,
      ];
    case 'killed-though-not':
      return ['In the trace the call ended the program with SIGSYS; this filter does not.'];
    case 'other-action':
      return ['The record shows ', code(call.seen ?? ''), '; this filter answers ', code(answer), '.'];
  }
}
