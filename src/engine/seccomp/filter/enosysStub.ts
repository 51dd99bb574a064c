import { type Arch, architectureOf, resolveName } from '../../linux/index.ts';
import type { Profile, Rule } from '../profile/Profile.ts';
import type { Branch } from './Filter.ts';
import { runcDoes } from './runcDoes.ts';
import type { OciProfile } from './setupSeccomp.ts';
import { type Target, versionsOf } from './Target.ts';

/** linux/seccomp.h SECCOMP_RET_ERRNO. */
const ERRNO = 0x00050000;

/** The architectures on which number 0 is shown for calls that the kernel doesn't know (patchbpf/enosys_linux.go, s390xMultiplexSyscall). */
const WITH_SETUP: readonly Arch[] = ['SCMP_ARCH_S390', 'SCMP_ARCH_S390X'];

/**
 * runc, patchbpf/enosys_linux.go findLastSyscalls: per ABI the highest number that any rule's name has there, dropped rules included. No line where
 * the default lets calls pass, nor on an ABI of whose calls none, or only number 0, is named; runc before 1.1.15 asks only the ABIs that are handed
 * to it, which Docker's need not be the machine's own. Gives how many instructions runc puts before libseccomp's: none where it adds no stub.
 */
export function addEnosysStub(
  branches: ReadonlyMap<Arch, Branch>,
  { rules, defaultErrnoRet, architectures }: OciProfile,
  { defaultAction }: Profile,
  target: Target,
): number {
  if (target.runtime !== 'runc' || !runcDoes('runc-enosys-stub', target)) return 0;
  const permissive = ['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE'].includes(defaultAction ?? '');
  // generatePatch compares the number with SCMP_ACT_ERRNO(ENOSYS), the whole action.
  if (permissive || defaultErrnoRet === ERRNO + architectureOf(target.arch).enosys) return 0;
  const { libseccomp } = versionsOf(target);
  const asked = runcDoes('runc-enosys-native', target)
    ? branches
    : new Map([...branches].filter(([arch]) => architectures.includes(arch)));
  for (const [arch, branch] of asked) {
    const highest = highestNamed(arch, rules, libseccomp);
    if (highest === 0) continue;
    branch.highest = highest;
    if (WITH_SETUP.includes(arch) && runcDoes('runc-enosys-setup', target)) branch.setup = true;
  }
  return stubLength(asked);
}

function highestNamed(arch: Arch, rules: readonly Rule[], libseccomp: string): number {
  let highest = 0;
  for (const { names } of rules) {
    for (const { text } of names) highest = Math.max(highest, resolveName(arch, text, libseccomp));
  }
  return highest;
}

/**
 * The length of generateEnosysStub's program: for each architecture a comparison, and where a line is drawn a section of its own, which loads the
 * number; before them the load of the architecture, behind them the answer and the ways past it.
 */
function stubLength(branches: ReadonlyMap<Arch, Branch>): number {
  const x32 = architectureOf('SCMP_ARCH_X32').auditArch;
  const lines = Map.groupBy(branches, ([arch]) => architectureOf(arch).auditArch);
  let length = 4;
  for (const [auditArch, abis] of lines) {
    const drawn = abis.filter(([, { highest }]) => highest !== undefined);
    length += 1;
    if (drawn.length === 1) length += auditArch === x32 ? 4 : 3;
    if (drawn.length === 2) length += 5;
    if (drawn.some(([, { setup }]) => setup)) length += 2;
  }
  return length;
}
