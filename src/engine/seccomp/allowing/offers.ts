import { architectureOf, type Call, nameOf, subArchitectures } from '../../linux/index.ts';
import { applyEdits, type Edit } from '../../text/index.ts';
import type { Condition } from '../filter/Condition.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import { resolve } from '../filter/resolve.ts';
import type { Target } from '../filter/Target.ts';
import type { Action } from '../filter/Verdict.ts';
import { addItem } from '../findings/edits.ts';
import type { Profile } from '../profile/Profile.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { stateOf } from '../roads/reach.ts';
import { candidates, tellingArguments } from './candidates.ts';
import { capabilitySets } from './capabilitySets.ts';
import { changesOnly, effectsOf } from './effectsOf.ts';
import { isRefused } from './isRefused.ts';
import type { Offer, OfferKind } from './Offer.ts';
import { isInOwnNamespace, stillRequired } from './stillRequired.ts';

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
