import { type Arch, architectureOf, loadKernels, nameOf } from '../../../engine/linux/index.ts';
import { type Call, formatCall, parseCall } from '../../../engine/seccomp/index.ts';
import { LIBC_CALLS, type Libc, newestLibcs, readLibc, type Stack } from '../../../engine/stack/index.ts';
import { type Diagnostic, error, type Parsed, whenThere } from '../../../engine/text/index.ts';
import { writeStackTableLink } from '../../../share/stackTableLink.ts';
import type { LibcColumn } from '../state/Facts.ts';
import type { Asked, Question } from '../state/Question.ts';
import type { Answer, Reply } from '../state/Reply.ts';
import { callAnswer } from '../words/callAnswer.ts';
import { type Break, type BreakStretch, brokenStretches } from '../words/card.ts';
import { imageAnswer } from '../words/imageAnswer.ts';
import { isBreak } from '../words/seenWords.ts';
import { callFacts } from './callFacts.ts';
import { changesOf } from './changesOf.ts';
import { checkerLinks, libcLinks } from './checkerLinks.ts';
import { fixedIn } from './fixedIn.ts';
import { libcFacts } from './libcFacts.ts';
import { ARCH, defaultFilters, ownFilters, type StackFilter } from './stackFilters.ts';

/** What the stacks make of their defaults, and of the newest text of the reader's own: a new call asks them anew, and builds nothing. */
export interface Work {
  defaults?: readonly StackFilter[] | undefined;
  own?: { text: string; filters: readonly StackFilter[]; problems: readonly Diagnostic[] } | undefined;
}

/** Puts a call, an image and a profile through every stack. Throws where a table or a profile does not load. */
export async function answerTable(question: Question, before: Work = {}): Promise<{ reply: Reply; work: Work }> {
  await loadKernels();
  const { work, filters, problems } = await filtersOf(question, before);
  const libc = question.image.trim() === '' ? undefined : readLibc(question.image);
  const call = await whenThere(() => readCall(question.call));
  const reply = (answer: Answer | undefined): Reply => ({
    turn: question.turn,
    problems: {
      call: call?.diagnostics ?? (libc ? [] : [NOTHING_ASKED]),
      image: libc?.diagnostics ?? [],
      profile: problems,
    },
    answer,
  });
  if (call?.value) return { reply: reply(await answerCall(question, call.value, libc, filters)), work };
  const answer = !call && libc?.value ? await answerImage(question, libc.value, filters) : undefined;
  return { reply: reply(answer), work };
}

const NOTHING_ASKED = error('nothing-asked', 'No system call or image is named.', 'Name one of them, or both.');

async function filtersOf({ profile }: Asked, { defaults, own }: Work) {
  if (profile !== undefined) {
    const mine = own?.text === profile ? own : { text: profile, ...(await ownFilters(profile)) };
    return { filters: mine.filters, problems: mine.problems, work: { defaults, own: mine } };
  }
  const filters = defaults ?? (await defaultFilters());
  return { filters, problems: [], work: { defaults: filters, own } };
}

/** A call with its name, and as the checker is asked about it. */
export interface AskedCall {
  call: Call;
  name: string;
  text: string;
  arch: Arch;
}

/** The call that is named; of x86_64, or else of its 32-bit programs. Undefined where none is. */
function readCall(text: string): Parsed<AskedCall> | undefined {
  const named = text.trim();
  if (named === '') return undefined;
  const native = parseCall(named, ARCH);
  const asked = native.value ? native : parseCall(`x86: ${named}`, ARCH);
  if (asked.value === undefined) return { value: undefined, diagnostics: native.diagnostics };
  const { arch, syscall } = asked.value;
  const name = nameOf(arch, syscall) ?? named;
  const value = { call: asked.value, name, text: asked === native ? named : `x86: ${named}`, arch };
  return { value, diagnostics: asked.diagnostics };
}

const bitsOf = (arch: Arch): 32 | 64 => (arch === 'SCMP_ARCH_X86' ? 32 : 64);

async function answerCall(
  asked: Asked,
  { call, name, text, arch }: AskedCall,
  { value: libc, diagnostics: unread }: Parsed<Libc> = { value: undefined, diagnostics: [] },
  filters: readonly StackFilter[],
): Promise<Answer> {
  const bits = bitsOf(arch);
  const libcs = libc ? [bits === 32 ? { ...libc, bits } : libc] : newestLibcs(bits);
  const facts = await whenThere(() => callFacts(filters, call));
  const columns = libcs.flatMap((each): LibcColumn[] => {
    const told = libcFacts(name, each, facts);
    return told ? [{ libc: each, facts: told }] : [];
  });
  const breaks = await Promise.all(columns.map((column) => breakOf(asked, { call, name }, column)));
  const links = new Map<Stack | Libc, string>([
    ...(await checkerLinks(asked.profile, text)),
    ...(libc ? [] : await libcLinks(asked, libcs)),
  ]);
  return callAnswer({
    ...{ name, arch, facts, columns, links, unread },
    // What an image's libc does is not known without its name: no sentence may name it then.
    asked: libc ? asked : { ...asked, image: '' },
    written: formatCall(call).replace(`${architectureOf(arch).token}: `, ''),
    breaks: breaks.filter((each) => each !== undefined),
    changes: asked.profile === undefined ? await changesOf(facts, call) : [],
  });
}

async function answerImage(asked: Asked, libc: Libc, filters: readonly StackFilter[]): Promise<Answer> {
  const found = LIBC_CALLS.flatMap((name) => {
    const call = readCall(name)?.value;
    if (call === undefined) return [];
    const bits = bitsOf(call.arch);
    // A program of the image is as wide as its machine.
    if (bits === 32) return [];
    const facts = libcFacts(name, libc, callFacts(filters, call.call));
    return facts ? [{ call: name, asked: call, facts }] : [];
  });
  const breaks = await Promise.all(found.map(({ asked: call, facts }) => breakOf(asked, call, { libc, facts })));
  const known = breaks.filter((each) => each !== undefined);
  const links = known.map(async ({ call }) => [call, await writeStackTableLink({ ...asked, call })] as const);
  return imageAnswer({
    ...{ asked, libc, calls: found, breaks: known },
    links: new Map(await Promise.all(links)),
    starting: filters,
  });
}

/** Where a libc breaks, with the release that ended it; undefined where it nowhere does. */
async function breakOf(
  { profile }: Asked,
  { call, name }: Pick<AskedCall, 'call' | 'name'>,
  { libc, facts }: LibcColumn,
): Promise<Break | undefined> {
  const isBroken = (filter: StackFilter) => isBreak(libcFacts(name, libc, callFacts([filter], call))?.outcomes[0]);
  const where = brokenStretches(facts).map(async (stretch): Promise<BreakStretch> => {
    const last = stretch.stacks.at(-1);
    const isKnown = profile === undefined && last && stretch.next;
    return { ...stretch, before: isKnown ? await fixedIn(last, isKnown, isBroken) : undefined };
  });
  return where.length === 0 ? undefined : { call: name, libc, facts, where: await Promise.all(where) };
}
