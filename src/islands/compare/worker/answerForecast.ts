import { type Foreseen, forecast, type Judged, judge, stoppedBy } from '../../../engine/fit/index.ts';
import { abisOn, architectureOf, loadKernels, loadStraceNames, loadTables } from '../../../engine/linux/index.ts';
import { dependsOnArguments, type Filter, formatCall, stateOf, type Verdict } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { parseTrace, type TracedCall } from '../../../engine/trace/index.ts';
import { presetNamed } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { type BundledTrace, TRACES } from '../../../instrument/traces/traces.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { dayWords } from '../../../instrument/words/dayWords.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import { COMPARE_LINK_STACK } from '../../../share/compareLink.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/fragment.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../../../share/traceLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { CallForeseen, Forecast, Line, Outcome, OutcomeGroup, ProgramForeseen, Question } from '../state/State.ts';
import { capital, nameOf, type Sides, sideWords, written } from '../words/groups.ts';
import type { Work } from './answerCompare.ts';
import { type SideAsked, type SideFilter, sideFilter } from './sideFilter.ts';

/** What becomes of one recorded program when the filter after takes the place of the one before. */
export interface Foresight {
  trace: Omit<BundledTrace, 'load'>;
  outcome: Outcome;
  /** What stops it under the filter after; of one that would run again, under the filter before. */
  stops: readonly Judged[];
  /** Refused by the filter after, and the program was seen to go on. */
  without: readonly Judged[];
  /** Allowed before; after, that hangs on what the trace does not tell. */
  unsure: readonly Foreseen[];
  /** What the program may call once calls succeed that were refused before, and the filter after refuses. */
  goesOnTo: readonly string[];
}

/** A recorded program as the filters judge it. */
export interface Told {
  foresight: Foresight;
  /** The trace check's fragment. */
  traced: string | undefined;
}

const OUTCOMES: readonly { outcome: Outcome; title: string; tone: Tone }[] = [
  { outcome: 'fails', title: 'Would fail', tone: 'deny' },
  { outcome: 'unsure', title: 'May fail', tone: 'depends' },
  { outcome: 'starts', title: 'Would run now', tone: 'allow' },
  { outcome: 'still-fails', title: 'Would fail either way', tone: 'deny' },
  { outcome: 'passes', title: 'Run as before', tone: 'allow' },
];

/** Why nothing is foretold; undefined where the programs can be asked. */
export function noForecast(sides: Sides, isRecorded: boolean): Forecast | undefined {
  const words = sideWords(sides);
  const stopped = (['before', 'after'] as const).filter(
    (side) => sides[side].refusal !== undefined || sides[side].starting === 'fails',
  );
  const told = (headline: string, line: string): Forecast => ({
    ...{ tone: 'depends', headline, lines: [{ words: [line] }], groups: [], recorded: undefined },
  });
  if (stopped.length > 0)
    return told(
      'No forecast',
      `No container starts with ${nameOf(words, stopped.at(-1) ?? 'after')}, so no program gets as far as its first call.`,
    );
  if (!isRecorded)
    return told(
      'No forecast for this machine',
      'The programs were recorded on x86_64. Other machines have other calls.',
    );
  return undefined;
}

/** What becomes of the recorded programs, those first that would fail. */
export function forecastWords(
  sides: Sides,
  told: readonly Told[],
  filters: Record<'before' | 'after', Filter>,
): Forecast {
  const groups = OUTCOMES.flatMap(({ outcome, title, tone }): OutcomeGroup[] => {
    const same = told.filter(({ foresight }) => foresight.outcome === outcome);
    const filter = outcome === 'starts' ? filters.before : filters.after;
    const programs = same.map((each) => programOf(each, filter));
    return programs.length === 0 ? [] : [{ outcome, title, tone, programs }];
  });
  const count = (outcome: Outcome) => groups.find((group) => group.outcome === outcome)?.programs.length ?? 0;
  return {
    tone: count('fails') > 0 ? 'deny' : count('unsure') > 0 ? 'depends' : 'allow',
    headline: headlineOf(count('fails'), count('unsure'), told.length),
    lines: namesOf(sides, groups),
    groups,
    recorded: recordedWords(told),
  };
}

function headlineOf(fails: number, unsure: number, all: number): string {
  const programs = counted(all, 'recorded program');
  if (fails > 0) return `${fails} of ${programs} would fail`;
  return unsure > 0 ? `${unsure} of ${programs} may fail` : `None of ${programs} would newly fail`;
}

/** The programs by name, in the card. */
function namesOf(sides: Sides, groups: readonly OutcomeGroup[]): readonly Line[] {
  const after = capital(nameOf(sideWords(sides), 'after'));
  return groups.flatMap(({ outcome, title, tone, programs }): Line[] => {
    const names = listed(programs.map(({ title: name }, at): Phrase => [at === 0 ? name : name.replace(/^A /, 'a ')]));
    const why = outcome === 'fails' ? [`. ${after} refuses `, ...listed(stopsOf(programs)), '.'] : [];
    return [{ chip: { tone, word: title }, words: [...names, ...why] }];
  });
}

/** The calls that stop these programs, by name, the first of many. */
function stopsOf(programs: readonly ProgramForeseen[]): readonly Phrase[] {
  const calls = programs.flatMap(({ calls: all }) => all.map(({ call, abi }) => ({ name: bare(call.name), abi })));
  const isOwn = (name: string) => calls.some((call) => call.abi === undefined && call.name === name);
  const told = calls.filter(({ name, abi }) => abi === undefined || !isOwn(name));
  const each = [...new Map(told.map((call) => [`${call.abi} ${call.name}`, call])).values()];
  const shown = each.slice(0, each.length > MOST_CALLS + 1 ? MOST_CALLS : each.length);
  const more = each.length - shown.length;
  return [
    ...shown.map(({ name, abi }): Phrase => [code(name), abi === undefined ? '' : ` on ${abi}`]),
    ...(more > 0 ? [[`${more} more`]] : []),
  ];
}

const MOST_CALLS = 6;
const bare = (call: string) => call.replace(/\(.*$/, '');

function programOf({ foresight, traced }: Told, filter: Filter): ProgramForeseen {
  const { trace, outcome, stops, without, unsure, goesOnTo } = foresight;
  const calls = outcome === 'unsure' ? unsure.map(({ after }) => after) : stops;
  return {
    ...{ id: trace.id, title: trace.title, version: trace.version, package: trace.package, did: trace.did },
    calls: distinct(calls.map((judged) => callOf(judged, filter))),
    notes: notesOf(outcome, without, unsure, goesOnTo),
    traced,
  };
}

function distinct(calls: readonly CallForeseen[]): readonly CallForeseen[] {
  return [...new Map(calls.map((each) => [`${each.abi} ${each.call.name} ${each.gets.word}`, each])).values()];
}

/** The verdict that stops the program, where its arguments leave several. */
const worst = ({ verdicts }: Judged): Verdict | undefined =>
  verdicts.find(({ action }) => stateOf(action) !== 'open') ?? verdicts[0];

function callOf(judged: Judged, filter: Filter): CallForeseen {
  const { arch, syscall, args } = judged.call;
  const verdict = worst(judged);
  const deciding = dependsOnArguments(filter, judged.call);
  const told = args.slice(0, Math.max(-1, ...deciding) + 1);
  const known = told.flatMap((value) => (value === undefined ? [] : [value]));
  const machine = filter.target.arch;
  const asked = written({ arch, syscall, args: known.length === told.length ? known : [] }, machine);
  const { token } = architectureOf(arch);
  const isOwn = arch === machine;
  const said = verdict && actionWords(verdict, arch);
  return {
    call: { name: isOwn ? asked : asked.replace(`${token}: `, ''), asked },
    abi: isOwn ? undefined : token,
    gets: { tone: said?.tone ?? 'depends', word: said?.word ?? '' },
    why: verdict ? shortReason(verdict, filter) : '',
  };
}

function notesOf(
  outcome: Outcome,
  without: readonly Judged[],
  unsure: readonly Foreseen[],
  goesOnTo: readonly string[],
): readonly Line[] {
  const named = (names: readonly string[]) => listed([...new Set(names)].map((name): Phrase => [code(name)]));
  const nameIn = ({ name, call }: Judged) => name ?? formatCall({ ...call, args: [] });
  const line = (...words: Phrase): Line => ({ words });
  return [
    ...(without.length > 0
      ? [line('Keeps running although the filter refuses ', ...named(without.map(nameIn)), '.')]
      : []),
    ...(unsure.length > 0
      ? [
          line(
            ...(outcome === 'unsure' ? [] : named(unsure.map(({ after }) => nameIn(after)))),
            outcome === 'unsure'
              ? 'The trace doesn’t show the arguments that decide this.'
              : ' may be refused as well: the trace doesn’t show the arguments that decide this.',
          ),
        ]
      : []),
    ...(goesOnTo.length > 0
      ? [
          line(
            'May fall back to ',
            ...named(goesOnTo),
            ', which the profile also refuses; the trace doesn’t contain that call.',
          ),
        ]
      : []),
  ];
}

function recordedWords(told: readonly Told[]): string {
  const traces = told.map(({ foresight }) => foresight.trace);
  const [first] = traces;
  if (first === undefined) return '';
  const days = [...new Set(traces.map(({ recorded }) => dayWords(recorded)))].join(' and ');
  const suite = first.suite === 'trixie' ? 'Debian 13' : first.suite;
  return `Recorded for this site with strace ${first.strace} on ${suite}, Linux ${first.kernel}, x86_64, on ${days}. Each row says what the program did in two runs, taken together; the forecast covers nothing else. It covers the filter only: the kernel may also refuse a call because of a missing capability or a file’s mode.`;
}

/** Asks both filters about a trace, with what its program is known to do without. A trace without calls passes. */
export function foresee(
  trace: Foresight['trace'],
  calls: readonly TracedCall[],
  before: Filter,
  after: Filter,
): Foresight {
  const { without: known } = trace;
  const [first, second] = [before, after].map((filter) => stoppedBy(judge(filter, calls), known));
  const { unsure, goesOnTo } = forecast(calls, before, after, known);
  const [failed, stops] = [first?.stops ?? [], second?.stops ?? []];
  const outcome = outcomeOf(failed.length > 0, stops.length > 0, unsure.length > 0);
  return {
    ...{ trace, outcome, unsure, goesOnTo },
    stops: outcome === 'starts' ? failed : stops,
    without: second?.without ?? [],
  };
}

function outcomeOf(failed: boolean, fails: boolean, isUnsure: boolean): Outcome {
  if (fails) return failed ? 'still-fails' : 'fails';
  if (failed) return 'starts';
  return isUnsure ? 'unsure' : 'passes';
}

/** The trace check's fragment with a trace under a side's profile on its stack; undefined where it is too long for a link. */
export async function traceState(trace: string, { asked, facts: { stack } }: SideFilter): Promise<string | undefined> {
  const text = await otherThanDefault(asked.profile, stack.profile);
  const link = { ...TRACE_LINK_DEFAULTS, stack: stack.id, arch: asked.arch, trace, profile: text };
  const fragment = await writeTraceLink(link);
  return isWithin(WRITTEN_LIMITS, fragment, [trace, text ?? '']) ? fragment : undefined;
}

/** The text that the trace check is given; undefined for the stack's own default, which it has. */
async function otherThanDefault(profile: SideFilter['asked']['profile'], own: string): Promise<string | undefined> {
  if ('text' in profile) return profile.text;
  const preset = presetNamed(profile.preset);
  return preset === undefined || preset.id === presetNamed(own)?.id ? undefined : preset.load();
}

/** The machine on which the programs were recorded, in the calls of which a trace can be asked. */
const RECORDED_ON = 'SCMP_ARCH_X86_64';

/** What becomes of the recorded programs. Throws where a table, a profile or a trace does not load. */
export async function answerForecast(question: Question, known: Work = []): Promise<{ reply: Forecast; work: Work }> {
  const { arch, stack = COMPARE_LINK_STACK, afterStack = stack } = question;
  await Promise.all([loadKernels(), loadStraceNames(), loadTables(abisOn(arch))]);
  const built = (asked: SideAsked) => known.find((each) => sameFields(each.asked, asked)) ?? sideFilter(asked);
  const before = await built({ profile: question.before, stack, arch });
  const after = await built({ profile: question.after, stack: afterStack, arch });
  const work = [before, after];
  const sides = { before: before.facts, after: after.facts };
  const [first, second] = [before.filter, after.filter];
  const none = noForecast(sides, arch === RECORDED_ON);
  if (none !== undefined) return { reply: none, work };
  if (first === undefined || second === undefined) throw new Error('A profile without a refusal has a filter.');
  const told = TRACES.map(async ({ load, ...trace }: BundledTrace): Promise<Told> => {
    const text = await load();
    const foresight = foresee(trace, parseTrace(text).calls, first, second);
    const isLookedAt = foresight.outcome === 'fails' || foresight.outcome === 'unsure';
    return { foresight, traced: isLookedAt ? await traceState(text, after) : undefined };
  });
  return { reply: forecastWords(sides, await Promise.all(told), { before: first, after: second }), work };
}
