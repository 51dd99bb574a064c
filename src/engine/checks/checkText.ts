import { type Arch, loadTables, readArch } from '../linux/index.ts';
import { architecturesFor, versionsOf } from '../seccomp/index.ts';
import { type Diagnostic, whenThere } from '../text/index.ts';
import type { CheckResult, CheckSubject, Traces } from './CheckResult.ts';
import { check } from './check.ts';
import { targetUnder } from './filterUnder.ts';
import { parseChecks } from './parseChecks.ts';

/** What came of a text of checks: a result for each line that could be read, and every problem of the others. */
export interface CheckedText {
  results: CheckResult[];
  diagnostics: Diagnostic[];
}

/**
 * Reads a text of checks and puts them to a profile or a map, as `parseChecks` and `check` do, once what they need is loaded: in a page the tables of the
 * architectures that the text or the profile names, and of older releases of libseccomp. What does not load leaves a result that says so.
 */
export async function checkText(subject: CheckSubject, text: string, traces: Traces = new Map()): Promise<CheckedText> {
  const native: Arch = 'mapText' in subject ? 'SCMP_ARCH_X86_64' : subject.target.arch;
  const traced = [...traces.values()].flatMap(({ calls }) => calls.map(({ arch }) => arch));
  await load([native, ...architecturesNamed(text), ...new Set(traced)]);
  const { value: checks = [], diagnostics } = parseChecks(text, native);
  if ('profile' in subject) {
    for (const { under } of checks) {
      const target = targetUnder(subject.target, under);
      const { libseccomp } = versionsOf(target);
      await load([native], libseccomp);
      await load(await whenThere(() => architecturesFor(subject.profile, target)), libseccomp);
    }
  }
  return { results: await whenThere(() => check(subject, checks, traces)), diagnostics };
}

const load = (archs: readonly Arch[], libseccomp?: string) => loadTables(archs, libseccomp).catch(() => {});

/** The architectures before the colons of a text. */
const architecturesNamed = (text: string): readonly Arch[] =>
  [...text.matchAll(/(?:^|\bto\b)[ \t]*(\w+)[ \t]*:/gm)].flatMap(([, word = '']) => readArch(word) ?? []);
