import {
  type HostReleases,
  hostRootRefusal,
  type PasteStep,
  type Plan,
  type PlanConfig,
  planConfigs,
  podPrograms,
  programWords,
  type Share,
  TOOLS,
  toOutside,
  type Wish,
} from '../../../engine/idmap/index.ts';
import { counted, type Diagnostic, firstProblems, pathWord } from '../../../engine/text/index.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { code, type Phrase, plain } from '../../../ui/Phrase.ts';
import { HAVE_IS_CONFIG, type MappingProblem, mountOf, planOf, recognised } from '../state/planOf.ts';
import type { State } from '../state/State.ts';
import { type MappingRow, TOOL_ROWS, toolOf } from '../state/tools.ts';
import { hostOn, versionsOn } from '../state/versionsOn.ts';
import { type ExtentTableView, extentRow } from './extentRows.ts';
import { type PictureView, pictureViewOf } from './picture/pictureViewOf.ts';
import { kernelWords, type StackView, stackView } from './stackView.ts';
import { SHOWN_PROBLEMS } from './textView.ts';

/** A map from mappings, as the views show it. */
export interface MakeView {
  mappings: readonly (MappingRow & { problem: MappingProblem | undefined })[];
  have: string;
  haveMarks: readonly LineMark[];
  haveProblems: readonly Diagnostic[];
  /** An LXC config stands where the ranges should. */
  haveIsConfig: boolean;
  /** The ids are assigned to a user whose own id a tool without privileges may map, too. */
  asksUid: boolean;
  uid: string;
  uidProblem: string | undefined;
  prefer: State['prefer'];
  /** Fewer lines and kept ids can't both be had. */
  preferences: readonly { value: State['prefer']; label: string }[];
  sentence: Phrase;
  why: Phrase;
  /** What stands against the mappings, or is worth knowing about the map. */
  problems: readonly Diagnostic[];
  /** What to do about them. */
  steps: readonly PasteStep[];
  picture: PictureView | undefined;
  tables: readonly ExtentTableView[];
  /** Something is mapped that a config may be written for. */
  asked: boolean;
  /** Nobody has typed a mapping yet. */
  isEmpty: boolean;
  tool: State['tool'];
  config: PlanConfig | undefined;
  computedFor: readonly string[];
  stack: StackView;
  announcement: string;
}

export function makeView(state: State): MakeView {
  const { read, mappings, unread, have, owner, uidProblem, solved } = planOf(state);
  const refused = solved?.value && hostRootRefusal(solved.value);
  const plan = refused ? undefined : solved?.value;
  const versions = versionsOn(state);
  const ofHave = (solved?.diagnostics ?? []).filter(({ of }) => of !== 'wishes');
  const isConfig = have.diagnostics.some(({ code }) => code === HAVE_IS_CONFIG);
  // What the solver says of ranges is beside the point where a config stands in their place.
  const haveProblems = firstProblems(isConfig ? have.diagnostics : [...have.diagnostics, ...ofHave], SHOWN_PROBLEMS);
  const configs = plan ? planConfigs(plan, undefined, shareOf(state.texts[0]), hostOn(state)) : [];
  const config = configs.find((each) => toolOf(each) === state.tool);
  // Files change hands for a map that the tool makes, and once.
  const problems = (refused ? [] : (solved?.diagnostics ?? [])).filter(
    ({ of, code }) => of === 'wishes' && !(code === 'solve-own-files' && (config?.handsOver || config?.cannot)),
  );
  const programs = programsFor(state.tool, hostOn(state));
  const sentence =
    isConfig && !plan
      ? ['Paste the lines of /etc/subuid that the map can use.']
      : refused
        ? [refused.message]
        : sentenceOf(plan, unread?.words ?? uidProblem, mappings.length);
  return {
    mappings: state.mappings.map((row, index) => ({ ...row, problem: read[index]?.problem })),
    have: state.have,
    haveMarks: problemMarks(haveProblems),
    haveProblems,
    haveIsConfig: isConfig,
    asksUid: owner !== 'root',
    uid: state.uid,
    uidProblem,
    prefer: state.prefer,
    preferences: plan ? preferencesOf(plan, state.prefer) : [],
    sentence,
    why: refused?.hint ? [refused.hint] : plan ? whyOf(plan) : mappings.length === 0 && !unread ? PURPOSE : [],
    problems,
    steps: problems.flatMap(({ steps = [] }) => steps),
    picture: plan && pictureOfPlan(plan, mappings[0]),
    tables: plan ? tablesOf(plan) : [],
    asked: mappings.length > 0 && !refused,
    isEmpty: mappings.length === 0 && unread === undefined,
    tool: state.tool,
    config,
    computedFor: [...programs, kernelWords(state)],
    stack: stackView(state, versions === undefined ? [] : programs),
    announcement: plain(sentence),
  };
}

/** Which programs make the tool's map, of the chosen releases; without any, of those that links began with. */
function programsFor(tool: State['tool'], { versions, runtime }: HostReleases): string[] {
  if (tool === 'kubernetes') return podPrograms(versions, runtime);
  return TOOLS[TOOL_ROWS[tool].tool].programs.map((program) => programWords(program, versions));
}

/** What making is for, while nothing is typed. */
const PURPOSE: Phrase = [
  'The ID in the container then has the rights of that ID on the host, for example to write to a shared directory. All other IDs come from your ranges.',
];

const same = ({ uid, gid }: Plan) => JSON.stringify(uid) === JSON.stringify(gid);

function sentenceOf(plan: Plan | undefined, unread: string | undefined, mappings: number): Phrase {
  if (unread) return [unread];
  if (!plan)
    return [mappings === 0 ? 'Type an ID in the container and one on the host.' : 'No map satisfies these mappings.'];
  const { uid, gid, subuid, subgid } = plan;
  const map = `${uid.length === 1 ? 'One line' : `${uid.length} lines`} for users and ${gid.length} for groups`;
  const grants = [
    ...(subuid.length > 0 ? [`${subuid.length} in /etc/subuid`] : []),
    ...(subgid.length > 0 ? [`${subgid.length} in /etc/subgid`] : []),
  ];
  return [grants.length === 0 ? `${map}.` : `${map}, plus ${grants.join(' and ')}.`];
}

function whyOf({ sides, subuid, subgid }: Plan): Phrase {
  const grants = [
    ...subuid.map((line): Phrase => [code(line), ' in /etc/subuid']),
    ...subgid.map((line): Phrase => [code(line), ' in /etc/subgid']),
  ];
  return [
    ...restOf(sides),
    [sides.uid, sides.gid].every(isFewest) ? 'No map for these mappings has fewer lines. ' : '',
    ...(grants.length > 0
      ? ['To add: ', ...grants.flatMap((grant, index): Phrase => (index === 0 ? grant : [', ', ...grant])), '.']
      : []),
  ];
}

/** Whether no map has fewer lines, also none that moves other ids. */
function isFewest({ map, fewest, other }: Plan['sides']['uid']): boolean {
  return fewest && (other === undefined || other.extents >= map.length);
}

/** What becomes of the other IDs. */
function restOf({ uid, gid }: Plan['sides']): string[] {
  const rest = [uid, gid].flatMap(({ parts }) => parts.filter(({ because }) => because !== 'asked'));
  if (rest.length === 0) return [];
  if (rest.every(({ because }) => because === 'kept')) return ['All other container IDs keep the host IDs they had. '];
  if (uid.moved === 0 && gid.moved === 0) return [];
  const who = [
    ...(uid.moved > 0 ? [counted(uid.moved, 'other UID')] : []),
    ...(gid.moved > 0 ? [counted(gid.moved, 'other GID')] : []),
  ].join(' and ');
  return [`${who} ${uid.moved + gid.moved === 1 ? 'gets a different host ID' : 'get different host IDs'}. `];
}

/** The directory that it is all for, where a config that was pasted names it. */
function shareOf(text: string): Share | undefined {
  const mount = mountOf(recognised(text));
  const [dir, target] = [pathWord(mount?.source), pathWord(mount?.target)];
  return dir === undefined || target === undefined ? undefined : { dir, target, mounted: true };
}

/** The map that the first mapping is of: where users and groups differ, a line says which it is. */
function pictureOfPlan(plan: Plan, mapping: Wish | undefined): PictureView {
  const kind = mapping?.kind === 'gid' ? 'gid' : 'uid';
  const who = same(plan) ? '' : kind === 'gid' ? 'groups, ' : 'users, ';
  const outside = mapping && toOutside(plan[kind], mapping.inside);
  const trace = mapping && outside !== undefined ? [mapping.inside, outside] : undefined;
  return pictureViewOf(
    {
      lines: [{ name: `${who}in the container` }, { name: `${who}on the host` }],
      maps: [plan[kind]],
      trace,
      asked: trace && 0,
      accounts: [],
    },
    { refused: false },
  );
}

/** Both ways with what each costs, where they differ. */
function preferencesOf({ sides, uid, gid }: Plan, chosen: State['prefer']): MakeView['preferences'] {
  const side = sides.uid.other ? sides.uid : sides.gid;
  const { other, moved } = side;
  if (!other) return [];
  const here = { value: chosen, extents: (side === sides.uid ? uid : gid).length, moved };
  const there = { value: other.prefer, extents: other.extents, moved: other.moved };
  return [here, there]
    .map(({ value, extents, moved: moving }) => ({
      value,
      label: `${counted(extents, 'line')}; ${moving === 0 ? 'no' : moving} other host ${moving === 1 ? 'ID changes' : 'IDs change'}`,
    }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

function tablesOf(plan: Plan): ExtentTableView[] {
  const tables = same(plan)
    ? [{ name: 'users and groups', map: plan.uid }]
    : [
        { name: 'users', map: plan.uid },
        { name: 'groups', map: plan.gid },
      ];
  return tables.map(({ name, map }, index) => ({
    map: index,
    // The picture is of the users.
    pictured: index,
    text: 0,
    name,
    source: '',
    sides: ['in the container', 'on the host'],
    refused: false,
    rows: map.map((extent, at) => extentRow(extent, at)),
  }));
}
