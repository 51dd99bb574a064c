import {
  type LocatedExtent,
  type Plan,
  type PlanConfig,
  parseSubids,
  planConfigs,
  solve,
} from '../../../engine/idmap/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { LineMark } from '../../../ui/LineMark.ts';
import { code, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { ExtentTableView } from '../ask/extentRows.ts';
import { readId } from '../ask/readId.ts';
import { hueOf } from '../picture/hueOf.ts';
import { type PictureView, pictureViewOf } from '../picture/pictureViewOf.ts';
import type { State } from '../State.ts';
import { readWish } from './readWish.ts';
import { toolOf } from './toolOf.ts';
import type { WishRow } from './WishRow.ts';

/** A map from wishes, as the views show it. */
export interface MakeView {
  wishes: readonly (WishRow & { problem: string | undefined })[];
  have: string;
  haveMarks: readonly LineMark[];
  haveProblems: readonly Diagnostic[];
  /** The ids are lent to a user whose own id a tool without privileges may map, too. */
  asksUid: boolean;
  uid: string;
  prefer: State['prefer'];
  /** Fewer lines and kept ids can't both be had. */
  canPrefer: boolean;
  sentence: Phrase;
  why: Phrase;
  /** What stands against the wishes, or is worth knowing about the map. */
  problems: readonly Diagnostic[];
  picture: PictureView | undefined;
  tables: readonly ExtentTableView[];
  tools: readonly { value: State['tool']; label: string }[];
  tool: State['tool'];
  config: PlanConfig | undefined;
  computedFor: readonly string[];
  announcement: string;
}

export function makeView(state: State): MakeView {
  const read = state.wishes.map(readWish);
  const have = parseSubids(state.have);
  const wishes = read.flatMap(({ wish }) => (wish ? [wish] : []));
  const unread = read.some(({ problem }) => problem !== undefined);
  const owner = have.value?.[0]?.owner ?? 'root';
  const own = readId(state.uid);
  const ids = own.kind === 'id' && owner !== 'root' ? { uid: own.id, gid: own.id } : {};
  const options = { prefer: state.prefer, user: { name: owner, ...ids } };
  const solved = unread ? undefined : solve(wishes, have.value ?? [], options);
  const plan = solved?.value;
  const ofHave = (solved?.diagnostics ?? []).filter(({ of }) => of !== 'wishes');
  const haveProblems = [...have.diagnostics, ...ofHave];
  const configs = plan ? planConfigs(plan) : [];
  const config = configs.find((each) => toolOf(each) === state.tool) ?? configs[0];
  const sentence = sentenceOf(plan, unread, wishes.length);
  return {
    wishes: state.wishes.map((row, index) => ({ ...row, problem: read[index]?.problem })),
    have: state.have,
    haveMarks: haveProblems.flatMap(({ span, severity }): LineMark[] =>
      span && severity !== 'info' ? [{ tone: severity, line: span.line, start: span.start, end: span.end }] : [],
    ),
    haveProblems,
    asksUid: owner !== 'root',
    uid: state.uid,
    prefer: state.prefer,
    canPrefer: plan !== undefined && (plan.sides.uid.other ?? plan.sides.gid.other) !== undefined,
    sentence,
    why: plan ? whyOf(plan) : [],
    problems: (solved?.diagnostics ?? []).filter(({ of }) => of === 'wishes'),
    picture: plan && pictureOfPlan(plan, wishes[0]?.inside),
    tables: plan ? tablesOf(plan) : [],
    tools: configs.map((each) => ({ value: toolOf(each), label: each.name })),
    tool: config ? toolOf(config) : state.tool,
    config,
    computedFor: ['LXC 6.0', 'Podman 5.4.2', 'newuidmap 4.17.4', 'Linux 6.12 to 6.18'],
    announcement: plain(sentence),
  };
}

const same = ({ uid, gid }: Plan) => JSON.stringify(uid) === JSON.stringify(gid);

function sentenceOf(plan: Plan | undefined, unread: boolean, wishes: number): Phrase {
  if (unread) return ['A wish can’t be read.'];
  if (!plan) return [wishes === 0 ? 'Type an id of the container and one of the host.' : 'No map does it.'];
  const lines = (count: number) => (count === 1 ? 'One line does it' : `${count} lines do it`);
  return same(plan)
    ? [`${lines(plan.uid.length)}, for users and for groups.`]
    : [`${lines(plan.uid.length)} for users, ${plan.gid.length} for groups.`];
}

function whyOf({ sides, subuid, subgid }: Plan): Phrase {
  const { kept, moved, fewest } = sides.uid;
  const grants = [
    ...subuid.map((line): Phrase => [code(line), ' in /etc/subuid']),
    ...subgid.map((line): Phrase => [code(line), ' in /etc/subgid']),
  ];
  return [
    kept > 0 ? `${kept} other ids keep the ids that they have on the host. ` : '',
    moved > 0 ? `${moved} get others. ` : '',
    fewest ? 'Fewer lines can’t do it. ' : '',
    ...(grants.length > 0
      ? ['Missing: ', ...grants.flatMap((grant, index): Phrase => (index === 0 ? grant : [', ', ...grant])), '.']
      : []),
  ];
}

function pictureOfPlan(plan: Plan, asked: number | undefined): PictureView {
  const outside = plan.uid.find(
    (extent) => asked !== undefined && asked >= extent.inside && asked - extent.inside < extent.count,
  );
  const trace = asked !== undefined && outside ? [asked, outside.outside + asked - outside.inside] : undefined;
  return pictureViewOf(
    {
      lines: [{ name: 'inside: the container' }, { name: 'outside: the host' }],
      maps: [plan.uid],
      trace,
      asked: trace && 0,
      accounts: [],
    },
    { refused: false },
  );
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
    refused: false,
    rows: map.map((extent, at) => ({ ...rowOf(extent), number: at + 1, hue: hueOf(at) })),
  }));
}

function rowOf({ inside, outside, count }: Omit<LocatedExtent, 'span'>) {
  return {
    inside: [inside, inside + count - 1] as const,
    outside: [outside, outside + count - 1] as const,
    count,
    line: undefined,
    offset: 0,
    lit: false,
  };
}
