// The door of the seccomp engine: profile text -> profile -> filter for a target -> verdict on a call, or program in classic BPF.

export { architectureAsked, type Call, DOCKER_CAPABILITIES, parseCall } from '../linux/index.ts';
export { conditionFor, remaining } from './allowing/candidates.ts';
export { capabilitySets } from './allowing/capabilitySets.ts';
export { effectsOf } from './allowing/effectsOf.ts';
export { isRefused } from './allowing/isRefused.ts';
export type { Effects, Offer, OfferKind, OtherCall } from './allowing/Offer.ts';
export { offers } from './allowing/offers.ts';
export { type CalledLine, readTrace, refusedIn, type TraceRead } from './allowing/readTrace.ts';
export { type Going, type NewRule, rewrite } from './allowing/rewrite.ts';
export {
  deniedBeside,
  isInOwnNamespace,
  kernelCapability,
  letsProgram,
  stillRequired,
} from './allowing/stillRequired.ts';
export { checkProgram } from './bpf/checkProgram.ts';
export { compile } from './bpf/compile.ts';
export { disassemble, type Line } from './bpf/disassemble.ts';
export { decode, encode } from './bpf/encode.ts';
export type { Instruction } from './bpf/Instruction.ts';
export type { CallRange, Origin, Program } from './bpf/Program.ts';
export { type Run, run, type Step } from './bpf/run.ts';
export { type Condition, conditionHolds, conditionSets, formatCondition } from './filter/Condition.ts';
export { decide } from './filter/decide.ts';
export { DOCKER_MACHINES } from './filter/engineArchitectures.ts';
export { type ExampleCall, type ExampleCalls, exampleCalls } from './filter/exampleCalls.ts';
export type { Filter } from './filter/Filter.ts';
export { type KernelException, kernelException } from './filter/kernelException.ts';
export { dependsOnArguments, outcomes, type PartCall, possibleVerdicts } from './filter/outcomes.ts';
export { placeOfDefaultErrno } from './filter/placeOfDefaultErrno.ts';
export { readerOf } from './filter/readerOf.ts';
export { architecturesFor, resolve } from './filter/resolve.ts';
export { type SurveyRow, survey } from './filter/survey.ts';
export {
  ENGINE_NAMES,
  type Engine,
  engineOf,
  isOfKubernetes,
  isUnconfined,
  type Runtime,
  structOf,
  type Target,
  type Versions,
  versionsOf,
} from './filter/Target.ts';
export { lxcPolicy } from './filter/take/lxcPolicy.ts';
export { SYSTEMD } from './filter/take/systemdKnows.ts';
export { systemdUnit } from './filter/take/systemdUnit.ts';
export type { Unsaid, Written } from './filter/take/Unsaid.ts';
export type { Action, Answer, InactiveRule, OverruledRule, Reason, TooNew, Verdict } from './filter/Verdict.ts';
export { writeOci } from './filter/writeOci.ts';
export { EXPECTS_ENOSYS, type ExpectsEnosys } from './findings/catalogue/expectsEnosys.ts';
export { addItem, setKey } from './findings/edits.ts';
export { type Finding, HARMS, type Harm } from './findings/Finding.ts';
export { findings } from './findings/findings.ts';
export { formatProfile } from './profile/formatProfile.ts';
export { RUNC_ARCHITECTURES } from './profile/names.ts';
export {
  ACTIONS,
  type ArchMapEntry,
  type Argument,
  type Gate,
  isGated,
  type OciAction,
  OPERATORS,
  type Operator,
  type Profile,
  type Reader,
  type Rule,
  type RuleRef,
  type Word,
} from './profile/Profile.ts';
export { parseProfile, textOf } from './profile/parseProfile.ts';
export { profileAt } from './releases/profileAt.ts';
export type {
  ArchitectureJson,
  GateJson,
  ProfileJson,
  ReleaseState,
  ReleaseTable,
  RuleJson,
} from './releases/ReleaseTable.ts';
export { writeProfile } from './releases/writeProfile.ts';
export { formatArgument, formatCall } from './roads/formatCall.ts';
export type { Barrier, Intent, Need, StepPattern, Way } from './roads/Intent.ts';
export { intentOfCall } from './roads/intentOfCall.ts';
export { intents } from './roads/intents.ts';
export type { Road, RoadBarrier, RoadState, RoadStep, Variant, WideArgument } from './roads/Road.ts';
export { stateOf } from './roads/reach.ts';
export { roads } from './roads/roads.ts';
export type { Source } from './roads/Source.ts';
export { type StartCall, startCalls } from './starts/startCalls.ts';
export { filterWith, type RefusedCall, refusedAtStart, type Start, starts } from './starts/starts.ts';
