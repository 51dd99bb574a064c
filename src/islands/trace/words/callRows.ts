import { type Differs, type Judged, kindsOn } from '../../../engine/fit/index.ts';
import { type Arch, architectureOf, formatNumber, parametersOf } from '../../../engine/linux/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { counted, type Span } from '../../../engine/text/index.ts';
import { recordFields, type SeenAction, type TracedCall } from '../../../engine/trace/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Answer, CallRow, LinePlace, Question } from '../state/State.ts';
import { isAsRecorded } from './linesWords.ts';

/** A line of the trace, told. */
export type LineShown = LinePlace & { text: string };

/** Finds the line of a call or of what was not read: in the text, or as it was kept of files. */
export function placesIn({ trace, read }: Question): (span: Span, kept: string | undefined) => LineShown {
  const parts = read && read.parts.length > 1 ? read.parts : [];
  return ({ start, end, line }, kept) => {
    const file = parts.findLast((part) => part.start <= start)?.name;
    const text = read === undefined ? trace.slice(start, end) : (kept ?? '');
    return { line, offset: start, text: text.trim(), ...(file !== undefined && { file }) };
  };
}

const DONE: Readonly<Record<SeenAction, string>> = {
  ALLOW: 'the filter allowed the call',
  LOG: 'the filter logged the call, and the call ran',
  TRACE: 'the filter asked a tracer',
  USER_NOTIF: 'the filter asked a supervisor',
  ERRNO: 'the filter returned an error',
  TRAP: 'the filter sent SIGSYS',
  KILL_THREAD: 'the filter killed the thread',
  KILL_PROCESS: 'the filter killed the process',
};

/** Who made a call and what the filter did, as the kernel recorded it: of several records, the first. Undefined for a line of another kind. */
function recordWords({ seen, comm, pid, count }: TracedCall, line: string): Phrase | undefined {
  const fields = recordFields(line);
  if (fields === undefined) return undefined;
  const { exe, signal, code: answer } = fields;
  const isKilled = !/^(?:0|SIG0)$/.test(signal);
  const told = [answer && `code=${answer}`, isKilled && `sig=${signal}`].filter(Boolean).join(' ');
  return [
    count > 1 ? 'First record: ' : 'Record: ',
    ...(comm === undefined ? ['a program'] : [code(comm)]),
    ...(exe === undefined ? [] : [' (', code(exe), ')']),
    ...(pid === undefined ? [] : [`, PID ${pid}`]),
    ...(seen === undefined ? [] : [`; ${DONE[seen]}`]),
    ...(told === '' ? [] : [' (', code(told), ')']),
    '.',
  ];
}

/** A call of the trace in words: what the filter answers, by which rule, and where the trace shows something else. */
function callRow(
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

/** What came of the calls of a row, of all calls alike: "2 of 3 failed with EPERM". Undefined where the same came of all. */
function outcomesWords(own: readonly TracedCall[], all: readonly TracedCall[]): Phrase | undefined {
  const outcomes = Map.groupBy(own, (call) => plain(outcomeOf(call)));
  if (outcomes.size < 2 && new Set(all.map((call) => plain(outcomeOf(call)))).size < 2) return undefined;
  const total = sumOf(all);
  const told = [...outcomes.values()].flatMap((alike, at): Phrase[] => {
    const [first] = alike;
    const of = at === 0 ? ` of ${total}` : '';
    return first ? [[`${sumOf(alike)}${of} `, ...outcomeOf(first)]] : [];
  });
  return listed(told);
}

const sumOf = (calls: readonly TracedCall[]) => calls.reduce((sum, { count }) => sum + count, 0);

function outcomeOf({ result, seen }: TracedCall): Phrase {
  if (seen !== undefined) return ['recorded as ', code(seen)];
  if (result === undefined) return ['without a result'];
  if (result.kind === 'value') return ['succeeded'];
  return result.kind === 'error' ? ['failed with ', code(result.errno)] : ['ended by ', code(result.signal)];
}

const ORDER = { deny: 0, depends: 1, allow: 2 } as const;
/** What is allowed as the trace shows it. */
const PLAIN = 3;
const rankOf = ({ tone, differs }: CallRow) => (tone === 'allow' && !differs ? PLAIN : ORDER[tone]);
/** So many allowed calls stand open below others. */
const MOST_OPEN = 6;

/**
 * Every distinct call of a trace, refused ones first: calls that differ in their results alone are one row where the answer is the same for all of them, and
 * each row says its results where the call has several.
 */
export function callRows(
  judged: readonly Judged[],
  filter: Filter,
  native: Arch,
  placeOf: ReturnType<typeof placesIn>,
  isOwn: boolean,
): CallRow[] {
  const kindOf = kindsOn(filter);
  const kinds = Map.groupBy(judged, ({ call }) => kindOf(call));
  const rows = [...kinds.values()].flatMap((alike) => {
    const each = alike.map((one) => ({ one, row: callRow(one, filter, native, placeOf, isOwn) }));
    const groups = [...Map.groupBy(each, ({ row }) => saidOf(row)).values()];
    return groups.flatMap((group) => {
      const [first] = group;
      const outcomes = outcomesWords(
        group.map(({ one }) => one.call),
        alike.map(({ call }) => call),
      );
      const count = group.reduce((sum, { row }) => sum + row.count, 0);
      return first ? [{ ...first.row, count, outcomes }] : [];
    });
  });
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** What a row says of the filter. */
const saidOf = ({ word, reason, differs }: CallRow) => [word, plain(reason), plain(differs ?? [])].join('\n');

/** The rows at the end that are folded: calls that are allowed as the trace shows them, where they are many and others stand before them. */
export function foldedRows(rows: readonly CallRow[]): Answer['folded'] {
  const allowed = rows.filter((row) => rankOf(row) === PLAIN);
  if (allowed.length <= MOST_OPEN || allowed.length === rows.length) return undefined;
  const names = new Set(allowed.map(({ name }) => name)).size;
  return { rows: allowed.length, words: `${counted(names, 'more call')}, ${names === 1 ? 'allowed' : 'all allowed'}` };
}
