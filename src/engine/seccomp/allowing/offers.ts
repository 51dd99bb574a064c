import { architectureOf, type Call, nameOf, subArchitectures } from '../../linux/index.ts';
import { applyEdits, type Edit } from '../../text/index.ts';
import type { Action, Condition } from '../filter/answers.ts';
import type { Target } from '../filter/laterKeys.ts';
import { resolve } from '../filter/resolve.ts';
import { decide, dependsOnArguments, type Filter, outcomes } from '../filter/wholeCall.ts';
import { MATTERS } from '../findings/catalogue/leftOpen.ts';
import { addItem } from '../findings/passesDespite.ts';
import type { Profile } from '../profile/formatProfile.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { argumentAt, intentOfCall } from '../roads/intentOfCall.ts';
import { type Barrier, barriersOn } from '../roads/intents.ts';
import { stateOf } from '../roads/reach.ts';
import { candidates, tellingArguments } from './candidates.ts';
import { changesOnly, effectsOf, type Offer, type OfferKind } from './effectsOf.ts';

/**
 * The sets of capabilities that the container lacks, each of which brings in a rule that names the call. Where `isEnough` for the kernel as well, only those;
 * sets without CAP_SYS_ADMIN first, which capabilities(7) calls overloaded, then the smaller ones.
 */
export function capabilitySets(
  { inactive, target }: Filter,
  name: string | undefined,
  isEnough: (given: Target) => boolean,
): readonly (readonly string[])[] {
  const sets = (inactive.get(name ?? '') ?? []).flatMap(({ why: { needs, excluded, values } }) =>
    needs === 'capability' && !excluded ? [values] : [],
  );
  const different = [...new Map(sets.map((set) => [set.join(), set])).values()];
  const enough = different.filter((set) => isEnough({ ...target, capabilities: [...target.capabilities, ...set] }));
  return (enough.length > 0 ? enough : different).toSorted((a, b) => breadth(a) - breadth(b) || a.length - b.length);
}

const breadth = (set: readonly string[]) => Number(set.includes('CAP_SYS_ADMIN'));

/** Refused, or, where arguments are left out that count, refused with some of them. */
export function isRefused(filter: Filter, call: Call): boolean {
  const isGiven = (index: number) => index < call.args.length && !call.leftOut?.includes(index);
  if (dependsOnArguments(filter, call).every(isGiven)) return stateOf(decide(filter, call).action) === 'closed';
  return outcomes(filter, call).some(({ action }) => stateOf(action) === 'closed');
}

/** What an engine's own AppArmor or SELinux profile has against what the call does with these arguments; nothing for a container without one. */
export function deniedBeside(call: Call, target: Target): readonly Barrier[] {
  const [same] = intentOfCall(call).ways;
  return barriersOn(same?.barriers ?? [], target).filter(({ denies }) => denies);
}

/** Whether a program may do it without what `stillRequired` names, in a user namespace of its own. */
export function isInOwnNamespace(call: Call): boolean {
  const [same] = intentOfCall(call).ways;
  return same?.barriers.some(({ layer, inPart }) => layer === 'capability' && inPart) ?? false;
}

/**
 * The capabilities one of which the kernel requires for what the call does with these arguments, whatever the filter, where the container has none of
 * them; undefined where none is known.
 */
export function stillRequired(call: Call, target: Target): readonly string[] | undefined {
  const [same] = intentOfCall(call).ways;
  const needed = same?.barriers.flatMap(({ layer, inPart, capabilities }) =>
    layer === 'capability' && !inPart && capabilities !== undefined ? [capabilities] : [],
  );
  const lacking = needed?.find((set) => !set.some((capability) => target.capabilities.includes(capability)));
  if (lacking === undefined && reachesOthers(call))
    return target.capabilities.includes('CAP_SYS_ADMIN') ? undefined : ['CAP_SYS_ADMIN'];
  return lacking ?? kernelCapability(call, target);
}

/**
 * bpf's commands to list, open and measure what other programs loaded, for which CAP_BPF is not enough: BPF_PROG_GET_NEXT_ID, MAP_GET_NEXT_ID,
 * PROG_GET_FD_BY_ID, MAP_GET_FD_BY_ID, BTF_GET_FD_BY_ID, TASK_FD_QUERY, BTF_GET_NEXT_ID, LINK_GET_FD_BY_ID, LINK_GET_NEXT_ID and ENABLE_STATS (linux/bpf.h;
 * kernel/bpf/syscall.c; each asked of Linux 6.18 with one capability at a time).
 */
const OF_OTHERS: readonly (bigint | undefined)[] = [11n, 12n, 13n, 14n, 19n, 20n, 23n, 30n, 31n, 32n];

const reachesOthers = ({ arch, syscall, args }: Call) => nameOf(arch, syscall) === 'bpf' && OF_OTHERS.includes(args[0]);

/** The capabilities one of which the kernel requires for the call itself, where the container has none of them; undefined where none is known. */
export function kernelCapability(
  { arch, syscall }: Pick<Call, 'arch' | 'syscall'>,
  { capabilities: held }: Pick<Target, 'capabilities'>,
): readonly string[] | undefined {
  const name = nameOf(arch, syscall) ?? '';
  const needed = MATTERS.find(({ names }) => names.includes(name))?.capabilities;
  return needed?.some((capability) => held.includes(capability)) ? undefined : needed;
}

/**
 * What the call lets a program do that Docker keeps out of containers for a reason: the end of "It lets a program ...". `anyArguments`: whichever it is
 * made with.
 */
export function letsProgram({ arch, syscall, args }: Call, anyArguments: boolean): string | undefined {
  const name = nameOf(arch, syscall) ?? '';
  const makesNamespaces =
    ['clone', 'clone3'].includes(name) &&
    (anyArguments || ((args[argumentAt(arch, name, 0)] ?? 0n) & NAMESPACE_FLAGS) !== 0n);
  const like = makesNamespaces ? 'unshare' : name;
  return MATTERS.find(({ names }) => names.includes(like))?.words;
}

/** linux/sched.h: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET, which Docker's default asks clone for. */
const NAMESPACE_FLAGS = 0x7e020000n;

/** A longer text is not read again for every try. */
const MOST_CHARACTERS = 500_000;

/**
 * The least changes after which a refused call passes, or looks missing, each tried: the profile is read and resolved again and the call asked again.
 * Empty where the filter refuses it with no arguments. libseccomp puts the rules for a call together in ways that no single rule tells, so nothing less
 * is sure; what the change does to other calls is worked out from both filters.
 */
export function offers(profile: Profile, filter: Filter, call: Call, text: string): readonly Offer[] {
  if (filter.off || !isRefused(filter, call)) return [];
  const { target } = filter;
  const name = nameOf(call.arch, call.syscall);
  const sets = capabilitySets(filter, name, (given) => stillRequired(call, given) === undefined);
  const byCapability = sets.flatMap((capabilities) => tried({ kind: 'capability', capabilities }));
  const required = stillRequired(call, target);
  // Without what the kernel requires, no change of the profile helps, but in a user namespace; where that alone lets the call pass, none is needed.
  const isFirm = !isInOwnNamespace(call);
  const given = (isFirm && required?.slice(0, 1)) || [];
  const isEnough =
    isFirm && byCapability.some(({ capabilities }) => required?.some((each) => capabilities.includes(each)));
  if (name === undefined || profile.inString || text.length > MOST_CHARACTERS) return byCapability;
  const conditions = decide(filter, call).action === 'ALLOW' ? [] : tellingArguments(filter, call);
  const edited = candidates({ profile, filter, call, name, conditions, text });
  const ofAbi = addAbi(text, profile, filter, call);
  const whole = first('call', edited.call);
  const isWhole = ({ edits }: Offer) => whole.some((offer) => JSON.stringify(offer.edits) === JSON.stringify(edits));
  const allowing = [
    ...first('arguments', edited.arguments).filter((offer) => !isWhole(offer)),
    ...whole,
    ...first('abi', ofAbi === undefined ? [] : [{ edits: ofAbi }]),
  ];
  return [...(isEnough ? [] : allowing), ...byCapability, ...first('enosys', edited.enosys)];

  function first(
    kind: OfferKind,
    tries: readonly { edits: readonly Edit[]; conditions?: readonly Condition[] }[],
  ): Offer[] {
    for (const each of tries) {
      const offer = tried({ kind, ...each, capabilities: kind === 'enosys' ? [] : given });
      if (offer.length > 0) return offer;
    }
    return [];
  }

  /** The filter with the capabilities and without the edits. */
  function before(capabilities: readonly string[]): Filter {
    return filterAfter(profile, target, text, [], capabilities) ?? filter;
  }

  function tried(change: Pick<Offer, 'kind'> & Partial<Pick<Offer, 'edits' | 'capabilities' | 'conditions'>>): Offer[] {
    const { kind, edits = [], capabilities = [], conditions = [] } = change;
    const after = filterAfter(profile, target, text, edits, capabilities);
    if (after === undefined) return [];
    const { action, data } = decide(after, call);
    const isDone = {
      arguments: () => isOpen(action) && changesOnly(before(capabilities), after, call, conditions),
      call: () => outcomes(after, call).every((verdict) => isOpen(verdict.action)),
      abi: () => isOpen(action),
      enosys: () => action === 'ERRNO' && data === architectureOf(call.arch).enosys,
      capability: () => !isRefused(after, call),
    }[kind];
    if (!isDone()) return [];
    // What the capability does is told as well.
    const effects = effectsOf(filter, after, call.arch, name ?? '', [call.args]);
    return [{ kind, edits, capabilities, conditions, answer: { action, data }, effects }];
  }
}

const isOpen = (action: Action) => stateOf(action) === 'open';

function filterAfter(
  profile: Profile,
  target: Target,
  text: string,
  edits: readonly Edit[],
  capabilities: readonly string[],
): Filter | undefined {
  const given = { ...target, capabilities: [...target.capabilities, ...capabilities] };
  if (edits.length === 0) return resolve(profile, given).value;
  const { value } = parseProfile(applyEdits(text, edits));
  const after = value && resolve(value, given).value;
  return after?.off ? undefined : after;
}

/** The call's ABI beside those of the profile, where the machine runs it. */
function addAbi(text: string, profile: Profile, filter: Filter, { arch }: Call): Edit[] | undefined {
  const last = profile.architectures.at(-1);
  if (filter.architectures.includes(arch) || !subArchitectures(filter.target.arch).includes(arch)) return undefined;
  return last && addItem(text, last.span, JSON.stringify(arch));
}
