import { type Call, nameOf } from '../../linux/index.ts';
import type { Target } from '../filter/Target.ts';
import { MATTERS } from '../findings/catalogue/leftOpen.ts';
import { barriersOn } from '../roads/barriersOn.ts';
import type { Barrier } from '../roads/Intent.ts';
import { intentOfCall } from '../roads/intentOfCall.ts';
import { argumentAt } from '../roads/kernelBits.ts';

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
  return lacking ?? kernelCapability(call, target);
}

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
