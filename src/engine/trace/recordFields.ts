/** What the kernel's record of a filter's answer says of itself, as it is written there. */
export interface RecordFields {
  /** The program's file. */
  exe?: string;
  /** The signal that the call got; 0 for none. */
  signal: string;
  /** The filter's answer, SECCOMP_RET_* without its data: `0x7ffc0000`. */
  code?: string;
}

/** The fields of such a record (kernel/auditsc.c, audit_seccomp); undefined for any other line. */
export function recordFields(line: string): RecordFields | undefined {
  const [, program = '', signal, rest = ''] =
    /^(.*?\bpid=\d+ .*) sig=(\w+) arch=\S+ syscall=\S+(.*)$/.exec(line.split('\u001d', 1)[0] ?? '') ?? [];
  if (signal === undefined) return undefined;
  const [, quoted, bare] = / exe=(?:"([^"]*)"|(\/\S*))/.exec(program) ?? [];
  const exe = quoted ?? bare;
  const code = / code=(0x[\da-f]{1,8})\b/.exec(rest)?.[1];
  return { signal, ...(exe && { exe }), ...(code && { code }) };
}
