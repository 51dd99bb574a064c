import { type Arch, architectureOf, formatNumber, nameOf } from '../../linux/index.ts';
import { type Diagnostic, warning } from '../../text/index.ts';
import { isBlock } from './libseccomp/Block.ts';
import type { CallEntry, CallTable } from './libseccomp/CallTable.ts';
import { contradiction } from './libseccomp/contradiction.ts';
import { comparedArguments } from './libseccomp/reachableAnswers.ts';
import { wholeCall } from './wholeCall.ts';

/**
 * Where libseccomp's program doesn't do what the rules say, and the calls whose conditions it misreads; `unread` are the architectures on which it never looks at
 * the number.
 */
export function programFindings(
  tables: ReadonlyMap<Arch, CallTable>,
  unread: readonly Arch[],
  libseccomp: string,
): { diagnostics: Diagnostic[]; misread: ReadonlySet<CallEntry> } {
  const diagnostics: Diagnostic[] = [];
  const misread = new Set<CallEntry>();
  for (const [arch, table] of tables) {
    const { label, bits } = architectureOf(arch);
    if (unread.includes(arch)) {
      const message = `A rule for a call that ${label} lacks has fewer conditions than any rule for a call that ${label} has.`;
      const hint = `The filter that libseccomp ${libseccomp} builds then never reads the call’s number on ${label}, and ${answeredBy(arch, table)} applies to every call there. To fix it, add a rule without conditions for a call of ${label}.`;
      diagnostics.push(warning('libseccomp-number-unread', message, hint));
      continue;
    }
    for (const [syscall, entry] of table) {
      const known = isBlock(entry.program) ? contradiction(entry, bits) : undefined;
      if (known === undefined) continue;
      misread.add(entry);
      const name = nameOf(arch, syscall) ?? syscall;
      const message = `libseccomp ${libseccomp} combines the overlapping conditions for ${name} wrongly.`;
      const { args, leftOut } = wholeCall({ arch, syscall, args: [] }, known, comparedArguments(entry.program));
      const written = args.map((value, index) => (leftOut?.includes(index) ? '..' : formatNumber(value)));
      const hint = `For example, the filter that libseccomp builds for ${label} doesn’t treat ${name}(${written.join(', ')}) as the profile specifies. The verdicts shown are those of that filter.`;
      diagnostics.push(warning('libseccomp-misreads', message, hint, entry.rules.at(-1)?.rule.nameSpan));
    }
  }
  return { diagnostics, misread };
}

function answeredBy(arch: Arch, table: CallTable): string {
  const { auditArch } = architectureOf(arch);
  return table.has(auditArch) ? `the rule for ${nameOf(arch, auditArch)} (call ${auditArch})` : 'the default action';
}
