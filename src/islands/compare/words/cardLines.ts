import { type Arch, compareReleases } from '../../../engine/linux/index.ts';
import { DOCKER_RELEASES } from '../../../instrument/presets/dockerReleases.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import type { AlikeChanges, ChangeKind } from '../../../instrument/words/changeRows.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Line } from '../state/Reply.ts';
import type { SideFacts } from '../state/SideFacts.ts';
import { countedOf } from './countedOf.ts';
import { capital, type Sides, type SideWords } from './sideWords.ts';

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
