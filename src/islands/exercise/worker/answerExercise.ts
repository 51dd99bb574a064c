import { type CheckResult, type CheckSubject, check, checkText, parseChecks } from '../../../engine/checks/index.ts';
import { parseIdMap } from '../../../engine/idmap/index.ts';
import { isSince } from '../../../engine/linux/index.ts';
import { parseProfile, readerOf } from '../../../engine/seccomp/index.ts';
import { newestStack, stackOf } from '../../../engine/stack/index.ts';
import { isError } from '../../../engine/text/index.ts';
import { checkShown } from '../../../instrument/checks/checkShown.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { CheckShown, MachineQuestion, MachineReply, MakeQuestion, MakeReply } from '../state/machine.ts';
import { outcomeOf } from '../state/outcome.ts';

/** The machine that the exercises about profiles speak of. */
const ARCH = 'SCMP_ARCH_X86_64';

/** A text and its checks; `isDefault`: a profile that is the stack's own. */
type Checked = MakeQuestion & { isDefault?: boolean };

/** What the checks say of a text; where that is no map or no profile, none passes. */
export async function answerChecks(question: Checked): Promise<MakeReply> {
  const subject = await subjectOf(question);
  if (typeof subject === 'string') {
    const checks = parseChecks(question.checks, ARCH).value ?? [];
    return { results: checks.map(({ text: line }) => ({ line, ok: false, found: '' })), problem: subject };
  }
  const { results } = await checkText(subject, question.checks);
  return { results: results.map(resultShown) };
}

/** Which outcome an output is. */
export async function answerOutput({ text, outcomes }: MachineQuestion): Promise<MachineReply> {
  return { outcome: outcomeOf(text, outcomes, { passes: passesChecks, isSince }) };
}

/** What is checked; or what is wrong with it as a whole. */
async function subjectOf({ about, stack: id, writer, text, isDefault }: Checked): Promise<CheckSubject | string> {
  if (about === 'map') {
    const { kind, id: user } = writer ?? {};
    return { mapText: text, writer: { ...(kind && { kind }), ...(user !== undefined && { id: user }) } };
  }
  const stack = id === undefined ? newestStack('docker') : stackOf(id);
  if (stack === undefined) return `No stack “${id}”.`;
  const target = (isDefault ? targetOfDefault : targetOfStack)(stack, ARCH);
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const problem = diagnostics.find(isError);
  if (problem)
    return problem.span && text.trim() !== '' ? `Line ${problem.span.line}: ${problem.message}` : problem.message;
  return profile ? { profile, target } : 'No profile yet.';
}

function resultShown(result: CheckResult): CheckShown {
  const { text: line, ok, found } = checkShown(result, ARCH);
  return { line, ok, found };
}

/** Whether the map in an output passes them: its lines of three numbers. One that ends in a line of two was cut, and passes nothing. */
function passesChecks(output: string, checks: readonly string[]): boolean {
  if (/^\s*\d+\s+\d+\s+\d+\s*\n\s*\d+[ \t]+\d+\s*$/m.test(output)) return false;
  const lines = output.split('\n').filter((line) => /^\s*\d+\s+\d+\s+\d+\s*$/.test(line));
  const mapText = lines.join('\n');
  if (parseIdMap(mapText).value === undefined) return false;
  return check({ mapText }, parseChecks(checks.join('\n')).value ?? []).every(({ ok }) => ok);
}
