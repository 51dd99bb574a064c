// The door to the stacks: which versions people have together, what a reader has installed, and what a program's libc does under them.
export { capabilitiesOf } from './capabilitiesOf.ts';
export { STACK_ENGINES } from './engineNames.ts';
export { HOSTS, type HostProgram, hostOf, type StackHost } from './hosts.ts';
export { type ContainerEngine, containerEngine } from './installed/containerEngine.ts';
export type { Found, Installed } from './installed/Installed.ts';
export { asVersions, type NearestStack, nearestStack } from './installed/nearestStack.ts';
export { olderInStacks } from './installed/olderInStacks.ts';
export { readInstalled } from './installed/readInstalled.ts';
export type { CallAnswer, Libc, LibcName, LibcOutcome, LibcRow } from './libc/Libc.ts';
export { LIBC_CALLS, type LibcAnswer, libcAnswer } from './libc/libcAnswer.ts';
export { type ImageLibc, libcOfImage } from './libc/libcOfImage.ts';
export { newestLibcs } from './libc/newestLibcs.ts';
export { readLibc } from './libc/readLibc.ts';
export type { Stack, StackEngine, StackPart } from './Stack.ts';
export { stackMeant } from './stackMeant.ts';
export { newestStack, STACKS, stackOf } from './stacks.ts';
export { targetOfStack } from './targetOfStack.ts';
