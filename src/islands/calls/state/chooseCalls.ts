import { type Arch, compareReleases } from '../../../engine/linux/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { CALLS_LINK_DEFAULTS, type CallsLink } from '../../../share/callsLink.ts';

/** What the newest Docker’s default says to a call. */
export type VerdictKind = Exclude<CallsLink['verdict'], 'all'>;

/** A row of the table, as it is searched and sorted. */
export interface CallRow {
  name: string;
  numbers: ReadonlyMap<Arch, number>;
  /** The kernel that brought it, "5.3"; '' where no source tells. */
  since: string;
  verdict: VerdictKind;
  /** The capabilities that the profile asks for, "SYS_ADMIN". */
  capabilities: readonly string[];
}

/** Which rows are shown, in which order all of them stand, and how many there would be with each verdict. */
export interface Chosen {
  /** Places in the list of rows. */
  order: readonly number[];
  shown: ReadonlySet<number>;
  counts: Readonly<Record<CallsLink['verdict'], number>>;
  /** The column of numbers that stands first. */
  arch: Arch;
}

/** The ABI whose numbers stand first where none is chosen. */
const FIRST_ARCH = 'SCMP_ARCH_X86_64';
/** The ABI whose numbers stand beside it. */
const SECOND_ARCH = 'SCMP_ARCH_AARCH64';

const ORDER: readonly VerdictKind[] = ['allowed', 'gated', 'refused'];

/** Searches and sorts. Rows come by name, and those that are equal in what is sorted by stay so. */
export function chooseCalls(rows: readonly CallRow[], { find, arch, verdict, cap, sort }: CallsLink): Chosen {
  const first = arch ?? FIRST_ARCH;
  const found = rows.flatMap((row, at) => {
    const isOnArch = arch === undefined || row.numbers.has(arch);
    const isAsked = cap === undefined || row.capabilities.includes(bare(cap));
    return isOnArch && isAsked && isFound(row, find, [first, SECOND_ARCH]) ? [at] : [];
  });
  const count = (kind: VerdictKind) => found.filter((at) => rows[at]?.verdict === kind).length;
  return {
    order: sorted(rows, first, sort),
    shown: new Set(verdict === 'all' ? found : found.filter((at) => rows[at]?.verdict === verdict)),
    counts: { all: found.length, allowed: count('allowed'), gated: count('gated'), refused: count('refused') },
    arch: first,
  };
}

const bare = (capability: string): string => capability.replace(/^CAP_/, '');

/** By a part of the name, or by a whole number, decimal or hexadecimal, in one of the columns in sight. */
function isFound({ name, numbers }: CallRow, find: string, columns: readonly Arch[]): boolean {
  const wanted = find.trim().toLowerCase();
  if (name.includes(wanted.replace(/\(.*$/, ''))) return true;
  return /^(?:\d+|0x[\da-f]+)$/.test(wanted) && columns.some((column) => numbers.get(column) === Number(wanted));
}

function sorted(rows: readonly CallRow[], column: Arch, sort: CallsLink['sort']): readonly number[] {
  const places = rows.map((_, at) => at);
  const direction = sort.startsWith('-') ? -1 : 1;
  const by = sort.replace('-', '');
  if (by === 'name') return direction === 1 ? places : places.toReversed();
  const compare = (a: CallRow, b: CallRow): number => {
    if (by === 'verdict') return direction * (ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
    if (by === 'since')
      return lastWhere(a.since === '', b.since === '') ?? direction * compareReleases(a.since, b.since);
    const [mine, other] = [a.numbers.get(column), b.numbers.get(column)];
    return lastWhere(mine === undefined, other === undefined) ?? direction * ((mine ?? 0) - (other ?? 0));
  };
  return places.sort((a, b) => {
    const [one, other] = [rows[a], rows[b]];
    return one && other ? compare(one, other) : 0;
  });
}

/** What is not known stands last, whichever way the rest is sorted; undefined where both are known. */
const lastWhere = (a: boolean, b: boolean): number | undefined => (a || b ? Number(a) - Number(b) : undefined);

/** What the reader looks for in the table. */
export interface State {
  asked: CallsLink;
  /** The reader changed something, so the address may be written. */
  changed: boolean;
  /** What was wrong with a link. */
  notices: readonly Diagnostic[];
}

export type Message =
  | { kind: 'ask'; asked: Partial<CallsLink> }
  /** The head of a column was pressed: a first press sorts upwards, a second one turns it round. */
  | { kind: 'sort'; by: string }
  | { kind: 'open'; asked: CallsLink; notices: readonly Diagnostic[] }
  | { kind: 'all' };

export type Dispatch = (message: Message) => void;

export const INITIAL: State = { asked: CALLS_LINK_DEFAULTS, changed: false, notices: [] };

export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'ask':
      return { asked: { ...state.asked, ...message.asked }, changed: true, notices: [] };
    case 'sort':
      return { ...state, asked: { ...state.asked, sort: nextSort(state.asked.sort, message.by) }, changed: true };
    case 'open':
      return { asked: message.asked, changed: false, notices: message.notices };
    case 'all':
      return { asked: { ...CALLS_LINK_DEFAULTS, sort: state.asked.sort }, changed: true, notices: [] };
  }
}

const SORTS: readonly CallsLink['sort'][] = ['name', 'number', 'since', 'verdict'];

/** Sorted upwards by this, or downwards where it is already. */
export function nextSort(sort: CallsLink['sort'], by: string): CallsLink['sort'] {
  const wanted = SORTS.find((each) => each === by) ?? 'name';
  return sort === wanted ? (`-${wanted}` as CallsLink['sort']) : wanted;
}

/** Whether the whole table is asked for, in whatever order. */
export const isWhole = ({ find, arch, verdict, cap }: CallsLink): boolean =>
  find.trim() === '' && arch === undefined && verdict === 'all' && cap === undefined;
