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
