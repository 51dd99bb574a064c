import { ACTIONS, decide, type OciAction, parseCall, parseProfile, resolve } from '../../engine/seccomp/index.ts';
import { targetOfStack } from '../../instrument/stacks/targetOfStack.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Phrase } from '../../ui/Phrase.ts';
import { newestDocker } from '../newestDocker.ts';
import { ACTION_FACTS, type ActionFacts } from './actionFacts.ts';
import { answersByStack, type ByStack } from './answersByStack.ts';

/** An action with its names, what a program sees, which stacks read it, and an example. */
export interface ActionRow extends ActionFacts {
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
