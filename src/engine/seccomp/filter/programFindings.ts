import { type Arch, architectureOf, nameOf } from '../../linux/index.ts';
import { type Diagnostic, warning } from '../../text/index.ts';
import { misreads } from './libseccomp/Block.ts';
import type { CallTable } from './libseccomp/CallTable.ts';

/** Where libseccomp's program doesn't do what the rules say; `unread` are the architectures on which it never looks at the number. */
export function programFindings(
  tables: ReadonlyMap<Arch, CallTable>,
  unread: readonly Arch[],
  libseccomp: string,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [arch, table] of tables) {
    const { label } = architectureOf(arch);
    if (unread.includes(arch)) {
      const message = `A rule for a call that ${label} lacks has fewer conditions than any rule for a call that ${label} has.`;
      const hint = `The filter that libseccomp ${libseccomp} builds then never reads the call’s number on ${label}, and ${answeredBy(arch, table)} applies to every call there. To fix it, add a rule without conditions for a call of ${label}.`;
      found.push(warning('libseccomp-number-unread', message, hint));
      continue;
    }
    for (const [number, { program, rules }] of table) {
      if (!misreads(program)) continue;
      const message = `libseccomp ${libseccomp} combines the overlapping conditions for ${nameOf(arch, number) ?? number} wrongly.`;
      const hint = `On ${label} the filter that it builds compares the wrong argument, or the wrong half of one, for some values. The verdicts shown are those of that filter.`;
      found.push(warning('libseccomp-misreads', message, hint, rules.at(-1)?.rule.nameSpan));
    }
  }
  return found;
}

function answeredBy(arch: Arch, table: CallTable): string {
  const { auditArch } = architectureOf(arch);
  return table.has(auditArch) ? `the rule for ${nameOf(arch, auditArch)} (call ${auditArch})` : 'the default action';
}
