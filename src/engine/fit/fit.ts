import { type Arch, knownSince, subArchitectures } from '../linux/index.ts';
import {
  addItem,
  architecturesFor,
  type Filter,
  type Profile,
  resolve,
  setKey,
  type Target,
  textOf,
  versionsOf,
} from '../seccomp/index.ts';
import { applyEdits, type Edit, isError } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import {
  choicesFor,
  editsOf,
  filterAfter,
  merged,
  type Plan,
  type Planned,
  placesOf,
  type Subject,
} from './choices.ts';
import { type Change, type Choice, type ChoiceKind, type Fit, type Judged, keyOf, type Remains } from './Made.ts';
import { isShownRefused, isToPass, judge, type Refused, refusedCalls } from './refusedCalls.ts';
import { comingOf, isRefusedByKernel, remainsOf, requiredFor } from './remains.ts';
import { type Found, smallest } from './smallest.ts';

/** ABIs that a filter is to know, and the edits for it; none where the text has no place for them. */
interface AddedAbis {
  arches: readonly Arch[];
  edits: readonly Edit[];
}

/**
 * Adds those of these ABIs that the machine runs: to `architectures`, or to the machine's entry of `archMap`. A profile with neither gets `architectures`,
 * the machine's own first.
 */
function addAbis(text: string, profile: Profile, target: Target, missing: readonly Arch[]): AddedAbis {
  const arches = missing.filter((arch) => subArchitectures(target.arch).includes(arch));
  const edits = arches.length === 0 ? [] : editsFor(text, profile, target, arches);
  return edits === undefined || edits.length === 0 ? { arches: [], edits: [] } : { arches, edits };
}

function editsFor(text: string, profile: Profile, target: Target, arches: readonly Arch[]): Edit[] | undefined {
  const list = arches.map((arch) => JSON.stringify(arch)).join(', ');
  const last = profile.architectures.at(-1);
  if (last !== undefined) return addItem(text, last.span, list);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  if (entry !== undefined) {
    const found = /("subArchitectures"\s*:\s*\[\s*)([\]"])/i.exec(text.slice(entry.span.start, entry.span.end));
    if (found === null) return undefined;
    const at = entry.span.start + found.index + (found[1]?.length ?? 0);
    return [{ start: at, end: at, text: `${list}${found[2] === '"' ? ', ' : ''}` }];
  }
  if (profile.archMap.length > 0) return undefined;
  const own = architecturesFor(profile, target).map((arch) => JSON.stringify(arch));
  return setKey(text, profile.span, 'architectures', `[${[...own, list].join(', ')}]`);
}

export interface FitOptions {
  /** The profile's text; left out, the one that `parseProfile` read it from. */
  text?: string;
  /** What to do about a call, by `keyOf`, in place of the smallest change. */
  chosen?: ReadonlyMap<string, ChoiceKind>;
  /** Whether the choices are worked out as well, each with what else it opens; left out, they are. */
  withChoices?: boolean;
}

/**
 * The smallest change of a profile after which the calls of a trace pass on the target, with what else may be done about each. Smallest: the fewest places
 * changed (a name put into a rule or taken out of one, an ABI added); among these, the fewest calls that then pass with all arguments and did not, each
 * ABI counted; then the fewest that pass with some more; then the first by the trace. New rules stand behind all others. Equal to brute force over all
 * sets of such changes (test/engine/fit). Every answer is asked of the filter that `resolve` makes of the changed text.
 *
 * A call passes where no value of its unknown arguments, or none that agrees with what the trace shows, is refused. A refusal that the program takes for a
 * missing call (ENOSYS) is left as it is, unless `chosen` says otherwise. Where the kernel requires a capability for a call, and a rule allows the call to a
 * container that has it, the container is given it in the place of an edit; where no rule does, it is given besides.
 */
export function fit(profile: Profile, target: Target, calls: readonly TracedCall[], options: FitOptions = {}): Fit {
  const text = options.text ?? textOf(profile);
  const { value: filter, diagnostics } = resolve(profile, target);
  const judged = filter === undefined ? [] : judge(filter, calls);
  const refusals = filter === undefined ? diagnostics.filter(isError) : [];
  const whole = { judged, text, refusals, filter, unsure: judged.filter(isUnsure) };
  const given = { profile, target, calls, options };
  const made =
    filter && text !== undefined && !profile.inString ? fitted({ ...given, text }, filter, judged) : undefined;
  if (made !== undefined) return { ...whole, ...made };
  const changes = changesOf(judged).map((each) => changeOf(each, target, { cannot: { code: 'no-text' } }));
  return {
    ...whole,
    changes,
    edits: [],
    places: 0,
    given: [],
    after: judged,
    leavesTrace: false,
    passes: filter !== undefined && changes.length === 0,
  };
}

interface Given {
  profile: Profile;
  target: Target;
  calls: readonly TracedCall[];
  options: FitOptions;
  text: string;
}

type Fitted = Pick<Fit, 'changes' | 'edits' | 'text' | 'places' | 'given' | 'after' | 'leavesTrace' | 'passes'>;

function fitted({ profile, target, calls, options, text }: Given, filter: Filter, judged: readonly Judged[]): Fitted {
  const asked = changesOf(judged);
  const foreign = [...new Set(asked.filter(isForeign).map(({ arch }) => arch))];
  const { arches, edits: ground } = addAbis(text, profile, target, foreign);
  const subject: Subject = { profile, target, text, ground };
  const hindered = new Map(asked.flatMap((each) => hindrance(each, target, arches)));
  const planned = new Map(
    asked.flatMap((each): [Asked, readonly Planned[]][] => {
      const isWanted =
        options.withChoices !== false || options.chosen?.has(each.key) || requiredFor(each.calls, target) !== undefined;
      return isWanted && !hindered.has(each) && each.isNamed ? [[each, choicesFor(subject, filter, each)]] : [];
    }),
  );
  const chosen = asked.flatMap((each): [Asked, ChoiceKind, Plan | undefined][] => {
    const kind = options.chosen?.get(each.key) ?? (helpsByCapability(each) ? 'capability' : undefined);
    if (kind === undefined || hindered.has(each)) return [];
    const found = planned.get(each)?.find(({ choice }) => choice.kind === kind);
    return found || kind === 'leave' ? [[each, kind, found?.plan]] : [];
  });
  const kindOf = new Map(chosen.map(([each, kind]) => [each, kind]));
  const given = [...new Set(asked.flatMap((each) => (hindered.has(each) ? [] : givenFor(each, kindOf.get(each)))))];
  const held: Subject = { ...subject, target: withCapabilities(target, given) };
  // Rules of this very profile: an edit takes names out of them.
  const ready = (ground.length === 0 ? resolve(profile, held.target).value : filterAfter(held, ground)) ?? filter;
  const isFree = ({ key }: { key: string }) =>
    !chosen.some(([each]) => each.key === key) && ![...hindered.keys()].some((each) => each.key === key);
  const searched = refusedCalls(judge(ready, calls)).filter(isFree);
  const found = smallest(held, ready, searched, calls);
  const plan = merged([...found.map((each) => each.plan), ...chosen.flatMap(([, , own]) => own ?? [])]);
  const edits = editsOf(subject, plan) ?? [];
  const changed = (edits.length + given.length > 0 && filterAfter(held, edits)) || filter;
  const after = judge(changed, calls);
  const stuck = new Set(refusedCalls(after).map(({ key }) => key));
  const changes = asked.map((each) => {
    const own = chosen.find(([other]) => other === each);
    const taken =
      own?.[1] ??
      takenOf(each, found) ??
      (each.isLeft
        ? 'leave'
        : ground.length > 0 && isForeign(each)
          ? 'call'
          : given.length > 0 && offerOf(each)
            ? 'capability'
            : undefined);
    const cannot =
      hindered.get(each) ?? (stuck.has(each.key) && own === undefined ? ({ code: 'none-found' } as const) : undefined);
    const left: Choice[] = each.isLeft ? [leave(each)] : [];
    const choices = [...left, ...(planned.get(each) ?? []).map(({ choice }) => choice)];
    const told = { taken: cannot ? undefined : taken, choices, ...(cannot && { cannot }) };
    return changeOf(each, held.target, told, comingOf(changed, each, told.taken, calls));
  });
  const leavesTrace = changes.some(
    ({ taken, calls: own }) => taken !== undefined && taken !== 'leave' && own.some(isShownRefused),
  );
  const leaving = new Set(chosen.flatMap(([{ key }, kind]) => (kind === 'enosys' || kind === 'leave' ? [key] : [])));
  const passes =
    after.every((each) => !isToPass(each) || leaving.has(keyOf(each.call))) &&
    !changes.some((change) => change.taken !== 'leave' && change.taken !== 'enosys' && isRefusedByKernel(change));
  const places = placesOf(plan) + arches.length;
  return { changes, edits, text: applyEdits(text, edits), places, given, after, leavesTrace, passes };

  /** The choice to give the container a capability. */
  function offerOf(each: Asked): Choice | undefined {
    return planned.get(each)?.find(({ choice }) => choice.kind === 'capability')?.choice;
  }

  /** What the container is given for a call: what the choice says, or what the kernel requires where no rule waits for it. */
  function givenFor(each: Asked, kind: ChoiceKind | undefined): readonly string[] {
    if (kind === 'capability') return offerOf(each)?.capabilities ?? [];
    if (kind === 'leave' || kind === 'enosys' || each.isLeft || offerOf(each) !== undefined) return [];
    return (requiredFor(each.calls, target) ?? []).slice(0, 1);
  }

  /** Whether the call takes a capability in any case, and with it passes the profile as it is. */
  function helpsByCapability(each: Asked): boolean {
    const offer = offerOf(each);
    if (offer === undefined || requiredFor(each.calls, target) === undefined) return false;
    return requiredFor(each.calls, withCapabilities(target, offer.capabilities)) === undefined;
  }
}

const withCapabilities = (target: Target, given: readonly string[]): Target =>
  given.length === 0 ? target : { ...target, capabilities: [...target.capabilities, ...given] };

/** A call that is refused, whether it is to pass or is left as missing. */
interface Asked extends Refused {
  isNamed: boolean;
  isLeft: boolean;
}

function changesOf(judged: readonly Judged[]): readonly Asked[] {
  const asked = judged.filter((each) => isToPass(each) || (each.answer === 'refused' && each.fallsBack !== undefined));
  return [...Map.groupBy(asked, ({ call }) => keyOf(call))].flatMap(([key, calls]) => {
    const [first] = calls;
    if (first === undefined) return [];
    const { arch, syscall } = first.call;
    const isLeft = !calls.some(isToPass);
    return [{ key, name: first.name ?? '', arch, syscall, calls, isNamed: first.name !== undefined, isLeft }];
  });
}

const isForeign = ({ calls }: Asked) =>
  calls.some(({ verdicts }) => verdicts.some(({ reason }) => reason.kind === 'foreign-architecture'));

const isUnsure = (each: Judged) => each.answer === 'depends' && each.fallsBack === undefined && !isToPass(each);

/** Why no edit can let a call pass, where that is plain before one is tried. */
function hindrance(each: Asked, target: Target, added: readonly Arch[]): [Asked, NonNullable<Change['cannot']>][] {
  if (!each.isNamed) return [[each, { code: 'no-name' }]];
  if (isForeign(each) && !added.includes(each.arch)) return [[each, { code: 'foreign-architecture' }]];
  const since = knownSince(each.name, versionsOf(target).libseccomp);
  return since === undefined ? [] : [[each, { code: 'libseccomp-lacks', since }]];
}

/** How the smallest change lets a call pass. */
function takenOf({ key }: Asked, found: readonly Found[]): ChoiceKind | undefined {
  const own = found.find(({ refused }) => refused.some((each) => each.key === key));
  if (own === undefined) return undefined;
  const { coming } = own.plan;
  return coming.length > 0 && coming.every(({ conditions = [] }) => conditions.length > 0) ? 'arguments' : 'call';
}

/** Nothing is changed: the program takes the answer for a kernel without the call. */
function leave({ calls }: Asked): Choice {
  const { action = 'ERRNO', data = 0 } = calls[0]?.verdicts[0] ?? {};
  const effects = { abis: [], through: [], opened: [], errors: [] };
  return { kind: 'leave', edits: [], places: 0, conditions: [], capabilities: [], answer: { action, data }, effects };
}

function changeOf(
  { name, isNamed, arch, syscall, calls }: Asked,
  target: Target,
  told: Partial<Pick<Change, 'taken' | 'choices' | 'cannot'>>,
  coming: readonly Remains[] = [],
): Change {
  const own = isNamed ? name : undefined;
  const remains = [...(own === undefined ? [] : remainsOf(own, calls, target)), ...coming];
  return { name: own, arch, syscall, calls, taken: undefined, choices: [], remains, ...told };
}

/**
 * Whether a filter takes a call from a program that it had: the call is to pass, and the trace itself does not show it refused in this way. A program that was
 * given the same error while it was traced goes on as it did.
 */
export const stopsAt = (judged: Judged): boolean => isToPass(judged) && !isShownRefused(judged);
