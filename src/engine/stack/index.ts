// The door to the stacks: which versions people have together.
export type { Stack, StackEngine, StackPart } from './Stack.ts';
export { capabilitiesOf, newestStack, STACKS, stackOf } from './stacks.ts';
