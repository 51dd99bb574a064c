// The door of the seccomp engine: profile text -> profile -> filter for a target -> verdict on a call, or program in classic BPF.

export { architectureAsked, type Call, DOCKER_CAPABILITIES, parseCall } from '../linux/index.ts';
export { conditionFor, type Going, type NewRule, remaining, rewrite } from './allowing/candidates.ts';
export type { Effects, Offer, OfferKind, OtherCall } from './allowing/effectsOf.ts';
export { effectsOf } from './allowing/effectsOf.ts';
export {
  capabilitySets,
  deniedBeside,
  isInOwnNamespace,
  isRefused,
  kernelCapability,
  letsProgram,
  offers,
  stillRequired,
} from './allowing/offers.ts';
export { type CalledLine, readTrace, refusedIn } from './allowing/readTrace.ts';
export { compile } from './bpf/compile.ts';
export { disassemble } from './bpf/disassemble.ts';
export { checkProgram, decode, encode } from './bpf/encode.ts';
export type { Instruction } from './bpf/Instruction.ts';
export type { Origin, Program } from './bpf/run.ts';
export { run } from './bpf/run.ts';
export type { Action, Answer, InactiveRule, OverruledRule, Reason, TooNew, Verdict } from './filter/answers.ts';
export { type Condition, conditionHolds, conditionSets, formatCondition } from './filter/answers.ts';
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
} from './filter/laterKeys.ts';
export { architecturesFor, resolve } from './filter/resolve.ts';
export { DOCKER_MACHINES } from './filter/setupSeccomp.ts';
export {
  type ExampleCall,
  exampleCalls,
  kernelException,
  placeOfDefaultErrno,
  readerOf,
  type SurveyRow,
  survey,
  writeOci,
} from './filter/survey.ts';
export type { Unsaid, Written } from './filter/take/lxcPolicy.ts';
export { lxcPolicy } from './filter/take/lxcPolicy.ts';
export { SYSTEMD, systemdUnit } from './filter/take/systemdUnit.ts';
export type { Filter } from './filter/wholeCall.ts';
export { decide, dependsOnArguments, outcomes, possibleVerdicts } from './filter/wholeCall.ts';
export { EXPECTS_ENOSYS } from './findings/catalogue/expectsEnosys.ts';
export { findings } from './findings/findings.ts';
export { addItem, type Finding, HARMS, type Harm, setKey } from './findings/passesDespite.ts';
export {
  ACTIONS,
  formatProfile,
  isGated,
  type OciAction,
  OPERATORS,
  type Profile,
  type Reader,
  type Rule,
  type RuleRef,
} from './profile/formatProfile.ts';
export { RUNC_ARCHITECTURES } from './profile/names.ts';
export { parseProfile, textOf } from './profile/parseProfile.ts';
export type {
  ArchitectureJson,
  GateJson,
  ProfileJson,
  ReleaseState,
  ReleaseTable,
  RuleJson,
} from './releases/profileAt.ts';
export { profileAt, writeProfile } from './releases/profileAt.ts';
export { formatArgument, formatCall, intentOfCall } from './roads/intentOfCall.ts';
export type { Barrier, Intent, Source } from './roads/intents.ts';
export { intents } from './roads/intents.ts';
export type { Road, RoadStep } from './roads/reach.ts';
export { stateOf } from './roads/reach.ts';
export { roads } from './roads/roads.ts';
export {
  filterWith,
  type RefusedCall,
  refusedAtStart,
  type Start,
  type StartCall,
  startCalls,
  starts,
} from './starts/starts.ts';
