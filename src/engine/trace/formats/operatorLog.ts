import type { Arch } from '../../linux/index.ts';
import type { LineReader } from '../LineReader.ts';
import { callNamed } from './callNamed.ts';

/**
 * Reads the lines of the Security Profiles Operator's log enricher, which has seen a SECCOMP record and says whose it was (doc/profiles.md, “Recording based
 * on audit log”): `"msg"="audit" "container"="redis" … "pid"=42 … "syscallName"="epoll_wait" … "type"="seccomp"`.
 */
export function operatorLog(native: Arch): LineReader {
  return {
    format: 'spo',
    read({ text }) {
      if (!text.includes('syscallName')) return undefined;
      const name = /"?\bsyscallName"?[=:]"(\w+)"/.exec(text)?.[1] ?? '';
      const which = callNamed(name, native);
      if (which === undefined) return undefined;
      const pid = /"?\bpid"?[=:](\d{1,10})\b/.exec(text)?.[1];
      return { calls: [{ ...which, ...(pid !== undefined && { pid: Number(pid) }) }] };
    },
  };
}
