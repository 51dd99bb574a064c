export type { Remedy } from './advise/Remedy.ts';
export { remedies } from './advise/remedies.ts';
export type { Seen, SeenContainer, SeenFile, SeenProcess } from './advise/Seen.ts';
export type { Wants } from './advise/Wants.ts';
export type { Warning } from './advise/Warning.ts';
export { warnings } from './advise/warnings.ts';
export { parseRemapUser, type RemapUser } from './docker/parseRemapUser.ts';
export { remapFromFile } from './docker/remapFromFile.ts';
export { remapSubids, usernsRemap } from './docker/usernsRemap.ts';
export type { FormatOptions, IdMapFormat } from './formats/format.ts';
export { expressible, format, ID_MAP_FORMATS, parseFormat } from './formats/format.ts';
export { type LxcMount, lxcMounts } from './formats/lxc.ts';
export { mergeDaemonJson } from './formats/mergeDaemonJson.ts';
export { parseMountIdmap } from './formats/mount.ts';
export { parseNspawn } from './formats/nspawn.ts';
export type { PasteStep } from './formats/PasteStep.ts';
export { isOfTheStart, parseLxcConfig } from './formats/parseLxcConfig.ts';
export { parseOciConfig } from './formats/parseOciConfig.ts';
export { parsePod } from './formats/parsePod.ts';
export { pathWord } from './formats/shellWord.ts';
export type { Tool } from './formats/tools.ts';
export { accessAnswer, type FileMode, type Want } from './kernel/accessAnswer.ts';
export {
  checkSetgroups,
  type SetgroupsOutcome,
  type SetgroupsRule,
  type SetgroupsRuleFacts,
  type SetgroupsWriter,
  setgroupsRules,
} from './kernel/checkSetgroups.ts';
export { checkWrite, type WriteOutcome } from './kernel/checkWrite.ts';
export { type ChownAnswer, chownAnswer, type FileOwner } from './kernel/chownAnswer.ts';
export type { CallAnswer, InsideProcess } from './kernel/InsideProcess.ts';
export { MAX_EXTENTS } from './kernel/mapProblems.ts';
export { type ExtentText, parseIdMap, readExtents } from './kernel/parseIdMap.ts';
export { setgroupsAnswer } from './kernel/setgroupsAnswer.ts';
export { setidAnswer } from './kernel/setidAnswer.ts';
export type { Writer, WriterProcess } from './kernel/Writer.ts';
export { type WriteRule, type WriteRuleFacts, writeRules } from './kernel/writeRules.ts';
export { compose, composeLevels, EVERY_ID, joinExtents } from './map/compose.ts';
export {
  type Extent,
  type IdKind,
  type IdMap,
  isId,
  LAST_ID,
  type LocatedExtent,
  type NamespaceMaps,
  NO_ID,
  OVERFLOW_ID,
} from './map/Extent.ts';
export { toInside, toOutside, traceOutward } from './map/toOutside.ts';
export { checkNewuidmap, type NewuidmapOutcome } from './newuidmap/checkNewuidmap.ts';
export type { Caller, NewuidmapCall, Target } from './newuidmap/NewuidmapCall.ts';
export { type NewuidmapRule, newuidmapRules } from './newuidmap/newuidmapRules.ts';
export type { PodmanCommand, PodmanUser, PodmanVolume } from './podman/command/PodmanCommand.ts';
export type { PodmanHost } from './podman/PodmanHost.ts';
export { parsePodman } from './podman/parsePodman.ts';
export { parseQuadlet } from './podman/parseQuadlet.ts';
export { rootless, rootlessNamespace } from './podman/userns/rootlessNamespace.ts';
export { type DockerInfo, readDockerInfo } from './recognise/docker/readDockerInfo.ts';
export { type Inspected, readInspect } from './recognise/docker/readInspect.ts';
export { type PodmanInfo, readPodmanInfo } from './recognise/docker/readPodmanInfo.ts';
export type { ErrorFacts, Explained, NextStep } from './recognise/errors/Explained.ts';
export { explainError } from './recognise/errors/explainError.ts';
export { groupErrors } from './recognise/errors/groupErrors.ts';
export type { ListedFile, ListedId, ListedRow, Listing } from './recognise/listing/Listing.ts';
export { readListing } from './recognise/listing/readListing.ts';
export type { IdNote, Segment, Translated, TranslatedLine } from './recognise/listing/translateListing.ts';
export { type TranslateMode, translatedText, translateListing } from './recognise/listing/translateListing.ts';
export type { ListingTool, Part, PartKind } from './recognise/Part.ts';
export type { Account } from './recognise/readAccounts.ts';
export { readAccounts } from './recognise/readAccounts.ts';
export { recognise } from './recognise/recognise.ts';
export { type RootlessFacts, rootlessDocker } from './rootless/rootlessDocker.ts';
export type { Given, ReadAs } from './situation/Given.ts';
export { SUBID_READERS, type SubidReader } from './situation/Given.ts';
export { isPerson, unsettles } from './situation/hostUser.ts';
export type { NeededGrants, Reading, ReadLevel, ReadText, Standing } from './situation/Reading.ts';
export { onlyParts } from './situation/readShownHost.ts';
export { readSituation } from './situation/readSituation.ts';
export type { Asked, Level, Situation } from './situation/Situation.ts';
export type { PlanConfig, Share } from './solve/configs/PlanConfig.ts';
export { hostRootRefusal, planConfigs } from './solve/configs/planConfigs.ts';
export type {
  Grant,
  Plan,
  PlanDiagnostic,
  PlanPart,
  PlanReason,
  PlanSide,
  Solved,
  SolveOptions,
} from './solve/Plan.ts';
export type { Wish } from './solve/settleWishes.ts';
export { solve } from './solve/solve.ts';
export { type AddedSubids, addSubids, type SubidRange } from './subid/addSubids.ts';
export { assignFreeRange } from './subid/assignCommands.ts';
export {
  type FreeWithin,
  findFreeSubids,
  SUBID_COUNT,
  SUBID_MAX,
  SUBID_MIN,
  type TakenIds,
} from './subid/findFreeSubids.ts';
export { grantedIds, type IdSpan, isGranted, type SubidOwner } from './subid/grantedIds.ts';
export type { HostFacts, HostUser, KnownName } from './subid/HostFacts.ts';
export { parseSubids, type Subid } from './subid/parseSubids.ts';
export { readShadowFile, type ShadowFile, type ShadowLine, type SkippedBecause } from './subid/readShadowFile.ts';
export type { DockerEngine } from './subid/readSubidLines.ts';
export { readSubidsAsShadow } from './subid/readSubidsAsShadow.ts';
export { parseUnshare } from './unshare/parseUnshare.ts';
