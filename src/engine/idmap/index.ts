export {
  type Cause,
  type ErrorEntry,
  type Explained,
  type Layer,
  type Message,
  type NextStep,
  type Reader as MessageReader,
  readMessage,
} from '../messages/index.ts';
export type { Seen, SeenFile, Warning } from './advise/Seen.ts';
export type { Remedy, Wants } from './advise/Wants.ts';
export { warnings } from './advise/warnings.ts';
export { remapFromFile, usernsRemap } from './docker/remapFromFile.ts';
export { format, type IdMapFormat, writeUidMap } from './formats/format.ts';
export { parseIncus } from './formats/incus/parseIncus.ts';
export { parsePod } from './formats/kubeletRange.ts';
export { type LxcMount, lxcMounts, writeLxc } from './formats/lxc.ts';
export { mergeDaemonJson } from './formats/mergeDaemonJson.ts';
export { type HostReleases, parseMountIdmap } from './formats/mount.ts';
export { parseNspawn } from './formats/nspawn.ts';
export { isOfTheStart, type PasteStep, parseFormat } from './formats/parseFormat.ts';
export { parseLxcConfig } from './formats/parseLxcConfig.ts';
export { parseOciConfig } from './formats/parseOciConfig.ts';
export { TOOLS, type Tool } from './formats/tools.ts';
export { checkWrite, type WriteOutcome } from './kernel/checkWrite.ts';
export { MAX_EXTENTS } from './kernel/mapProblems.ts';
export { parseIdMap } from './kernel/parseIdMap.ts';
export type { Writer } from './kernel/Writer.ts';
export { type WriteRule, writeRules } from './kernel/writeRules.ts';
export { compose } from './map/compose.ts';
export {
  type Extent,
  type IdKind,
  type IdMap,
  isId,
  LAST_ID,
  type LocatedExtent,
  mapText,
  NO_ID,
  OVERFLOW_ID,
} from './map/Extent.ts';
export { toInside, toOutside, traceOutward } from './map/toOutside.ts';
export { checkNewuidmap } from './newuidmap/checkNewuidmap.ts';
export { isDockerCommand, type PodmanCommand, type PodmanVolume } from './podman/command/PodmanCommand.ts';
export { parsePodman } from './podman/parsePodman.ts';
export { rootless } from './podman/userns/rootlessNamespace.ts';
export { readDockerInfo, readInspect } from './recognise/docker/readInspect.ts';
export { shellPath } from './recognise/errors/fileReads.ts';
export { explainError, foundIn, groupErrors } from './recognise/errors/groupErrors.ts';
export { errorEntries, isErrorLine } from './recognise/errors/isErrorLine.ts';
export { mapKnown } from './recognise/errors/mapKnown.ts';
export type { Listing } from './recognise/listing/listedId.ts';
export { readListing } from './recognise/listing/readListing.ts';
export {
  type IdNote,
  type TranslatedLine,
  translatedText,
  translateListing,
} from './recognise/listing/translateListing.ts';
export { recognise } from './recognise/recognise.ts';
export type { Part } from './recognise/Typed.ts';
export { isPerson, unsettles } from './situation/hostUser.ts';
export type { NeededGrants, Reading, ReadLevel, Standing } from './situation/Reading.ts';
export { onlyParts } from './situation/readShownHost.ts';
export { readSituation } from './situation/readSituation.ts';
export { type Asked, dockerdReader, type Situation, SUBID_READERS, type SubidReader } from './situation/Situation.ts';
export { hostRootRefusal, type PlanConfig, type Share } from './solve/configs/PlanConfig.ts';
export type { Plan, Solved, Wish } from './solve/missingGrants.ts';
export { solve } from './solve/solve.ts';
export { assignFreeRange, CURRENT_USER } from './subid/assignCommands.ts';
export { SUBID_COUNT, SUBID_MIN } from './subid/findFreeSubids.ts';
export type { HostFacts } from './subid/HostFacts.ts';
export { parseSubids, type Subid } from './subid/parseSubids.ts';
export { readSubidsAsShadow } from './subid/readSubidsAsShadow.ts';
export { planConfigs } from './tools/allTools.ts';
export { remedies } from './tools/remedies.ts';
export { parseUnshare } from './unshare/parseUnshare.ts';
export { BEGAN, type Program, podPrograms, programWords, type Versions } from './versions/programWords.ts';
