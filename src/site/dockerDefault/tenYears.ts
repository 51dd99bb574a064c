import { type Comparison, compare } from '../../engine/compare/index.ts';
import { type Arch, CAPABILITIES } from '../../engine/linux/index.ts';
import { type Filter, parseProfile, readerOf } from '../../engine/seccomp/index.ts';
import { STACKS, stackOf } from '../../engine/stack/index.ts';
import { DOCKER_RELEASES, type DockerRelease } from '../../instrument/presets/dockerReleases.ts';
import { engineOfPreset, PRESETS, presetOf } from '../../instrument/presets/presets.ts';
import { filterOn } from '../../instrument/stacks/filterOn.ts';
import { targetOfPreset } from '../../instrument/stacks/targetOfStack.ts';
import type {
  ChangedCalls,
  DefaultChange,
  DefaultChangeKind,
  Lane,
  TenYearsShown,
} from '../../instrument/tenYears/TenYears.ts';
import { type AlikeChanges, alikeChanges } from '../../instrument/words/changeRows.ts';
import { COMPARE_LINK_STACK } from '../../share/compareLink.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';
import { newestDocker } from '../capabilityTable.ts';
import { type CallClass, type ClassedCall, callClasses, changesBetween, type ListChanges } from './staleCopy.ts';

/** A release that has another default profile than the one before it in its line. */
interface ReleaseStep extends ListChanges {
  release: string;
  /** Its day. */
  date: string;
  /** The release that it is compared with; none for the first. */
  since: string | undefined;
  /** Whether the newest release comes from it; else it is the end of an older line that was still kept. */
  isMain: boolean;
  /** How many calls are in each class. */
  counts: Readonly<Record<CallClass, number>>;
}

const preset = (release: string) => `docker-${release}`;

let history: Promise<readonly ReleaseStep[]> | undefined;

/** Every release that changed Docker's default, from the first that had it as a file (1.11.0), by day. */
export function releaseHistory(): Promise<readonly ReleaseStep[]> {
  history ??= Promise.all(DOCKER_RELEASES.map(stepOf)).then((steps) =>
    steps.sort((a, b) => a.date.localeCompare(b.date) || Number(a.isMain) - Number(b.isMain)),
  );
  return history;
}

const NEWEST = mainLine(newestDocker.release);

/** The states from the first to this one. */
function mainLine(release: string): ReadonlySet<string> {
  const state = DOCKER_RELEASES.find((each) => each.release === release);
  if (state === undefined) throw new Error(`No state ${release}.`);
  return new Set([...(state.since === undefined ? [] : mainLine(state.since)), release]);
}

async function stepOf({ release, date, since }: DockerRelease): Promise<ReleaseStep> {
  const calls = await callClasses(preset(release));
  const before = since === undefined ? calls : await callClasses(preset(since));
  return { ...changesBetween(before, calls), release, date, since, isMain: NEWEST.has(release), counts: count(calls) };
}

function count(calls: ReadonlyMap<string, ClassedCall>): ReleaseStep['counts'] {
  const of = (wanted: CallClass) => [...calls.values()].filter(({ class: found }) => found === wanted).length;
  return { allowed: of('allowed'), some: of('some'), gated: of('gated'), refused: of('refused') };
}

/** Where every default is judged, whatever its age: where a link to the comparison that names no stack judges it. */
const MACHINE: Arch = 'SCMP_ARCH_X86_64';
const STACK = stackOf(COMPARE_LINK_STACK);

/**
 * What a default answers otherwise than the one before it, on an x86_64 machine, as the page that compares two profiles says it. What changes
 * only for a container with every capability is 'gated' or 'ungated'. Throws for a preset that nothing has.
 */
async function defaultChanges(before: string, after: string): Promise<readonly ChangedCalls[]> {
  const [own, open] = await Promise.all(
    [undefined, CAPABILITIES].map(async (capabilities) =>
      compare(await filterOf(before, capabilities), await filterOf(after, capabilities)),
    ),
  );
  if (!own?.isWhole || !open?.isWhole) throw new Error(`${before} and ${after} have too many conditions to compare.`);
  return onOneMachine([...ofContainer(own), ...withCapabilities(open, own)]);
}

const known = new Map<string, Promise<Filter>>();

function filterOf(id: string, capabilities: readonly string[] | undefined): Promise<Filter> {
  const key = `${id} ${capabilities?.length}`;
  const found = known.get(key) ?? made(id, capabilities);
  known.set(key, found);
  return found;
}

async function made(id: string, capabilities: readonly string[] | undefined): Promise<Filter> {
  const preset = presetOf(id);
  if (preset === undefined || STACK === undefined) throw new Error(`No profile is named ${id}.`);
  const target = targetOfPreset(preset.id, STACK, MACHINE);
  const reached = capabilities === undefined ? target : { ...target, capabilities };
  const profile = parseProfile(await preset.load(), undefined, readerOf(reached)).value;
  const filter = profile && (await filterOn(profile, reached))?.value;
  if (filter === undefined) throw new Error(`No filter comes of ${id}.`);
  return filter;
}

const ofContainer = (own: Comparison): ChangedCalls[] =>
  alikeChanges(own).map((alike) => changed(alike, alike.row.kind, alike.row.calls));

const KIND: Readonly<Record<'opened' | 'closed', DefaultChangeKind>> = { opened: 'gated', closed: 'ungated' };

/** Of what changes with every capability, the calls that don't change so without. */
function withCapabilities(open: Comparison, own: Comparison): ChangedCalls[] {
  const rows = alikeChanges(own).map(({ row }) => row);
  return alikeChanges(open).flatMap((alike) => {
    const { kind } = alike.row;
    if (kind === 'otherwise') return [];
    const told = new Set(rows.filter((row) => row.kind === kind).flatMap(({ calls }) => calls));
    const calls = alike.row.calls.filter((call) => !told.has(call));
    return calls.length === 0 ? [] : [changed(alike, KIND[kind], calls)];
  });
}

function changed({ row, changes }: AlikeChanges, kind: DefaultChangeKind, calls: readonly string[]): ChangedCalls {
  const isOwn = changes.some(({ arch }) => arch === MACHINE);
  return {
    ...{ kind, calls },
    on: isOwn ? '' : row.abis,
    where: row.where,
    besides: row.unnamed,
    answers: kind === 'otherwise' ? `${row.before}, then ${row.after}` : '',
  };
}

/** The machine's own calls first; of another ABI what does not change alike there, by the name of the call. */
function onOneMachine(all: readonly ChangedCalls[]): readonly ChangedCalls[] {
  const own = all.filter(({ on }) => on === '');
  const told = new Set(own.flatMap(({ kind, calls }) => calls.map((call) => `${kind} ${nameIn(call)}`)));
  const others = all.flatMap((each): ChangedCalls[] => {
    if (each.on === '') return [];
    const fresh = each.calls.filter((call) => !told.has(`${each.kind} ${nameIn(call)}`));
    for (const call of fresh) told.add(`${each.kind} ${nameIn(call)}`);
    return fresh.length === 0 ? [] : [{ ...each, calls: fresh }];
  });
  return [...own, ...others];
}

const nameIn = (call: string): string => call.replace(/\(.*$/, '');

/** Whose presets the other lanes have. */
const LINES = [
  { lane: 'podman', name: 'Podman' },
  { lane: 'containerd', name: 'containerd' },
] as const;

let changes: Promise<readonly DefaultChange[]> | undefined;

/** Every state of Docker's default, and those of Podman's and containerd's that the site has, by lane and day, with what each changed. Worked out once. */
export function tenYears(): Promise<readonly DefaultChange[]> {
  changes ??= allChanges();
  return changes;
}

async function allChanges(): Promise<readonly DefaultChange[]> {
  const docker = (await releaseHistory()).map(({ release, date, since, isMain }) =>
    dockerChange(release, date, since, isMain),
  );
  const all = await Promise.all([...docker, ...LINES.flatMap(lineChanges)]);
  const order: readonly Lane[] = ['docker', 'older', 'podman', 'containerd'];
  return order.flatMap((lane) => all.filter((each) => each.lane === lane));
}

async function dockerChange(
  release: string,
  date: string,
  since: string | undefined,
  isMain: boolean,
): Promise<DefaultChange> {
  const { releases = release } = DOCKER_RELEASES.find((each) => each.release === release) ?? {};
  return {
    ...{ id: idOf(`docker-${release}`), lane: isMain ? 'docker' : 'older', title: `Docker ${release}`, date },
    releases: releases === release ? '' : releases,
    ...(await told(
      `docker-${release}`,
      since === undefined ? undefined : { id: idOf(`docker-${since}`), title: `Docker ${since}` },
    )),
  };
}

function lineChanges({ lane, name }: (typeof LINES)[number]) {
  const presets = PRESETS.filter(({ id }) => engineOfPreset(id) === lane).toReversed();
  return presets.map(async ({ id }, at): Promise<DefaultChange> => {
    const stack = STACKS.find(({ profile }) => profile === id);
    if (stack?.date === undefined) throw new Error(`No stack tells when ${id} came.`);
    const before = presets[at - 1]?.id;
    const titleOf = (preset: string) => `${name} ${preset.slice(preset.indexOf('-') + 1)}`;
    return {
      ...{ id, lane, title: titleOf(id), date: stack.date },
      releases: stack.label,
      ...(await told(id, before === undefined ? undefined : { id: before, title: titleOf(before) })),
    };
  });
}

/** Why, and what changed against the state before. Throws where no reason is written for a state. */
async function told(
  state: string,
  since: DefaultChange['since'],
): Promise<Pick<DefaultChange, 'since' | 'why' | 'sources' | 'calls' | 'counts'>> {
  const { why, notes = [], sources: said = [] } = presetOf(state) ?? {};
  if (why === undefined) throw new Error(`Nothing tells why ${state} changed.`);
  const file = notes.at(-1)?.sources.at(-1);
  const sources = file === undefined || said.length > 0 ? said : [file];
  const calls = since === undefined ? [] : await defaultChanges(since.id, idOf(state));
  return { since, why: phraseIn(why), sources, calls, counts: countsOf(calls) };
}

function idOf(name: string): string {
  const preset = presetOf(name);
  if (preset === undefined) throw new Error(`No profile is named ${name}.`);
  return preset.id;
}

/** Words of code stand between backticks. */
const phraseIn = (text: string): Phrase => text.split('`').map((part, at) => (at % 2 === 1 ? code(part) : part));

/** How many calls come and go; what no capability opens any longer goes, too. */
function countsOf(calls: readonly ChangedCalls[]): DefaultChange['counts'] {
  const of = (...kinds: readonly DefaultChangeKind[]) =>
    calls.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.calls.length, 0);
  return { opened: of('opened'), gated: of('gated'), closed: of('closed', 'ungated') };
}

/** What the drawing begins with: the newest of Docker's. Throws where there is none. */
export function shownOf(changes: readonly DefaultChange[]): TenYearsShown {
  const first = changes.findLast(({ lane }) => lane === 'docker');
  if (first === undefined) throw new Error('No state of Docker’s default is listed.');
  const marks = changes.map(({ id, lane, title, date, counts }) => ({ id, lane, title, date, counts }));
  return { marks, first };
}
