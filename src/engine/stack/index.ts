// The door to the stacks: which versions people have together, what a reader has installed, and what a program's libc does under them.

export type { Found, Installed } from './installed/olderInStacks.ts';
export { asVersions, type NearestStack, nearestStack, olderInStacks } from './installed/olderInStacks.ts';
export { type ContainerEngine, containerEngine } from './installed/readFacts.ts';
export { readInstalled } from './installed/readInstalled.ts';
export type { CallAnswer, Libc, LibcName, LibcOutcome, LibcRow } from './libc/libcAnswer.ts';
export { LIBC_CALLS, type LibcAnswer, libcAnswer, newestLibcs } from './libc/libcAnswer.ts';
export { libcOfImage, readLibc } from './libc/readLibc.ts';
export { HOSTS, type HostProgram, hostOf, STACK_ENGINES, stackMeant } from './stackMeant.ts';
export type { Stack, StackEngine, StackPart } from './targetOfStack.ts';
export { capabilitiesOf, newestStack, STACKS, stackOf, targetOfStack } from './targetOfStack.ts';
