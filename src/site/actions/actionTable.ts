import {
  ACTIONS,
  type Answer,
  decide,
  type OciAction,
  parseCall,
  parseProfile,
  resolve,
} from '../../engine/seccomp/index.ts';
import { targetOfStack } from '../../instrument/stacks/targetOfStack.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Phrase } from '../../ui/Phrase.ts';
import { newestDocker } from '../capabilityTable.ts';
import { answersByStack, type ByStack } from './errnoExamples.ts';

/** What the kernel's manual says of an action, in the order of precedence: seccomp(2), "Return values" and "Audit logging of seccomp actions". */
interface ActionFacts {
  action: Answer['action'];
  /** linux/seccomp.h SECCOMP_RET_*. */
  value: number;
  /** The kernel that brought it; filters came with 3.5 (prctl(2), PR_SET_SECCOMP). */
  since: string;
  /** Whether a line of the log tells of it. */
  logged: 'always' | 'on request' | 'never';
  /** What the low 16 bits say, where they say something. */
  data?: string;
  /** What to know besides. */
  note: string;
}

const ACTION_FACTS: readonly ActionFacts[] = [
  {
    action: 'KILL_PROCESS',
    value: 0x80000000,
    since: '4.14',
    logged: 'always',
    note: 'The process dumps core, and whoever waits for it sees that `SIGSYS` ended it.',
  },
  {
    action: 'KILL_THREAD',
    value: 0,
    since: '3.5',
    logged: 'always',
    note: 'The other threads go on, which may leave the process in a state that nobody planned for.',
  },
  {
    action: 'TRAP',
    value: 0x00030000,
    since: '3.5',
    logged: 'on request',
    data: 'the handler’s `si_errno`',
    note: 'A handler finds the call in `si_syscall` and its architecture in `si_arch`, and may put a result in its place.',
  },
  {
    action: 'ERRNO',
    value: 0x00050000,
    since: '3.5',
    logged: 'on request',
    data: 'the error number',
    note: 'The number comes from the profile, or is the runtime’s default.',
  },
  {
    action: 'USER_NOTIF',
    value: 0x7fc00000,
    since: '5.0',
    logged: 'on request',
    note: 'A profile names the socket of that process, its *agent*, in `listenerPath`.',
  },
  {
    action: 'TRACE',
    value: 0x7ff00000,
    since: '3.5',
    logged: 'on request',
    data: 'a message for the tracer',
    note: 'Before Linux 4.8 the filter does not look again at a call that the tracer has changed.',
  },
  {
    action: 'LOG',
    value: 0x7ffc0000,
    since: '4.14',
    logged: 'always',
    note: 'Use it to try a profile: nothing breaks, and the log names the calls that the profile would refuse.',
  },
  {
    action: 'ALLOW',
    value: 0x7fff0000,
    since: '3.5',
    logged: 'never',
    note: 'The kernel’s own checks come after the filter: file modes, capabilities, security modules.',
  },
];

/** How the table and the entries say whether it is logged. */
export const LOGGED: Readonly<Record<ActionFacts['logged'], string>> = {
  always: 'yes, unless `actions_logged` leaves it out',
  'on request': 'only with `SECCOMP_FILTER_FLAG_LOG`',
  never: 'never',
};

/** An action with its names, what a program sees, which stacks read it, and an example. */
interface ActionRow extends ActionFacts {
  /** Its anchor on the page: kill-process. */
  id: string;
  kernelName: string;
  /** libseccomp's and the OCI's names, each with what the stacks make of it. */
  names: readonly { name: OciAction; stacks: readonly ByStack[] }[];
  headline: string;
  sees: Phrase;
  /** A profile that answers so, and the checker asked about it; a fragment without `#`. */
  example: { text: string; call: string; fragment: string };
}

const ARCH = 'SCMP_ARCH_X86_64';
const CALL = 'mkdir';
/** An action that needs an agent has its socket. */
const LISTENER = '/run/agent.sock';

/** A profile that allows all but one call, which gets the action. */
export function exampleText(action: OciAction): string {
  const listener = action === 'SCMP_ACT_NOTIFY' ? `  "listenerPath": "${LISTENER}",\n` : '';
  // A rule with the default's own action has no effect.
  const others = action === 'SCMP_ACT_ALLOW' ? 'SCMP_ACT_ERRNO' : 'SCMP_ACT_ALLOW';
  return `{\n  "defaultAction": "${others}",\n${listener}  "syscalls": [{ "names": ["${CALL}"], "action": "${action}" }]\n}\n`;
}

/** What the kernel is told where a profile names the action, on the newest Docker's stack. */
function answerTo(name: OciAction) {
  const { value: profile } = parseProfile(exampleText(name));
  const filter = profile && resolve(profile, targetOfStack(newestDocker.stack, ARCH)).value;
  const { value: call } = parseCall(CALL, ARCH);
  if (filter === undefined || call === undefined) throw new Error(`${name} gives no filter.`);
  return decide(filter, call);
}

async function rowOf(facts: ActionFacts): Promise<ActionRow> {
  const names = ACTIONS.filter((name) => answerTo(name).action === facts.action);
  const [first] = names;
  if (first === undefined) throw new Error(`No profile says ${facts.action}.`);
  const { headline, sees } = actionWords(answerTo(first), ARCH);
  const text = exampleText(first);
  const link = { ...stackLink(newestDocker.stack), profile: undefined, text, call: CALL };
  return {
    ...facts,
    id: facts.action.toLowerCase().replace('_', '-'),
    kernelName: `SECCOMP_RET_${facts.action}`,
    names: await Promise.all(
      names.map(async (name) => ({ name, stacks: await answersByStack(exampleText(name), CALL, ARCH) })),
    ),
    headline,
    sees,
    example: { text, call: CALL, fragment: await writeSeccompLink(link) },
  };
}

let table: Promise<readonly ActionRow[]> | undefined;

/** Every action of the kernel, by precedence; worked out once. */
export function actionTable(): Promise<readonly ActionRow[]> {
  table ??= Promise.all(ACTION_FACTS.map(rowOf));
  return table;
}
