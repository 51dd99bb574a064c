// The door to what is known of Linux. Each file reads one table; a bundle that imports a name here carries only the tables behind it, since
// each table is built by a call marked pure, and only within one is its file read.
export { architecturesWith } from '#elsewhere';
export { isLoaded, loadKernels, loadTables } from '#tables';
export {
  ARCHITECTURES,
  type Arch,
  type Architecture,
  abisOn,
  architectureOf,
  type Family,
  isArch,
  MACHINES,
  readArch,
  registerBits,
  subArchitectures,
} from './architecture.ts';
export { type ArgumentPlace, argumentSet } from './argumentSet.ts';
export {
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  PODMAN_CAPABILITIES,
  readCapability,
} from './capabilities.ts';
export { type BoundedNumber, type CNumber, readUnsignedInt, strtoumax, strtouNoneg } from './cNumber.ts';
export {
  CONSTANT_SETS,
  type ConstantSet,
  type ConstantSetName,
  constantNames,
  constantSet,
  constantValue,
} from './constants.ts';
export { type Difference, does } from './differences.ts';
export { ENOSYS, EPERM, type Errno, errnoNames, errnoNumber, errnoOf } from './errno.ts';
export { firstKernel, lackedBefore } from './firstKernel.ts';
export { formatFlags } from './formatFlags.ts';
export { formatNumber } from './formatNumber.ts';
export { atoi, type GoNumber, goQuote, parseUint32, trimAsGo } from './goNumber.ts';
export { isAtLeast, kernelVersion } from './kernelVersion.ts';
export { knownSince, NEWEST_LIBSECCOMP } from './libseccomp.ts';
export { ALL_BITS, LOW_32, MOST_INSTRUCTIONS, WORD_BITS, X32_BIT } from './limits.ts';
export { closest, nearest } from './nearest.ts';
export { type ConstantLookup, readMagnitude, readNumber } from './number.ts';
export { type Parameter, parametersOf } from './prototypes.ts';
export { type RecordedProgram, wasRecorded } from './recorded.ts';
export { compareReleases, isSince } from './release.ts';
export {
  isKnownName,
  isMultiplexed,
  isMultiplexedName,
  knownNames,
  type Multiplexer,
  multiplexerOf,
  multiplexerOfNumber,
  NR_SCMP_ERROR,
  nameByNativeNumber,
  pseudoNumber,
  resolveName,
} from './syscallNames.ts';
export { nameOf, names, numberOf, syscallsOf } from './syscalls.ts';
export type { SyscallTable } from './tables/FamilyTables.ts';
export { BEGAN_LIBSECCOMP } from './tables/OlderLibseccomp.ts';
export { VERSIONS } from './versions.ts';

// The reading of a call as people and tools write it.

export type { Call } from './call/Call.ts';
export {
  callPlace,
  otherStraceLine,
  STRACE_BEGINNING,
  STRACE_BEGINS,
  STRACE_LEAD,
  UNFINISHED,
} from './call/callPlace.ts';
export { architectureAsked, parseCall } from './call/parseCall.ts';
