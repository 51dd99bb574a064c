import type { Diagnostic } from '../../text/index.ts';
import type { Writer } from './Writer.ts';
import { isCapableOverNew } from './WriterProcess.ts';
import { type WriteRule, writeRules } from './writeRules.ts';

/**
 * What stands against a write whatever its text says, in the kernel's order: the opener's namespace, the place in the file, an earlier
 * write, and CAP_SYS_ADMIN over the new namespace (kernel/user_namespace.c, proc_uid_map_write and the beginning of map_write).
 */
export function accessProblems(writer: Writer): Diagnostic[] {
  const opener = writer.opener ?? writer;
  const { namespace = 'parent' } = opener;
  const problems: Diagnostic[] = [];
  const refuse = (code: WriteRule, hint: string) => {
    problems.push({ code, severity: 'error', message: writeRules[code].says, hint });
  };

  const inPlace = namespace === 'parent' || namespace === 'inside';
  if (!inPlace) refuse('idmap-wrong-namespace', 'Open the file from the parent namespace, or from inside the new one.');
  if (writer.offset !== undefined && writer.offset !== 0)
    refuse('idmap-not-at-start', 'Put every line into one write at the beginning of the file.');
  if (writer.written) refuse('idmap-written', 'Make a new user namespace.');
  if (inPlace && !isCapableOverNew(opener, 'CAP_SYS_ADMIN'))
    refuse('idmap-needs-sys-admin', 'Open the file as the user who made the namespace, or with CAP_SYS_ADMIN.');
  return problems;
}
