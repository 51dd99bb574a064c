import { type Arch, architectureOf, nameOf } from '../../linux/index.ts';
import type { Diagnostic } from '../../text/index.ts';
import { misreads } from './libseccomp/Block.ts';
import type { CallTable } from './libseccomp/CallTable.ts';

/** Where libseccomp 2.6.0's program doesn't do what the rules say; `unread` are the architectures on which it never looks at the number. */
export function programFindings(tables: ReadonlyMap<Arch, CallTable>, unread: readonly Arch[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [arch, table] of tables) {
    const { label } = architectureOf(arch);
    if (unread.includes(arch)) {
      found.push({
        code: 'libseccomp-number-unread',
        severity: 'warning',
        message: `Found a rule on a call that ${label} lacks, with fewer conditions than any on its own calls; expected one on its own with as few.`,
        hint: `libseccomp 2.6.0 then never loads the call's number on ${label}, and ${answeredBy(arch, table)} answers everything there. A rule without conditions on a call of ${label} mends it.`,
      });
      continue;
    }
    for (const [number, { program, rules }] of table) {
      if (!misreads(program)) continue;
      const span = rules.at(-1)?.rule.nameSpan;
      found.push({
        code: 'libseccomp-misreads',
        severity: 'warning',
        message: `Found overlapping conditions for ${nameOf(arch, number) ?? number}, expected ones that libseccomp 2.6.0 puts together rightly.`,
        hint: `On ${label} its program compares the wrong argument, or the wrong half of one, for some values. The verdicts here are those of that program.`,
        ...(span !== undefined && { span }),
      });
    }
  }
  return found;
}

function answeredBy(arch: Arch, table: CallTable): string {
  const { auditArch } = architectureOf(arch);
  return table.has(auditArch) ? `the rule for ${nameOf(arch, auditArch)} (call ${auditArch})` : 'the default action';
}
