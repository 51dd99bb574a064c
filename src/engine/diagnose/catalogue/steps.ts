import type { NextStep } from '../../idmap/index.ts';
import { shell, shellWord } from '../../text/index.ts';

/** Whether a filter is active at all. */
export const IS_FILTERED: NextStep = {
  why: 'In the container: 2 means that a seccomp filter is active, 0 that none is.',
  command: 'grep Seccomp: /proc/self/status',
};

/** Tells a filter from every other layer, and is no fix. */
export const WITHOUT_FILTER: NextStep = {
  why: 'Run the same command once without the filter. If the error is gone, the filter was the cause. This is a test, not a fix; remove the option afterwards.',
  command: 'docker run --rm --security-opt seccomp=unconfined IMAGE COMMAND',
};

export const HAS_CAPABILITIES: NextStep = {
  why: 'In the container, see which capabilities the process has; capsh --decode=NUMBER names them.',
  command: 'grep CapEff /proc/self/status',
};

/** One capability instead of all of them. */
export const addCapability = (name: string, what: string): NextStep => ({
  why: `Add the one capability. ${what}`,
  command: shell`docker run --cap-add ${shellWord(name)} IMAGE`,
  fixes: true,
});

/** What a container can do with user namespaces of its own (kernel.org, user_namespaces(7)). */
export const OPENS_USER_NAMESPACES =
  'Warning: programs in the container can then create user namespaces, and with them reach parts of the kernel that otherwise only root reaches.';

/** A container with another profile than the engine's default. */
export const WITH_FILE = 'docker run --security-opt seccomp=FILE.json IMAGE';

/** A copy of the engine's default with one more rule, and what that opens: the smallest change to a filter. */
export const allowCalls = (names: string, opens: string): NextStep => ({
  why: `Allow ${names} in a copy of Docker’s default: the profile checker adds the rule and saves the file. Then pass that file. containerd ignores the file’s conditions on capabilities (includes, excludes): for a Kubernetes node with containerd, open the failing call in the trace check, which writes a file for such nodes. ${opens}`,
  command: WITH_FILE,
  fixes: true,
});

/** AppArmor writes what it denies to the kernel's log, or to auditd's. */
export const DENIED_LOG: NextStep = {
  why: 'As root on the host: AppArmor and SELinux write a line for each access that they deny.',
  command: 'dmesg | grep -iE \'apparmor="DENIED"|avc: +denied\'',
};
