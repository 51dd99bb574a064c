import manual from '../../../content/data/manualErrors.json' with { type: 'json' };
import { kernelCapability } from '../seccomp/index.ts';
import { shell, shellWord } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import type { UsualFilter } from './Given.ts';

const LISTS: Readonly<Record<string, readonly string[]>> = manual.lists;
const OTHERS: ReadonlySet<string> = new Set(manual.others);

/** Calls whose EACCES is more than the owner and the mode of a file (bind(2), ip(7), execve(2)). */
const DENIED: Readonly<Record<string, Pick<CauseOf, 'layer' | 'who' | 'says' | 'test'>>> = {
  bind: {
    layer: 'capability',
    who: 'the kernel: a port below 1024, or the directory of a socket file',
    says: 'A port below net.ipv4.ip_unprivileged_port_start needs CAP_NET_BIND_SERVICE over the network namespace; a socket file needs a directory in which the process may write.',
    test: {
      why: 'Where the process listens, see the lowest port that needs no capability.',
      command: 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start',
    },
  },
  execve: {
    layer: 'file-mode',
    who: 'the kernel: no x, or a mount with noexec',
    says: 'The file has no x for the process, its mount has the option noexec, or a directory above it is closed. A security module can deny it as well.',
    test: {
      why: 'The mode has no x, or the options of the mount have noexec.',
      command: 'ls -ln FILE; findmnt -T FILE -o TARGET,OPTIONS',
    },
  },
};

/** The kernel's own reason for an error that a filter can return as well, and whether it is the likelier; undefined where its manual page has none. */
export function kernelCause(
  name: string,
  errno: string,
  call: TracedCall,
  line: string,
  usual: UsualFilter | undefined,
): { cause: CauseOf; likelier: boolean } | undefined {
  const common = { code: 'call-error', certain: false, title: `\`${name}\` returned \`${errno}\``, fixes: [] };
  if (errno === 'ENOSYS')
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'kernel', who: 'the kernel' },
        says: `The kernel does not have ${name}, or was built without it. Many programs then use an older call and continue.`,
        test: {
          why: 'The error stays without the filter. Compare the kernel’s release with the one that added the call.',
          command: 'uname -r',
        },
      },
    };
  if (errno === 'EACCES')
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'file-mode', who: 'the kernel: owner and mode, or AppArmor or SELinux' },
        test: {
          why: 'As root on the host: most refusals of a security module leave a line with “denied”. An AppArmor rule with deny leaves none.',
          command: 'dmesg | grep -i denied',
        },
        ...DENIED[name],
        says: `Docker’s and Podman’s default filters return EPERM, not EACCES. ${DENIED[name]?.says ?? `The owner or the mode of the file does not allow ${name}, or a security module denies it.`}`,
      },
    };
  return notPermitted(name, common, call, line, usual);
}

const STAYS = 'The error stays without the filter.';

/** EPERM: where a capability is missing, and where the call's manual page lists other reasons. */
function notPermitted(
  name: string,
  common: Pick<CauseOf, 'code' | 'certain' | 'title' | 'fixes'>,
  call: TracedCall,
  line: string,
  usual: UsualFilter | undefined,
): ReturnType<typeof kernelCause> {
  const needs = kernelCapability(call, { capabilities: usual?.filter.target.capabilities ?? [] });
  const named = LISTS[name] ?? [];
  if (needs || named.length > 0)
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'capability', who: 'the kernel' },
        says: needs
          ? `The kernel requires ${needs.join(' or ')} for ${name}, and Docker’s containers do not have it by default.`
          : `The kernel refuses ${name} if a capability is missing, or if the process has the capability only in its own user namespace. ${name}(2) names ${named.join(', ')}.`,
        test: {
          why: `${STAYS} In the container, see which capabilities the process has.`,
          command: 'grep CapEff /proc/self/status',
        },
      },
    };
  if (OTHERS.has(name)) return undefined;
  return {
    // A file system refuses what is done to a path.
    likelier: /[(,] ?"/.test(line),
    cause: {
      ...{ ...common, layer: 'kernel', who: 'the kernel' },
      says:
        name in LISTS
          ? `${name}(2) lists reasons for EPERM, and none of them is a missing capability.`
          : `The kernel may refuse ${name} for a reason of its own.`,
      test: { why: `${STAYS} The manual page lists the reasons.`, command: shell`man 2 ${shellWord(name)}` },
    },
  };
}
