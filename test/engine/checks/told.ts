import { expect } from 'vitest';
import { type CheckResult, type CheckSubject, check, parseChecks } from '../../../src/engine/checks/index.ts';
import { formatCall, parseProfile, type Target } from '../../../src/engine/seccomp/index.ts';
import type { Diagnostic } from '../../../src/engine/text/index.ts';
import { profileText, TARGET } from '../seccomp/inline.ts';

/** A profile in few words (`profileText`) on a target. */
export function profileOf(words: string, target: Partial<Target> = {}): CheckSubject {
  const profile = parseProfile(profileText(words)).value ?? expect.fail('no profile');
  return { profile, target: { ...TARGET, ...target } };
}

/** What comes of one check: "holds: ALLOW by the rule on line 2", "fails: host UID 5 [inside 7]". */
export function told(subject: CheckSubject, text: string): string {
  const arch = 'target' in subject ? subject.target.arch : undefined;
  const { value = [], diagnostics } = parseChecks(text, arch);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return check(subject, value).map(resultWords).join('\n');
}

export function resultWords({ ok, found, counterexample, id }: CheckResult): string {
  const other = counterexample ? ` [${formatCall(counterexample)}]` : id ? ` [${id.side} ${id.id}]` : '';
  return `${ok ? 'holds' : 'fails'}: ${found}${other}`;
}

/** "2:5-9 code: What is wrong. What to do. (fix)" */
export function problemWords({ code, message, hint, span, fix }: Diagnostic): string {
  const place = span ? `${span.line}:${span.column}-${span.column + span.end - span.start} ` : '';
  const edits = fix?.map(({ text }) => ` (${text})`).join('') ?? '';
  return `${place}${code}: ${message} ${hint}${edits}`;
}
