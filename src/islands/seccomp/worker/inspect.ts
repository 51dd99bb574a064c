import { architectureOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  decide,
  deniedBeside,
  type Filter,
  findings,
  formatCondition,
  intentOfCall,
  isInOwnNamespace,
  isRefused,
  parseCall,
  type Road,
  type RoadStep,
  roads,
  type Source,
  stateOf,
  stillRequired,
} from '../../../engine/seccomp/index.ts';
import { tracedResult } from '../../../engine/trace/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { deniedWords } from '../../../instrument/words/deniedWords.ts';
import { placeOf, placeOfRule } from '../../../instrument/words/places.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Inspection, OfferShown, OffersShown, OtherLayer, RoadGroup, RoadsShown } from '../state/Inspection.ts';
import type { InspectionQuestion } from '../state/Message.ts';
import { abiLabel } from '../state/target.ts';
import { offerItems, showTrace } from './allowingTools.ts';
import { type Computed, compute } from './answerQuestion.ts';

/** The roads to what `call` does (the engine's `roads`), those with the same answer in one group; open ones first. */
function roadsShown(filter: Filter, call: Call): RoadsShown {
  const intent = intentOfCall(call);
  const all = roads(filter, intent);
  const alike = Map.groupBy(all, (road) => keyOf(road, filter));
  const groups = folded([...alike.values()].flatMap((group) => groupOf(group, filter)));
  const { action, data } = decide(filter, call);
  const isMissing = action === 'ERRNO' && data === architectureOf(call.arch).enosys;
  const passing = all.filter(({ state }) => state === 'open');
  return {
    ends: intent.serves ?? [],
    count: all.length,
    open: passing.length,
    stopped: passing.filter(isStopped).length,
    denied: passing.filter((road) => !isStopped(road) && road.barriers.some(({ denies }) => denies)).length,
    refused: stateOf(action) === 'closed' && !isMissing,
    groups: groups.toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)),
    others: otherLayers(all.filter((road) => road.state !== 'closed' && !isStopped(road))),
  };
}

const STATES: readonly RoadGroup['state'][] = ['open', 'depends', 'stopped', 'closed'];

const isStopped = ({ state, barriers }: Road) =>
  state !== 'closed' && barriers.some(({ stands, inPart }) => stands && !inPart);

function otherLayers(passing: readonly Road[]): OtherLayer[] {
  const nameOf = ({ steps }: Road) => /^\w+/.exec(steps[0] ? withoutAbi(steps[0]) : '')?.[0] ?? '';
  const open = new Set(passing.map(nameOf));
  const unknown = passing.flatMap((road) =>
    road.barriers.flatMap((barrier) => (barrier.stands === undefined ? [{ barrier, call: nameOf(road) }] : [])),
  );
  return [...Map.groupBy(unknown, ({ barrier }) => barrier.words).values()].flatMap((same) => {
    const calls = [...new Set(same.map(({ call }) => call))];
    const isOfAll = calls.length === open.size;
    return same.slice(0, 1).map(({ barrier: { words, source } }) => ({ calls: isOfAll ? [] : calls, words, source }));
  });
}

/** Of a closed road only the step counts that closes it. */
function keyOf(road: Road, filter: Filter): string {
  const { way, variant, state } = road;
  const which = state === 'closed' ? [] : [way, variant];
  return JSON.stringify([state, ...which, shownSteps(road).map(withoutAbi), answerOf(deciding(road), filter)]);
}

function shownSteps(road: Road): readonly RoadStep[] {
  const step = deciding(road);
  return road.state === 'closed' && step !== undefined ? [step] : road.steps;
}

/** A group with what is counted of it while groups are folded. */
interface Counted extends RoadGroup {
  /** How many ways end here; one is counted once on all its ABIs. */
  ways: number;
}

/** Blocked calls that differ in nothing but their names are one row. */
function folded(groups: readonly Counted[]): RoadGroup[] {
  const alike = Map.groupBy(groups, ({ id, state, abis, answer }) =>
    state === 'closed' ? JSON.stringify([abis, answer]) : id,
  );
  return [...alike.values()].flatMap((same) =>
    same.slice(0, 1).map(({ ways: _, ...first }) => {
      const calls = same.flatMap((group) => group.calls);
      const ways = same.reduce((sum, group) => sum + group.ways, 0);
      return {
        ...first,
        calls,
        notes: first.state === 'closed' ? endedBy(ways, calls.length) : first.notes,
        sources: distinct(same.flatMap(({ sources }) => sources)),
      };
    }),
  );
}

function groupOf(group: readonly Road[], filter: Filter): Counted[] {
  const [first] = group;
  if (first === undefined) return [];
  const steps = shownSteps(first);
  return [
    {
      id: first.id,
      state: isStopped(first) ? 'stopped' : first.state,
      abis: plain(listed([...new Set(group.map((road) => abisOf(shownSteps(road))))].map((abis) => [abis]))),
      calls: [{ steps: steps.map(withoutAbi), ask: steps[0]?.text ?? '' }],
      answer: answerOf(deciding(first), filter),
      notes: first.state === 'closed' ? [] : notesOn(first),
      sources: sourcesOf(group),
      ways: new Set(group.map(({ way, variant }) => `${way} ${variant}`)).size,
    },
  ];
}

/** One closed call may end several ways. */
function endedBy(ways: number, calls: number): Phrase[] {
  if (ways <= calls) return [];
  return [[`${ways === 2 ? 'Both' : `All ${ways}`} ways that need ${calls === 1 ? 'it' : 'them'} are blocked.`]];
}

/** Steps on several ABIs are one road: "x86_64 then x86". */
const abisOf = (steps: readonly RoadStep[]) =>
  [...new Set(steps.map(({ call }) => abiLabel(call.arch)))].join(' then ');

const withoutAbi = ({ text }: RoadStep) => text.slice(text.indexOf(': ') + 2);

/** The first step that is as far as the road goes. */
const deciding = ({ steps, state }: Road) => steps.find((step) => step.state === state) ?? steps[0];

function answerOf(step: RoadStep | undefined, filter: Filter): Phrase {
  if (step === undefined) return [];
  const { verdict, call } = step;
  const { word } = actionWords(verdict, call.arch);
  const { rule, reason } = verdict;
  if (rule !== undefined && reason.kind === 'rule') {
    const held = reason.conditions.map(formatCondition).join(' and ');
    return [`${word}, `, placeOfRule(rule), ...(held ? [': ', code(held)] : [])];
  }
  if (reason.kind === 'conditions') return [`${word}, by the default on `, placeOf(filter.profile.defaultSpan)];
  return [`${word}, ${shortReason(verdict, filter)}`];
}

function notesOn({ steps, effect, unseen, barriers }: Road): Phrase[] {
  const wide = steps
    .flatMap(({ wide }) => wide)
    .map(
      ({ name, type, seen, read }): Phrase => [
        'The filter compares 64 bits of ',
        code(name),
        ` and sees `,
        code(`0x${seen.toString(16)}`),
        '; the kernel takes it as ',
        code(type),
        ' and reads ',
        code(String(read)),
        '.',
      ],
    );
  const standing = barriers.flatMap(({ words, stands, inPart }): Phrase[] =>
    stands ? [[inPart ? 'Restricted here: ' : 'Blocked by the kernel here: ', words]] : [],
  );
  return [...wide, [[effect, unseen].filter(Boolean).join(' ')], ...standing].filter((note) => note.length > 0);
}

function sourcesOf(group: readonly Road[]): Source[] {
  const all = group.flatMap(({ sources, barriers, state }) => [
    ...sources,
    ...(state === 'closed' ? [] : barriers.flatMap(({ source, stands }) => (stands ? [source] : []))),
  ]);
  return distinct(all);
}

const distinct = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [source.url, source])).values(),
];

/**
 * Of the call that `asked` names; `items` makes those of a refused one. Undefined where the filter refuses it with no arguments, or nothing would help; of a call that passes, what else
 * refuses it: what the kernel requires, and what an engine's own AppArmor or SELinux profile denies.
 */
export function offersShown(
  filter: Filter,
  asked: string,
  items: (call: Call) => readonly OfferShown[],
): OffersShown | undefined {
  const call = parseCall(asked, filter.target.arch).value;
  if (call === undefined) return undefined;
  const refused = isRefused(filter, call);
  const found = refused && !filter.off ? items(call) : [];
  const denials = deniedBeside(call, filter.target);
  const lacking = stillRequired(call, filter.target);
  const isAllowed = found.length === 0;
  if (isAllowed && (refused || tracedResult(asked) === 'success')) return undefined;
  const required = [...requiredWords(call, lacking), ...deniedWords(denials)];
  if (isAllowed && required.length === 0) return undefined;
  return {
    required,
    but: lacking ? `but the kernel requires ${lacking.join(' or ')}` : 'unless AppArmor denies it',
    lacking: lacking ?? [],
    denied: denials.length > 0,
    items: found,
  };
}

function requiredWords(call: Call, lacking: readonly string[] | undefined): Phrase {
  if (lacking === undefined) return [];
  const unless = isInOwnNamespace(call) ? ', unless the program is in a user namespace of its own' : '';
  const capabilities = lacking.map((capability) => [code(capability)]);
  return [
    `Passing the filter is not enough${unless}: the kernel requires `,
    ...listed(capabilities, 'or'),
    ', which this container lacks.',
  ];
}

/** Looks at a profile with the tables that are loaded; `before` spares what the question before had worked out already. */
export function inspect(question: InspectionQuestion, before?: Computed): { reply: Inspection; work: Computed } {
  const { turn, text, target, call, roadsOf = call, trace, withFindings } = question;
  const computed = compute(text, target, before);
  const profile = computed.profile.value;
  const filter = computed.filter?.value;
  const wanted = filter && parseCall(roadsOf, target.arch).value;
  const isReadable = profile !== undefined && computed.missing.length === 0;
  return {
    reply: {
      turn,
      roads: filter && wanted && roadsShown(filter, wanted),
      offers: profile && filter && offersShown(filter, call, (refused) => offerItems(profile, filter, refused, text)),
      trace: filter && trace && showTrace(filter, text, trace),
      findings: withFindings && isReadable ? findings(profile, target, text) : undefined,
    },
    work: computed,
  };
}
