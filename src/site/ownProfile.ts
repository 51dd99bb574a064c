import { isKnownName, loadTables, nameOf, numberOf } from '../engine/linux/index.ts';
import { parseProfile, resolve, survey, versionsOf } from '../engine/seccomp/index.ts';
import { stackOf, targetOfStack } from '../engine/stack/index.ts';
import { parseTrace } from '../engine/trace/index.ts';
import { SECCOMP_LINK_DEFAULTS } from '../share/seccompLink.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../share/traceLink.ts';
import { countCalls } from './countCalls.ts';
import { teachingText } from './teachingRoads.ts';
import { quotedSteps } from './transcripts.ts';

const ARCH = 'SCMP_ARCH_X86_64';
/** The stack that the recording was made on, as far as there is one. */
const STACK = 'docker-26.1';

/** What the chapter on a profile of one's own counts. */
export interface OwnProfileCounts {
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
