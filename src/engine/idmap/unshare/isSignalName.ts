import { strtoumax } from '../../linux/index.ts';

const NAME =
  /^(?:SIG)?(?:HUP|INT|QUIT|ILL|TRAP|ABRT|IOT|BUS|FPE|KILL|USR[12]|SEGV|PIPE|ALRM|TERM|STKFLT|CHLD|CLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|POLL|PWR|SYS)$/i;
const REALTIME = /^(?:SIG)?RT(?:MIN\+|MAX-)?(\d.*)$/is;
/** From SIGRTMIN to SIGRTMAX, which are 34 and 64 for glibc. */
const MOST = 30n;

/** Whether util-linux 2.41.5 takes a word for a signal: a name in any case, and never a number (lib/signames.c, signame_to_signum). */
export function isSignalName(word: string): boolean {
  const realtime = REALTIME.exec(word)?.[1];
  if (realtime === undefined) return NAME.test(word);
  const { value } = strtoumax(realtime, 10);
  // strtol(3) fails above 63 bits, and an int keeps 32 of them.
  const kept = BigInt.asIntN(32, value);
  return value < 1n << 63n && kept >= 0n && kept <= MOST;
}
