import type { ErrorEntry, NextStep } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { page, seen, thread } from './sources.ts';
import { DENIED_LOG } from './steps.ts';

/** Options that change a mount which is already there: the parser takes no source and no type beside them. */
const OF_MOUNTED = /^(?:remount|r?(?:unbindable|private|slave|shared))$/;
const BIND = /^r?bind$|^move$/;

/** A word of a rule: quoted where it needs to be; undefined where it has what a rule reads as a pattern. */
function ruleWord(text: string): string | undefined {
  if (/["\\*?[\]{}^]|\p{Cc}/u.test(text)) return undefined;
  return /^[\w@%+:./-]+$/.test(text) ? text : `"${text}"`;
}

/**
 * The rule of a profile that allows the mount of an AppArmor record, from the record's own fields, or undefined where they do not tell it
 * (apparmor.d(5), Mount Rules; linux, security/apparmor/mount.c, audit_mount; each form read by apparmor_parser 4.1).
 */
export function mountRule(field: (name: string) => string | undefined): string | undefined {
  const name = field('name');
  const target = name?.startsWith('/') ? ruleWord(name) : undefined;
  if (target === undefined) return undefined;
  if (field('operation') === 'umount') return `umount ${target},`;
  if (field('operation') !== 'mount') return undefined;
  const options = (field('flags') ?? '').split(/,\s*/).filter((option) => /^[a-z]+$/.test(option));
  const isMounted = options.some((option) => OF_MOUNTED.test(option));
  const [fstype, source] = isMounted ? [] : [field('fstype'), field('srcname')];
  const hasType = fstype !== undefined && /^[\w.-]+$/.test(fstype) && !options.some((option) => BIND.test(option));
  const from = source === undefined ? '' : ruleWord(source);
  if (from === undefined) return undefined;
  return `mount ${[
    ...(hasType ? [`fstype=${fstype}`] : []),
    ...(options.length > 0 ? [`options=(${options.join(', ')})`] : []),
    ...(from === '' ? [] : [from]),
    `-> ${target},`,
  ].join(' ')}`;
}

const DOCKER_APPARMOR = page('Docker, AppArmor security profiles', 'https://docs.docker.com/engine/security/apparmor/');

const OF_PROCESS: NextStep = {
  why: 'See which profile the process has.',
  command: 'cat /proc/PID/attr/apparmor/current',
};

/** apparmor.d(5): a deny rule outweighs each that allows; lxc.container.conf(5), lxc.apparmor.raw. */
const withRule = (rule: string, profile: string | undefined): NextStep => {
  const opens =
    'The mount also needs CAP_SYS_ADMIN and a seccomp filter that allows it. Warning: every program in the container may then make this mount.';
  const line = `lxc.apparmor.raw = ${rule}`;
  return profile?.startsWith('lxc')
    ? {
        why: `As a test first: add the missing rule to the container’s configuration, where lxc.apparmor.profile is “generated”, and start it again; nesting (features: nesting=1) allows more. ${opens}`,
        command: line,
        fixes: true,
      }
    : {
        why: `As a test first: write a profile of your own, a copy of the container’s without its “deny mount,” and with this rule. Load it with apparmor_parser -r, and give it to this one container with --security-opt apparmor=PROFILE. ${opens}`,
        command: rule,
        fixes: true,
      };
};

/** AppArmor and SELinux, around containers. */
export const lsmEntries: readonly ErrorEntry[] = [
  entry({
    code: 'sysctl-reopen',
    title: '`open sysctl net.ipv4.ip_unprivileged_port_start file: reopen fd 8: permission denied`',
    layer: 'lsm',
    examples: [
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: open sysctl net.ipv4.ip_unprivileged_port_start file: reopen fd 8: permission denied: unknown',
    ],
    sources: [
      thread('opencontainers/runc', 4968),
      thread('opencontainers/runc', 4972),
      thread('moby/moby', 51405),
      thread('containerd/containerd', 12484),
      thread('lxc/incus', 2624),
    ],
    phrases: [
      'ip_unprivileged_port_start file: reopen',
      'file: reopen fd',
      'ip_unprivileged_port_start: permission denied',
    ],
    who: 'AppArmor, in the profile of the LXC container around Docker',
    says: 'Docker runs in an LXC or Proxmox container. Since the fix of CVE-2025-52881 runc writes sysctls through a detached procfs, whose path AppArmor takes for /sys/net/… and denies.',
    versions:
      'Since runc 1.2.8, 1.3.3 and 1.4.0-rc.3 (November 2025; containerd.io 1.7.28-2). Fixed in lxc-pve 6.0.5-2 on Proxmox VE and in Incus 6.19.',
    next: [
      {
        ...DENIED_LOG,
        why: 'As root on the outer host: AppArmor’s line names /sys/net/ipv4/ip_unprivileged_port_start.',
      },
      {
        why: 'On the outer host, update: lxc-pve 6.0.5-2 or newer (Proxmox VE), Incus 6.19, or a fixed LXD snap. Then restart the container.',
        command: 'apt update && apt install lxc-pve',
        fixes: true,
      },
      {
        why: 'Do not go back to an older runc, which lacks the fixes for three container escapes. Where no update exists, change the outer profile as runc’s maintainers describe in runc#4968; lxc.apparmor.profile: unconfined is a test, not a fix.',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'apparmor-stop',
    title: '`cannot stop container: permission denied`',
    layer: 'lsm',
    examples: [
      'Error response from daemon: cannot stop container: daemon: permission denied',
      'Cannot kill container b2de7943744c: unknown error after kill: runc did not terminate sucessfully: container_linux.go:392: signaling init process caused "permission denied"',
    ],
    sources: [thread('moby/moby', 36809), thread('canonical/docker-snap', 36), thread('canonical/docker-snap', 272)],
    phrases: ['cannot stop container', 'cannot kill container', 'signaling init process caused'],
    beside: ['permission denied'],
    who: 'AppArmor: docker-default denies the signal',
    says: 'The profile docker-default allows signals from the engine that loaded it. Where Docker is installed twice, as a snap and as a package, or AppArmor was reloaded, the loaded profile names the other engine.',
    next: [
      {
        why: 'As root on the host: the line has operation="signal" and a peer, such as snap.docker.dockerd.',
        command: 'dmesg | grep -i \'operation="signal"\'; snap list docker; dpkg -l docker.io docker-ce',
      },
      {
        why: 'Stop the container’s first process by its host PID. A container that is not running has PID 0, which for kill means your own process group: the command then does nothing.',
        command: 'pid=$(docker inspect --format "{{.State.Pid}}" CONTAINER) && [ "$pid" -gt 1 ] && sudo kill "$pid"',
        fixes: true,
      },
      {
        why: 'Then save what you need, remove one of the two installations, and restart the host. Warning: its images, containers and volumes go with it.',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'apparmor-denied',
    title: '`apparmor="DENIED"`',
    layer: 'lsm',
    examples: [
      'type=1400 audit(1406568919.002:236): apparmor="DENIED" operation="ptrace" profile="docker-default" pid=12830 comm="ps" requested_mask="trace" denied_mask="trace" peer="docker-default"',
      '[86690.569280] type=1400 audit(1441943381.165:51): apparmor="DENIED" operation="mount" info="failed flags match" error=-13 profile="docker-default" name="<dir>" pid=26423 comm="sshfs" fstype="fuse.sshfs" srcname="<user>@<address>:<dir>" flags="rw, nosuid, nodev"',
      'audit: type=1400 audit(1619802203.636:26953): apparmor="DENIED" operation="signal" profile="docker-default" pid=1872204 comm="runc" requested_mask="receive" denied_mask="receive" signal=term peer="snap.docker.dockerd"',
    ],
    sources: [
      DOCKER_APPARMOR,
      page(
        'apparmor.d(5), Mount Rules',
        'https://manpages.debian.org/trixie/apparmor/apparmor.d.5.en.html#Mount_Rules',
      ),
      page('AppArmor, Failures', 'https://gitlab.com/apparmor/apparmor/-/wikis/AppArmor_Failures'),
      thread('canonical/docker-snap', 36),
      thread('moby/moby', 7276),
      thread('moby/moby', 16233),
      thread('podman-container-tools/buildah', 6145),
    ],
    phrases: ['apparmor="denied"'],
    reads: ({ text, small }) => {
      if (small.includes('unprivileged_userns')) return undefined;
      const field = (name: string) => new RegExp(`\\b${name}="([^"]{1,300})"`).exec(text)?.[1];
      const [profile, operation, comm, name] = ['profile', 'operation', 'comm', 'name'].map(field);
      const rule = mountRule(field);
      return {
        ...(rule !== undefined && { next: [OF_PROCESS, withRule(rule, profile)] }),
        says: `AppArmor’s profile ${profile ?? 'of the process'} denied ${operation === undefined ? 'an access' : `“${operation}”`}${name === undefined ? '' : ` on ${name}`}${comm === undefined ? '' : ` to the program “${comm}”`}. ${profile === 'docker-default' ? 'Docker applies it to every container by default; the profile denies mount, writing to most of /proc and /sys, and tracing processes under other profiles, whatever the capabilities.' : 'A rule of that profile is missing.'}`,
        ...(name?.startsWith('/') ? { facts: { path: name } } : {}),
      };
    },
    who: 'AppArmor',
    says: 'A rule of the profile denied the access.',
    next: [
      OF_PROCESS,
      {
        why: 'Write a profile of your own with the missing rule, load it, and give it to this container.',
        command: 'sudo apparmor_parser -r /etc/apparmor.d/PROFILE && docker run --security-opt apparmor=PROFILE IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'apparmor-profile-missing',
    title: '`unable to apply apparmor profile`',
    layer: 'lsm',
    examples: [
      'runc run failed: unable to start container process: error during container init: unable to apply apparmor profile: apparmor failed to apply profile: write /proc/self/attr/exec: invalid argument',
      'Error: apparmor profile "x" specified, but Apparmor is not enabled on this system',
      'AppArmor is not initialized correctly',
      'Could not check if docker-default AppArmor profile was loaded: open /sys/kernel/security/apparmor/profiles: permission denied',
      'Cannot enforce AppArmor: profile my-profile is not loaded',
    ],
    sources: [
      DOCKER_APPARMOR,
      seen('runc 1.1.15', 'Podman 5.4.2', 'crun 1.21'),
      page('Kubernetes, AppArmor', 'https://kubernetes.io/docs/tutorials/security/apparmor/'),
    ],
    phrases: [
      'unable to apply apparmor profile',
      'but apparmor is not enabled',
      'apparmor is not initialized',
      'apparmor profile was loaded',
      'cannot enforce apparmor',
      'apparmor profile not found',
    ],
    who: 'the runtime, giving the container its AppArmor profile',
    says: 'The profile is not loaded in the kernel of the node, or AppArmor is off there. In a container that runs Docker, /sys/kernel/security is usually missing.',
    next: [
      {
        why: 'As root on the host: is AppArmor on, and is the profile loaded?',
        command: 'cat /sys/module/apparmor/parameters/enabled; aa-status | grep PROFILE',
      },
      {
        why: 'Load the profile; a node needs it before the Pod starts there.',
        command: 'sudo apparmor_parser -r /etc/apparmor.d/PROFILE',
        fixes: true,
      },
      { why: 'Where the host has no AppArmor, leave the option out.', fixes: true },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'selinux-label-refused',
    title: '`selinux label is specified in config, but selinux is disabled`',
    layer: 'lsm',
    examples: [
      'level=error msg="runc run failed: selinux label is specified in config, but selinux is disabled or not supported"',
      'write to `/proc/self/attr/keycreate`: Invalid argument',
      'lsetxattr /data: operation not supported',
    ],
    sources: [
      seen('runc 1.1.15', 'crun 1.21'),
      page(
        'podman-run(1), --volume',
        'https://docs.podman.io/en/latest/markdown/podman-run.1.html#volume-v-source-volume-host-dir-container-dir-options',
      ),
    ],
    phrases: ['selinux label is specified', '/proc/self/attr/keycreate', 'lsetxattr'],
    reads: ({ small }) => (small.includes('lsetxattr') && !small.includes('not supported') ? undefined : {}),
    who: 'the runtime or engine, setting an SELinux label',
    says: 'The engine asked for a label, but the host’s kernel has no SELinux, its policy does not know the type, or the file system stores no labels (NFS, FAT, some FUSE).',
    next: [
      { why: 'See whether SELinux is on, and the file system.', command: 'getenforce; findmnt -T HOST_PATH -o FSTYPE' },
      {
        why: 'Leave out :z, :Z and --security-opt label= there, or mount the file system with context=.',
        command: 'podman run -v HOST_PATH:/data IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.volume,
  }),
];
