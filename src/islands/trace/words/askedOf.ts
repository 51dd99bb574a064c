import {
  type ContainerEngine,
  newestStack,
  STACK_ENGINES,
  type Stack,
  type StackEngine,
} from '../../../engine/stack/index.ts';
import { POD_SENTENCE } from '../../../instrument/words/podProfile.ts';
import type { AskedOf } from '../state/Question.ts';
import { WHY_CUSTOM } from './customRecords.ts';

const ON_KUBERNETES: readonly StackEngine[] = ['containerd', 'cri-o'];

/** Whose filter is asked about the kernel's records, and the stacks that they may be of instead: a record names no profile, and a node's is not Docker's. */
export function askedOf(stack: Stack, whose: string, told: ContainerEngine | undefined): AskedOf {
  return { ...stacksAsked(`Checked against ${whose} on ${stack.label}.`, stack, told), asksProfile: false };
}

/** The same of records that no default wrote: its answers stand for another profile’s. */
export function customAskedOf(stack: Stack, whose: string, told: ContainerEngine | undefined): AskedOf {
  const { words, stacks } = stacksAsked(
    `Until you paste the profile, the answers are those of ${whose} on ${stack.label}.`,
    stack,
    told,
    '',
  );
  return { words: [...WHY_CUSTOM, ' ', ...words], stacks, asksProfile: true };
}

const THEIRS = ` With RuntimeDefault, a Pod there uses the default of containerd or CRI-O; with Localhost, your own profile. ${POD_SENTENCE}`;

function stacksAsked(
  asked: string,
  stack: Stack,
  told: ContainerEngine | undefined,
  theirs = THEIRS,
): Pick<AskedOf, 'words' | 'stacks'> {
  if (told?.engine !== undefined) {
    if (told.engine === stack.engine) return { words: [asked], stacks: [] };
    const name = STACK_ENGINES[told.engine];
    return {
      words: [`${asked} The records name a ${name} container: check them with a ${name} stack.`],
      stacks: stacksOf([told.engine]),
    };
  }
  if (ON_KUBERNETES.includes(stack.engine)) return { words: [asked], stacks: [] };
  const question = told?.kubernetes
    ? 'The records are from a Kubernetes node.'
    : 'Are the records from a Kubernetes node?';
  return {
    words: [`${asked} ${question}${theirs}`],
    stacks: stacksOf(ON_KUBERNETES),
  };
}

const stacksOf = (engines: readonly StackEngine[]): AskedOf['stacks'] =>
  engines.flatMap((engine) => {
    const stack = newestStack(engine);
    return stack ? [{ id: stack.id, label: stack.label }] : [];
  });
