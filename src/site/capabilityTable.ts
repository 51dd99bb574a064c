import file from '../../content/data/capabilityTexts.json' with { type: 'json' };
import { CAPABILITIES, isKnownName, loadTables, nameOf, numberOf } from '../engine/linux/index.ts';
import {
  decide,
  type Filter,
  parseCall,
  parseProfile,
  resolve,
  type SurveyRow,
  survey,
  versionsOf,
} from '../engine/seccomp/index.ts';
import {
  capabilitiesOf,
  newestStack,
  STACK_ENGINES,
  type StackEngine,
  stackOf,
  targetOfStack,
} from '../engine/stack/index.ts';
import { parseTrace } from '../engine/trace/index.ts';
import { DOCKER_RELEASES } from '../instrument/presets/dockerReleases.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { actionWords } from '../instrument/words/actionWords.ts';
import { targetIn } from '../islands/seccomp/state/questionOf.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink, stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../share/traceLink.ts';
import type { Tone } from '../ui/Chip.tsx';
import type { Phrase } from '../ui/Phrase.ts';
import { teachingText } from './teachingRoads.ts';
import { quotedSteps } from './transcripts.ts';

/** What is told of a capability by hand; content/data/capabilityTexts.json says where it is from. */
interface CapabilityText {
  /** What it allows, in a sentence of Markdown. */
  allows: string;
  /** The kernel that it came with; left out: it is as old as capabilities are. */
  since?: string;
  /** The call that its link asks the checker about, where the filter opens none or another is better known. */
  call?: string;
}

const TEXTS: Readonly<Record<string, CapabilityText>> = file.texts;

/** The text of a capability, CAP_KILL; throws for one that has none, as a newer kernel's would. */
function capabilityText(name: string): CapabilityText {
  const text = TEXTS[name];
  if (text === undefined) throw new Error(`content/data/capabilityTexts.json says nothing of ${name}.`);
  return text;
}

const stack = newestStack('docker');
const release = DOCKER_RELEASES.find(({ name }) => `docker-${name}` === stack?.profile);
if (stack === undefined || release === undefined) throw new Error('No Docker release is listed.');

/** The newest Docker that the site has: its stack, the first release with its default profile, those that ship it, in words, and the last of them. */
export const newestDocker = {
  stack,
  release: release.release,
  releases: release.releases,
  last: release.lines?.at(-1) ?? release.name,
} as const;

/** The filter that a link's runtime would load, of its preset; throws for no such preset or where it would be refused, as our own prose asked for it. */
export async function linkFilter(link: SeccompLink): Promise<Filter> {
  const preset = link.profile === undefined ? undefined : presetOf(link.profile);
  if (preset === undefined) throw new Error(`No profile “${link.profile}”.`);
  const { value: profile } = parseProfile(await preset.load());
  const target = targetIn(link);
  await loadTables([target.arch], versionsOf(target).libseccomp);
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error(`“${link.profile}” gives no filter on ${target.arch}.`);
  return filter;
}

/** A call that a filter lets through more often once the container has a capability. */
interface OpenedCall {
  name: string;
  /** Without the capability: never, or only with some arguments. */
  before: 'refused' | 'depends';
  /** With it: whatever the arguments, or with some. */
  after: 'allowed' | 'depends';
}

const ORDER = { deny: 0, depends: 1, allow: 2 } as const;

/**
 * The calls of the link's own ABI that its profile, which may ask for capabilities (moby, profiles/seccomp: `includes.caps`), lets through more
 * often with this one than without. What else the container has is as in the link.
 */
async function openedCalls(link: SeccompLink, capability: string): Promise<readonly OpenedCall[]> {
  const without = link.capabilities.filter((name) => name !== capability);
  const [closed, open] = await Promise.all(
    [without, [...without, capability]].map(async (capabilities) =>
      survey(await linkFilter({ ...link, capabilities }), link.arch),
    ),
  );
  const before = new Map(closed?.map(({ name, summary }) => [name, summary]));
  return (open ?? []).flatMap((row) => opened(before.get(row.name) ?? 'allow', row));
}

function opened(before: SurveyRow['summary'], { name, summary }: SurveyRow): OpenedCall[] {
  if (before === 'allow' || ORDER[summary] <= ORDER[before]) return [];
  return [
    { name, before: before === 'deny' ? 'refused' : 'depends', after: summary === 'allow' ? 'allowed' : 'depends' },
  ];
}

/** A capability with who gives it to a container, and what it opens under the newest Docker's default profile. */
interface CapabilityRow extends CapabilityText {
  name: string;
  number: number;
  /** Its anchor on the page: cap-sys-admin. */
  id: string;
  /** The engines that give it to root in a container without being asked, by the newest stack of each. */
  engines: readonly StackEngine[];
  opens: readonly OpenedCall[];
  /** Opens the profile checker with a container that has it; without `#`. */
  fragment: string;
}

const engines = Object.keys(STACK_ENGINES) as StackEngine[];

/** The engines that give a container this capability by default. */
function enginesWith(name: string): readonly StackEngine[] {
  return engines.filter((engine) => {
    const stack = newestStack(engine);
    return stack !== undefined && capabilitiesOf(stack).includes(name);
  });
}

async function rowOf(name: string, number: number): Promise<CapabilityRow> {
  const link = stackLink(newestDocker.stack);
  const text = capabilityText(name);
  const opens = await openedCalls(link, name);
  const call = text.call ?? opens[0]?.name ?? link.call;
  const capabilities = CAPABILITIES.filter((each) => each === name || link.capabilities.includes(each));
  return {
    ...text,
    name,
    number,
    id: name.toLowerCase().replaceAll('_', '-'),
    engines: enginesWith(name),
    opens,
    fragment: await writeSeccompLink({ ...link, call, capabilities }),
  };
}

let table: Promise<readonly CapabilityRow[]> | undefined;

/** Every capability of the kernel, by number; worked out once. */
export function capabilityTable(): Promise<readonly CapabilityRow[]> {
  table ??= Promise.all(CAPABILITIES.map(rowOf));
  return table;
}

/** Which capabilities open each call that any of them opens, by the call's name. */
export function openersByCall(rows: readonly CapabilityRow[]): [call: string, openers: CapabilityRow[]][] {
  const found = new Map<string, CapabilityRow[]>();
  for (const row of rows) for (const { name } of row.opens) found.set(name, [...(found.get(name) ?? []), row]);
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

/** How many calls of an ABI a profile lets through whatever their arguments, by their arguments, or never. */
export interface CallCounts {
  allowed: number;
  depends: number;
  refused: number;
  /** Calls that some arguments get through: allowed and depends. */
  reachable: number;
  total: number;
}

/** Counts every call of the link's machine that its libseccomp knows by name, under its preset and target. */
export async function countCalls(link: SeccompLink): Promise<CallCounts> {
  const filter = await linkFilter(link);
  const { libseccomp } = versionsOf(filter.target);
  const rows = survey(filter, link.arch).filter(({ name }) => isKnownName(name, libseccomp));
  const count = (summary: string) => rows.filter((row) => row.summary === summary).length;
  const [allowed, depends] = [count('allow'), count('depends')];
  return { allowed, depends, refused: count('deny'), reachable: allowed + depends, total: rows.length };
}

const ARCH = 'SCMP_ARCH_X86_64';
/** The stack that the recording was made on, as far as there is one. */
const STACK = 'docker-26.1';

/** What the chapter on a profile of one's own counts. */
interface OwnProfileCounts {
  /** Lines of the trace, and different calls in it. */
  lines: number;
  traced: number;
  /** Calls that some arguments get through: the profile made from the trace, and Docker's default. */
  own: number;
  default: number;
  /** Calls of x86_64 that libseccomp knows. */
  total: number;
  /** Calls of the trace that aarch64 does not have. */
  notOnArm: readonly string[];
}

/** The trace that the scenario own-profile recorded. */
export function recordedTrace(): string {
  const { steps } = quotedSteps('own-profile', ['trace']);
  return steps.map(({ printed }) => printed).join('');
}

/** Counts the calls of the recorded trace, and those that each profile lets through, on the stack that it was recorded on. */
export async function ownProfileCounts(): Promise<OwnProfileCounts> {
  await loadTables([ARCH, 'SCMP_ARCH_AARCH64']);
  const trace = recordedTrace();
  const names = new Set(parseTrace(trace, ARCH).calls.map(({ arch, syscall }) => nameOf(arch, syscall) ?? ''));
  const standard = await countCalls({ ...SECCOMP_LINK_DEFAULTS, profile: STACK });
  return {
    lines: trace.trimEnd().split('\n').length,
    traced: names.size,
    own: reachable(teachingText('nginx')),
    default: standard.reachable,
    total: standard.total,
    notOnArm: [...names].filter((name) => numberOf('SCMP_ARCH_AARCH64', name) === undefined).sort(),
  };
}

function reachable(text: string): number {
  const stack = stackOf(STACK);
  const profile = parseProfile(text).value;
  const filter = stack && profile && resolve(profile, targetOfStack(stack, ARCH)).value;
  if (filter === undefined) throw new Error('No filter of the profile made from the trace.');
  const { libseccomp } = versionsOf(filter.target);
  const rows = survey(filter, ARCH).filter(({ name }) => isKnownName(name, libseccomp));
  return rows.filter(({ summary }) => summary !== 'deny').length;
}

/** The fragment that opens the recorded trace in the trace check. */
export const recordedTraceLink = (): Promise<string> =>
  writeTraceLink({ ...TRACE_LINK_DEFAULTS, stack: STACK, trace: recordedTrace() });

/** A system call that the home page offers, with what the newest Docker says to it by default. */
interface HomeCall {
  call: string;
  /** What it is for, by its manual page. */
  purpose: string;
  tone: Tone;
  headline: string;
  sees: Phrase;
  /** The same question in the profile checker, as a fragment without `#`. */
  fragment: string;
}

/** One of each kind of answer: allowed, refused, and refused with ENOSYS. mkdir(2), ptrace(2), unshare(2), io_uring_setup(2), clone(2). */
const CALLS = [
  { call: 'mkdir', purpose: 'creates a directory' },
  { call: 'ptrace', purpose: 'lets strace and gdb look into a process' },
  { call: 'unshare(CLONE_NEWUSER)', purpose: 'creates a user namespace' },
  { call: 'io_uring_setup', purpose: 'sets up asynchronous I/O' },
  { call: 'clone3', purpose: 'creates a process or a thread' },
] as const;

/** Each call with its verdict on x86_64, computed when the site is built. */
export async function homeCalls(): Promise<HomeCall[]> {
  const link = stackLink(newestDocker.stack);
  const filter = await linkFilter(link);
  const answered = CALLS.map(async ({ call: text, purpose }) => {
    const { value: call } = parseCall(text, filter.target.arch);
    if (call === undefined) throw new Error(`“${text}” is no call.`);
    const { tone, headline, sees } = actionWords(decide(filter, call), call.arch);
    const fragment = await writeSeccompLink({ ...link, call: text });
    return { call: text, purpose, tone, headline, sees, fragment };
  });
  return Promise.all(answered);
}
