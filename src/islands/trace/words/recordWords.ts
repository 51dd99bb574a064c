import { recordFields, type SeenAction, type TracedCall } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

const DONE: Readonly<Record<SeenAction, string>> = {
  ALLOW: 'the filter allowed the call',
  LOG: 'the filter logged the call, and the call ran',
  TRACE: 'the filter asked a tracer',
  USER_NOTIF: 'the filter asked a supervisor',
  ERRNO: 'the filter returned an error',
  TRAP: 'the filter sent SIGSYS',
  KILL_THREAD: 'the filter killed the thread',
  KILL_PROCESS: 'the filter killed the process',
};

/** Who made a call and what the filter did, as the kernel recorded it: of several records, the first. Undefined for a line of another kind. */
export function recordWords({ seen, comm, pid, count }: TracedCall, line: string): Phrase | undefined {
  const fields = recordFields(line);
  if (fields === undefined) return undefined;
  const { exe, signal, code: answer } = fields;
  const isKilled = !/^(?:0|SIG0)$/.test(signal);
  const told = [answer && `code=${answer}`, isKilled && `sig=${signal}`].filter(Boolean).join(' ');
  return [
    count > 1 ? 'First record: ' : 'Record: ',
    ...(comm === undefined ? ['a program'] : [code(comm)]),
    ...(exe === undefined ? [] : [' (', code(exe), ')']),
    ...(pid === undefined ? [] : [`, PID ${pid}`]),
    ...(seen === undefined ? [] : [`; ${DONE[seen]}`]),
    ...(told === '' ? [] : [' (', code(told), ')']),
    '.',
  ];
}
