import {
  type ContainerEngine,
  newestStack,
  STACK_ENGINES,
  type Stack,
  type StackEngine,
} from '../../../engine/stack/index.ts';
import type { AskedOf } from '../state/Question.ts';

const ON_KUBERNETES: readonly StackEngine[] = ['containerd', 'cri-o'];

/** Whose filter is asked about the kernel's records, and the stacks that they may be of instead: a record names no profile, and a node's is not Docker's. */
export function askedOf(stack: Stack, whose: string, told: ContainerEngine | undefined): AskedOf {
  const asked = `Checked against ${whose} on ${stack.label}.`;
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
    words: [
      `${asked} ${question} Pods there use the default of containerd or CRI-O (RuntimeDefault), or a profile of your own.`,
    ],
    stacks: stacksOf(ON_KUBERNETES),
  };
}

const stacksOf = (engines: readonly StackEngine[]): AskedOf['stacks'] =>
  engines.flatMap((engine) => {
    const stack = newestStack(engine);
    return stack ? [{ id: stack.id, label: stack.label }] : [];
  });
