import type { Change } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf, compareReleases, numberOf } from '../../../engine/linux/index.ts';
import { formatCall } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { DOCKER_RELEASES } from '../../../instrument/presets/dockerReleases.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import type { AlikeChanges, ChangeKind } from '../../../instrument/words/changeRows.ts';
import type { ComparedProfile, ComparedSide } from '../../../share/compareLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { CallShown, Group, Line, Row, SideFacts } from '../state/State.ts';

/** The calls that change in one way, each name once. */
export interface Counted {
  /** Of the machine's own ABI. */
  names: readonly string[];
  /** Those that change so on other ABIs alone, and on which: "x86 and x32"; '' where there are none. */
  others: readonly string[];
  on: string;
  /** What changes besides and has no name: numbers that are no call, and other architectures' calls. */
  unnamed: readonly string[];
}

/** What changes in one way, by name; undefined where nothing does. */
export function countedOf(alike: readonly AlikeChanges[], kind: ChangeKind, machine: Arch): Counted | undefined {
  const changes: Change[] = alike.filter(({ row }) => row.kind === kind).flatMap((each) => each.changes);
  if (changes.length === 0) return undefined;
  const own = new Set(changes.filter(({ arch }) => arch === machine).flatMap(({ names }) => names));
  const elsewhere = changes.flatMap(({ arch, names }) =>
    arch === undefined || arch === machine ? [] : [{ arch, names: names.filter((name) => !own.has(name)) }],
  );
  const others = elsewhere.filter(({ names }) => names.length > 0);
  const abis = new Set(others.map(({ arch }) => architectureOf(arch).token));
  return {
    names: [...own],
    others: [...new Set(others.flatMap(({ names }) => names))],
    on: plain(listed([...abis].map((abi) => [abi]))),
    unnamed: [
      ...(changes.some(({ arch, unnamed }) => arch && unnamed.length > 0) ? ['numbers without a name'] : []),
      ...(changes.some(({ arch }) => arch === undefined) ? ['calls of other architectures'] : []),
    ],
  };
}

/** "8 calls", "8 calls, and 2 more on x86", "1 call on x32"; where none of them has a name, what changes. */
function countWords({ names, others, on, unnamed }: Counted): string {
  if (names.length + others.length === 0) return unnamed.join(' and ');
  if (names.length === 0) return `${counted(others.length, 'call')} on ${on}`;
  return `${counted(names.length, 'call')}${others.length > 0 ? `, and ${others.length} more on ${on}` : ''}`;
}

/** The two filters that are compared. */
export type Sides = Readonly<Record<ComparedSide, SideFacts>>;

/** What each side is called within a sentence. */
export interface SideWords extends Readonly<Record<ComparedSide, string>> {
  /** One profile on two stacks: it is named first, and then the stacks tell the sides apart. */
  common: string | undefined;
}

/** "Docker’s default 29.9.0"; of one profile on two stacks, the stacks. */
export function sideWords({ before, after }: Sides): SideWords {
  const isOne = sameFields(before.profile, after.profile);
  if (isOne && before.stack.id !== after.stack.id)
    return { common: profileWords(before.profile), before: before.stack.label, after: after.stack.label };
  const areOwn = 'text' in before.profile && 'text' in after.profile && !isOne;
  const named = ({ profile }: SideFacts, which: string) => (areOwn ? `your ${which} profile` : profileWords(profile));
  return { common: undefined, before: named(before, 'old'), after: named(after, 'new') };
}

const profileWords = (profile: ComparedProfile): string =>
  'text' in profile ? 'your profile' : (presetOf(profile.preset)?.words ?? profile.preset);

/** With a capital, for the head of a sentence. `containerd` and `runc` keep their small one. */
export const capital = (words: string): string =>
  /^(?:containerd|runc)/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);

/** What each kind of change is called, in the order in which they are told. */
export const KINDS: readonly { kind: ChangeKind; title: string; tone: Tone }[] = [
  { kind: 'closed', title: 'No longer allowed', tone: 'deny' },
  { kind: 'opened', title: 'Newly allowed', tone: 'allow' },
  { kind: 'otherwise', title: 'Another answer', tone: 'depends' },
];

/** More names than these are counted. */
const MOST_NAMES = 8;

/** The calls of each kind by name, in the card. */
export function kindLines(alike: readonly AlikeChanges[], machine: Arch): readonly Line[] {
  return KINDS.flatMap(({ kind, title, tone }): Line[] => {
    const found = countedOf(alike, kind, machine);
    if (found === undefined) return [];
    const { names, others, on, unnamed } = found;
    const named = (all: readonly string[]) => namesIn(all, (name) => isInPart(alike, kind, name));
    const isNone = names.length === 0;
    const words: Phrase = [
      ...listed([...named(names), ...unnamed.map((each): Phrase => [each])]),
      ...(others.length === 0 ? [] : [`${isNone && unnamed.length === 0 ? 'On' : '; on'} ${on} only: `]),
      ...listed(named(others)),
    ];
    return [{ chip: { tone, word: title }, words }];
  });
}

/** The names, or the first of many and how many there are besides. */
function namesIn(names: readonly string[], isPart: (name: string) => boolean): readonly Phrase[] {
  const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
  const more = names.length - shown.length;
  return [
    ...shown.map((name): Phrase => [code(name), isPart(name) ? ' with some arguments' : '']),
    ...(more > 0 ? [[`${more} more`]] : []),
  ];
}

/** Whether only some values of its arguments change what the call gets, on every ABI where it changes so. */
function isInPart(alike: readonly AlikeChanges[], kind: ChangeKind, name: string): boolean {
  const changes = alike.filter(({ row }) => row.kind === kind).flatMap((each) => each.changes);
  return changes.filter(({ names }) => names.includes(name)).every(({ of }) => of.length > 0);
}

/** What to know of the two sides: that one has no filter, that no container starts with it, or that no host of its time answered so. */
export function sideLines(sides: Sides, words: SideWords): readonly Line[] {
  const [before, after] = [sides.before.stack, sides.after.stack];
  const where = `${capital(words.before)} on ${before.label}, ${words.after} on ${after.label}.`;
  const stacks: Line[] = words.common === undefined && before.id !== after.id ? [{ words: [where] }] : [];
  const told = (['before', 'after'] as const).flatMap((side) => startLines(sides[side], nameOf(words, side)));
  // One profile on one stack is told of once.
  return [...stacks, ...new Map(told.map((line) => [plain(line.words), line])).values(), ...laterRuncLines(sides)];
}

/**
 * The first Docker that came after runc 1.0.0-rc93 of 3 February 2021, the first runc that answers ENOSYS to calls newer than the profile
 * (runc's change log and #2784; Docker 20.10.3 is of 1 February, 20.10.4 of 24 February).
 */
const AFTER_THE_STUB = '20.10.4';

/** That old defaults get ENOSYS here of a runc that their own hosts did not have: once for both. */
function laterRuncLines(sides: Sides): Line[] {
  const [name, another] = new Set([sides.before, sides.after].flatMap(beforeTheStub));
  if (name === undefined) return [];
  const hosts = another === undefined ? name : 'either profile';
  return [
    {
      words: [
        `Hosts with ${hosts} answered `,
        code('EPERM'),
        ' to newer calls; the newer runc here answers ',
        code('ENOSYS'),
        '.',
      ],
    },
  ];
}

/** What the profile is called, where it is a default whose own hosts had no runc with the stub, and is asked with one that has it. */
function beforeTheStub({ profile, stack, off }: SideFacts): string[] {
  const preset = 'preset' in profile ? presetOf(profile.preset) : undefined;
  const release = DOCKER_RELEASES.find(({ name }) => preset?.id === `docker-${name}`);
  const isOlder = release !== undefined && compareReleases(release.release, AFTER_THE_STUB) < 0;
  return preset !== undefined && isOlder && !off && stack.runtime === 'runc' ? [preset.words] : [];
}

/** "your profile", "Docker’s default 26.1.5 on Docker 20.10.24": also where the stacks alone tell the sides apart. */
export const nameOf = ({ common, ...words }: SideWords, side: 'before' | 'after'): string =>
  common === undefined ? words[side] : `${common} on ${words[side]}`;

function startLines({ off, starting, refusedCalls, stack }: SideFacts, name: string): Line[] {
  if (off) return [{ words: [`There is no filter with ${name}: the profile is empty, and every call is allowed.`] }];
  if (starting !== 'fails') return [];
  return [
    {
      words: [
        `No container starts with ${name}. After ${stack.runtime} loads the filter, it still makes `,
        ...listed(namesIn(refusedCalls, () => false)),
        refusedCalls.length === 1 ? ', a call that the profile refuses.' : ', which the profile refuses.',
      ],
    },
  ];
}

/** The rows by what they mean for a program. `machine`: whose calls the profile checker is asked about by name alone. */
export function groupsOf(alike: readonly AlikeChanges[], machine: Arch): readonly Group[] {
  return KINDS.flatMap(({ kind, title, tone }): Group[] => {
    const rows = alike.filter(({ row }) => row.kind === kind);
    const found = countedOf(alike, kind, machine);
    if (found === undefined) return [];
    return [{ kind, title, tone, count: countWords(found), rows: rows.flatMap((each) => rowOf(each, machine)) }];
  });
}

function rowOf({ row, changes: [change] }: AlikeChanges, machine: Arch): Row[] {
  if (change === undefined) return [];
  const { arch, before, after, names } = change;
  const said = (of: Change['before'], word: string) => ({ tone: actionWords(of, arch).tone, word });
  const isMany = row.where !== '';
  return [
    {
      abis: row.abis,
      calls: row.calls.map((name, at) => ({ name, asked: askedOf(change, names[at], machine) })),
      unnamed: row.unnamed === '' ? undefined : unnamedOf(change, row.unnamed, machine),
      where: row.where,
      example: isMany ? askedOf(change, names[0], machine) : undefined,
      before: said(before, row.before),
      after: said(after, row.after),
    },
  ];
}

/** The call with arguments that the change is about, as the profile checker reads it on the machine. */
function askedOf({ arch, witness }: Change, name: string | undefined, machine: Arch): string | undefined {
  const syscall = name === undefined || arch === undefined ? undefined : numberOf(arch, name);
  if (arch === undefined || syscall === undefined) return undefined;
  return written({ arch, syscall, args: witness?.args ?? [] }, machine);
}

function unnamedOf({ arch, unnamed: [range], witness }: Change, words: string, machine: Arch): CallShown {
  const asked =
    arch === undefined || range === undefined
      ? undefined
      : written({ arch, syscall: range.first, args: witness?.args ?? [] }, machine);
  return { name: words, asked };
}

/** A call as the profile checker reads it on a machine: with its ABI, where that is another. */
export function written(call: Parameters<typeof formatCall>[0], machine: Arch): string {
  const text = formatCall(call);
  const own = `${architectureOf(machine).token}: `;
  return text.startsWith(own) ? text.slice(own.length) : text;
}
