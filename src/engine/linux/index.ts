// The door to what is known of Linux. Each file reads one table; a bundle that imports a name here carries only the tables behind it, since
// each table is built by a call marked pure, and only within one is its file read.

export { isLoaded, loadKernels, loadMapMessages, loadStraceNames, loadTables, mapMessages, straceNames } from '#tables';
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
export { architecturesWith } from './architecturesWith.ts';
export { type ArgumentPlace, argumentSet, parametersOf } from './argumentSet.ts';
export { type Difference, does } from './differences.ts';
export { ENOSYS, EPERM, errnoNames, errnoNumber, errnoOf } from './errno.ts';
export { firstKernel, lackedBefore } from './firstKernel.ts';
export {
  CONSTANT_SETS,
  type ConstantSetName,
  constantSet,
  constantValue,
  formatFlags,
  formatNumber,
} from './formatFlags.ts';
export {
  ALL_BITS,
  atoi,
  type BoundedNumber,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  type GoNumber,
  goQuote,
  LOW_32,
  MOST_INSTRUCTIONS,
  PODMAN_CAPABILITIES,
  parseUint32,
  readCapability,
  readUnsignedInt,
  strtoumax,
  strtouNoneg,
  trimAsGo,
  WORD_BITS,
  X32_BIT,
} from './goNumber.ts';
export { knownSince, NEWEST_LIBSECCOMP } from './libseccomp.ts';
export { closest, nearest } from './nearest.ts';
export { readMagnitude, readNumber } from './readNumber.ts';
export { type RecordedProgram, wasRecorded } from './recorded.ts';
export { compareReleases, isAtLeast, isSince, kernelVersion } from './release.ts';
export {
  isKnownName,
  isMultiplexed,
  isMultiplexedName,
  knownNames,
  multiplexerOf,
  multiplexerOfNumber,
  NR_SCMP_ERROR,
  nameByNativeNumber,
  nameOf,
  names,
  numberOf,
  pseudoNumber,
  resolveName,
  syscallsOf,
} from './syscallNames.ts';
export { BEGAN_LIBSECCOMP } from './tables/OlderLibseccomp.ts';
export { VERSIONS } from './versions.ts';

// The reading of a call as people and tools write it.

export { architectureAsked, parseCall } from './call/parseCall.ts';
export type { Call } from './call/readArguments.ts';
export {
  callPlace,
  otherStraceLine,
  STRACE_BEGINNING,
  STRACE_BEGINS,
  STRACE_LEAD,
  UNFINISHED,
} from './call/readArguments.ts';
