import { type Arch, CAPABILITIES, isKnownName } from '../../engine/linux/index.ts';
import { type SurveyRow, survey } from '../../engine/seccomp/index.ts';
import { stackLink } from '../../share/seccompLink.ts';
import { linkFilter } from '../linkFilter.ts';
import { newestDocker } from '../newestDocker.ts';

/**
 * What a container gets of a call, with Docker's own capabilities: always, with some arguments, only with a capability more, or never.
 */
export type CallClass = 'allowed' | 'some' | 'gated' | 'refused';

export interface ClassedCall {
  name: string;
  class: CallClass;
  /** The ABI that was asked: x86_64, or x86 for a call that only 32-bit programs have. */
  arch: Arch;
  /** Of a call that arguments of 0 don't get through: the error. */
  errno: number | undefined;
  /** What its arguments decide, as text to compare. */
  decided: string;
}

const ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'] as const;
const known = new Map<string, Promise<ReadonlyMap<string, ClassedCall>>>();

/**
 * Every call that libseccomp knows on an x86_64 machine, by name, under one of Docker's profiles. The machine is that of the newest Docker whatever the
 * profile's age, so that two profiles differ by their rules alone. Each is worked out once.
 */
export function callClasses(preset: string): Promise<ReadonlyMap<string, ClassedCall>> {
  const found = known.get(preset) ?? classesOf(preset);
  known.set(preset, found);
  return found;
}

async function classesOf(preset: string): Promise<ReadonlyMap<string, ClassedCall>> {
  const link = { ...stackLink(newestDocker.stack), stack: undefined, profile: preset };
  const [filter, open] = await Promise.all([linkFilter(link), linkFilter({ ...link, capabilities: CAPABILITIES })]);
  const calls = new Map<string, ClassedCall>();
  for (const arch of ABIS) {
    const opened = new Map(survey(open, arch).map((row) => [row.name, row]));
    for (const row of survey(filter, arch)) {
      if (calls.has(row.name) || !isKnownName(row.name, link.libseccomp)) continue;
      calls.set(row.name, classed(row, opened.get(row.name), arch));
    }
  }
  return calls;
}

function classed(row: SurveyRow, opened: SurveyRow | undefined, arch: Arch): ClassedCall {
  const [first] = row.outcomes;
  return {
    name: row.name,
    class: classOf(row.summary, opened?.summary ?? 'deny'),
    arch,
    errno: first?.action === 'ERRNO' ? first.data : undefined,
    decided: JSON.stringify(row.outcomes.map(decidedBy).sort()),
  };
}

function classOf(summary: SurveyRow['summary'], opened: SurveyRow['summary']): CallClass {
  if (summary === 'allow') return 'allowed';
  if (summary === 'depends') return 'some';
  return opened === 'deny' ? 'refused' : 'gated';
}

/** An outcome without its place in the text. */
function decidedBy({ action, data, reason }: SurveyRow['outcomes'][number]): string {
  const conditions = reason.kind === 'rule' ? reason.conditions : [];
  return JSON.stringify([action, data, conditions], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}
