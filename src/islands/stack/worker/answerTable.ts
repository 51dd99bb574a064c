import {
  type Arch,
  abisOn,
  architectureOf,
  closest,
  compareReleases,
  loadKernels,
  loadTables,
  nameOf,
  names,
  subArchitectures,
} from '../../../engine/linux/index.ts';
import { architectureAsked, type Call, formatCall, parseCall } from '../../../engine/seccomp/index.ts';
import {
  type CallAnswer,
  LIBC_CALLS,
  type Libc,
  libcAnswer,
  newestLibcs,
  readLibc,
  STACKS,
  type Stack,
} from '../../../engine/stack/index.ts';
import { type Diagnostic, error, type Parsed } from '../../../engine/text/index.ts';
import { DOCKER_RELEASES } from '../../../instrument/presets/dockerReleases.ts';
import { presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/fragment.ts';
import { stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { writeStackTableLink } from '../../../share/stackTableLink.ts';
import type { LibcColumn, LibcFacts, Outcome, Seen, StackFacts } from '../state/Facts.ts';
import type { Answer, Asked, Question, Reply } from '../state/State.ts';
import { type Change, callAnswer, imageAnswer } from '../words/callAnswer.ts';
import { type Break, type BreakStretch, brokenStretches, isBreak } from '../words/card.ts';
import { callFacts, defaultFilter, defaultFilters, ownFilters, type StackFilter } from './callFacts.ts';

/**
 * The first release of Docker, after one stack and up to another, whose default ends the harm for good, the rest of the older stack being as it is. Undefined
 * where no release between them does so, and of other engines, whose releases in between are not known here.
 */
export async function fixedIn(
  broken: Stack,
  fine: Stack,
  arch: Arch,
  isBroken: (filter: StackFilter) => boolean,
): Promise<string | undefined> {
  if (broken.engine !== 'docker') return undefined;
  const isBetween = (release: string) =>
    compareReleases(release, broken.versions.engine) > 0 && compareReleases(release, fine.versions.engine) <= 0;
  const releases = DOCKER_RELEASES.map(({ release }) => release)
    .filter(isBetween)
    .toSorted(compareReleases);
  const asked = releases.map(async (engine) => {
    const stack: Stack = { ...broken, versions: { ...broken.versions, engine }, profile: `docker-${engine}` };
    return isBroken(await defaultFilter(stack, arch, await presetProfile(stack.profile)));
  });
  const last = (await Promise.all(asked)).lastIndexOf(true);
  return releases[last + 1];
}

/** Between which of Docker's releases its default's answer changes, where that is none of the stacks' own releases. */
export async function changesOf(facts: readonly StackFacts[], arch: Arch, call: Call): Promise<readonly Change[]> {
  const docker = facts
    .filter(({ stack }) => stack.engine === 'docker')
    .toSorted((a, b) => compareReleases(a.stack.versions.engine, b.stack.versions.engine));
  const found = docker.slice(1).map(async (after, at): Promise<Change[]> => {
    const before = docker[at];
    if (before === undefined || saidBy(before) === saidBy(after)) return [];
    const isOther = (filter: StackFilter) => callFacts([filter], call).some((each) => saidBy(each) !== saidBy(after));
    const alone = await fixedIn(before.stack, after.stack, arch, isOther);
    const release = alone ?? (await withLater(before.stack, after.stack, arch, isOther));
    if (release === undefined || release === after.stack.versions.engine) return [];
    return [{ release, after, isProfileAlone: alone !== undefined }];
  });
  return (await Promise.all(found)).flat();
}

/** The same where the rest of the later stack is needed too, as a libseccomp that knows the call. */
async function withLater(
  { profile, versions: { engine } }: Stack,
  after: Stack,
  arch: Arch,
  isOther: (filter: StackFilter) => boolean,
): Promise<string | undefined> {
  const mixed: Stack = { ...after, profile, versions: { ...after.versions, engine } };
  const isByProfile = isOther(await defaultFilter(mixed, arch, await presetProfile(profile)));
  return isByProfile ? fixedIn(mixed, after, arch, isOther) : undefined;
}

const saidBy = ({ answers }: StackFacts): string => answers.map(({ action, data }) => `${action} ${data}`).join();

/** The checker's fragment with a call on each stack and the same machine, under its default or a text of the reader's own; none where the text is too long for a link. */
export async function checkerLinks(
  { profile: text, arch }: Asked,
  call: string,
): Promise<readonly (readonly [Stack, string])[]> {
  const own = text === undefined ? {} : { profile: undefined, text };
  return heldLinks(text, STACKS, (stack) => writeSeccompLink({ ...stackLink(stack), ...own, call, arch }));
}

/** The fragment of this table with each libc in the place of the newest of all. */
export const libcLinks = (asked: Asked, libcs: readonly Libc[]): Promise<readonly (readonly [Libc, string])[]> =>
  heldLinks(asked.profile, libcs, ({ name, version }) =>
    writeStackTableLink({ ...asked, image: `${name} ${version}` }),
  );

/** The fragment of this table that tells each stack’s row first: what an image’s libc does there is in no other state. */
export const rowLinks = (asked: Asked): Promise<readonly (readonly [Stack, string])[]> =>
  heldLinks(asked.profile, STACKS, ({ id }) => writeStackTableLink({ ...asked, stack: id }));

/** The fragment that shows each of some things; none where the profile is too long for a link. */
async function heldLinks<Shown>(
  text: string | undefined,
  shown: readonly Shown[],
  fragmentOf: (each: Shown) => Promise<string>,
): Promise<readonly (readonly [Shown, string])[]> {
  const links = await Promise.all(shown.map(async (each) => [each, await fragmentOf(each)] as const));
  const texts = text === undefined ? [] : [text];
  return links.filter(([, fragment]) => isWithin(WRITTEN_LIMITS, fragment, texts));
}

/** What a libc makes of the call on each stack; undefined for a call that the table of libcs does not tell of. */
export function libcFacts(name: string, libc: Libc, facts: readonly StackFacts[]): LibcFacts | undefined {
  const called = libcAnswer(name, libc, 'ENOSYS');
  if (called === undefined) return undefined;
  return {
    outcomes: facts.map(({ seen }) => together(seen.map((each) => outcomeOf(name, libc, each)))),
    rows: called.rows,
  };
}

function together(outcomes: readonly Outcome[]): Outcome | undefined {
  return new Set(outcomes).size > 1 ? 'depends' : outcomes[0];
}

function outcomeOf(name: string, libc: Libc, seen: Seen): Outcome {
  const answer = answerOf(seen);
  const told = libcAnswer(name, libc, answer ?? 'ENOSYS')?.outcome ?? 'unknown';
  if (told === 'not called') return told;
  if (seen.kind === 'runs') return 'works';
  return answer === undefined ? 'unknown' : told;
}

/** As the table of libcs knows it; undefined for what it was not asked with. */
function answerOf(seen: Seen): CallAnswer | undefined {
  if (seen.kind === 'killed') return 'kill';
  if (seen.kind !== 'error') return undefined;
  return seen.errno === 'ENOSYS' || seen.errno === 'EPERM' ? seen.errno : undefined;
}

/** What the stacks make of their defaults, and of the newest text of the reader's own: a new call asks them anew, and builds nothing. */
export interface Work {
  defaults?: { arch: Arch; filters: readonly StackFilter[] } | undefined;
  own?: { text: string; arch: Arch; filters: readonly StackFilter[]; problems: readonly Diagnostic[] } | undefined;
}

/** Puts a call, an image and a profile through every stack. Throws where a table or a profile does not load. */
export async function answerTable(question: Question, before: Work = {}): Promise<{ reply: Reply; work: Work }> {
  const { arch } = question;
  const named = architectureAsked(question.call);
  await Promise.all([loadKernels(), loadTables([...abisOn(arch), ...(named ? [named] : [])])]);
  const { work, filters, problems } = await filtersOf(question, before);
  const libc = question.image.trim() === '' ? undefined : readLibc(question.image, closest);
  const call = readCall(question.call, arch);
  const reply = (answer: Answer | undefined): Reply => ({
    turn: question.turn,
    problems: {
      call: call?.diagnostics ?? (libc ? [] : [NOTHING_ASKED]),
      image: libc?.diagnostics ?? [],
      profile: problems,
    },
    names: namesOn(arch),
    answer,
  });
  if (call?.value) return { reply: reply(await answerCall(question, call.value, libc, filters)), work };
  const answer = !call && libc?.value ? await answerImage(question, libc.value, filters) : undefined;
  return { reply: reply(answer), work };
}

const NOTHING_ASKED = error('nothing-asked', 'No system call or image given.', 'Enter one, or both.');

/** Every call that can be named on a machine, also for the programs of another ABI that it runs. */
const namesOn = (arch: Arch): string => [...new Set(abisOn(arch).flatMap((each) => names(each)))].sort().join(' ');

async function filtersOf({ profile, arch }: Asked, { defaults, own }: Work) {
  if (profile !== undefined) {
    const isKnown = own?.text === profile && own.arch === arch;
    const mine = isKnown ? own : { text: profile, arch, ...(await ownFilters(profile, arch)) };
    return { filters: mine.filters, problems: mine.problems, work: { defaults, own: mine } };
  }
  const mine = defaults?.arch === arch ? defaults : { arch, filters: await defaultFilters(arch) };
  return { filters: mine.filters, problems: [], work: { defaults: mine, own } };
}

/** A call with its name, and as the checker is asked about it. */
export interface AskedCall {
  call: Call;
  name: string;
  text: string;
  arch: Arch;
  /** The machine's own ABI has no such call. */
  isAbsent: boolean;
}

/** The call that is named; of the machine's own ABI, or else of the first other one that it runs and that has the call. Undefined where none is named. */
function readCall(text: string, machine: Arch): Parsed<AskedCall> | undefined {
  const named = text.trim();
  if (named === '') return undefined;
  const others = subArchitectures(machine).map((sub) => `${architectureOf(sub).token}: ${named}`);
  const asked = [named, ...others].map((written) => ({ written, ...parseCall(written, machine) }));
  const found = asked.find(({ value }) => value !== undefined);
  if (found?.value === undefined) return { value: undefined, diagnostics: asked[0]?.diagnostics ?? [] };
  const { arch, syscall } = found.value;
  const name = nameOf(arch, syscall) ?? named;
  const value = { call: found.value, name, text: found.written, arch, isAbsent: found.written !== named };
  return { value, diagnostics: found.diagnostics };
}

/** How wide its programs are. x32's are as 64-bit ones to a libc: its times have 64 bits, and no call ends in time64. */
const bitsOf = (arch: Arch): 32 | 64 => (arch === 'SCMP_ARCH_X32' ? 64 : architectureOf(arch).bits);

async function answerCall(
  asked: Asked,
  { call, name, text, arch, isAbsent }: AskedCall,
  { value: libc, diagnostics: unread }: Parsed<Libc> = { value: undefined, diagnostics: [] },
  filters: readonly StackFilter[],
): Promise<Answer> {
  const bits = bitsOf(arch);
  const libcs = libc ? [{ ...libc, bits, arch }] : newestLibcs(bits, arch);
  const facts = callFacts(filters, call);
  const columns = libcs.flatMap((each): LibcColumn[] => {
    const told = libcFacts(name, each, facts);
    return told ? [{ libc: each, facts: told }] : [];
  });
  const breaks = await Promise.all(columns.map((column) => breakOf(asked, { call, name }, column)));
  const links = {
    checker: new Map(await checkerLinks(asked, text)),
    table: new Map<Stack | Libc, string>(libc ? await rowLinks(asked) : await libcLinks(asked, libcs)),
  };
  return callAnswer({
    ...{ name, arch, isAbsent, facts, columns, links, unread },
    // What an image's libc does is not known without its name: no sentence may name it then.
    asked: libc ? asked : { ...asked, image: '' },
    written: formatCall(call).replace(`${architectureOf(arch).token}: `, ''),
    breaks: breaks.filter((each) => each !== undefined),
    changes: asked.profile === undefined ? await changesOf(facts, asked.arch, call) : [],
  });
}

async function answerImage(asked: Asked, named: Libc, filters: readonly StackFilter[]): Promise<Answer> {
  const libc: Libc = { ...named, bits: bitsOf(asked.arch), arch: asked.arch };
  const found = LIBC_CALLS.flatMap((name) => {
    const call = readCall(name, asked.arch)?.value;
    // A program of the image is its machine's own.
    if (call === undefined || call.isAbsent) return [];
    const facts = libcFacts(name, libc, callFacts(filters, call.call));
    return facts ? [{ call: name, asked: call, facts }] : [];
  });
  const breaks = await Promise.all(found.map(({ asked: call, facts }) => breakOf(asked, call, { libc, facts })));
  const known = breaks.filter((each) => each !== undefined);
  const links = known.map(
    async ({ call }) => [call, await writeStackTableLink({ ...asked, call, stack: undefined })] as const,
  );
  return imageAnswer({
    ...{ asked, libc, calls: found, breaks: known },
    links: new Map<string | Stack, string>([...(await Promise.all(links)), ...(await rowLinks(asked))]),
    starting: filters,
  });
}

/** Where a libc breaks, with the release that ended it; undefined where it nowhere does. */
async function breakOf(
  { profile, arch }: Asked,
  { call, name }: Pick<AskedCall, 'call' | 'name'>,
  { libc, facts }: LibcColumn,
): Promise<Break | undefined> {
  const isBroken = (filter: StackFilter) => isBreak(libcFacts(name, libc, callFacts([filter], call))?.outcomes[0]);
  const where = brokenStretches(facts).map(async (stretch): Promise<BreakStretch> => {
    const last = stretch.stacks.at(-1);
    const isKnown = profile === undefined && last && stretch.next;
    return { ...stretch, before: isKnown ? await fixedIn(last, isKnown, arch, isBroken) : undefined };
  });
  return where.length === 0 ? undefined : { call: name, libc, facts, where: await Promise.all(where) };
}
