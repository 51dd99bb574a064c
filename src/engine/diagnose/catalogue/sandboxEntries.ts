import { apparmorProfile, BWRAP_PROFILE, type ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { IN_CONTAINER, ON_UBUNTU, UBUNTU } from './sandboxCauses.ts';
import { DOCKER_SECCOMP, page, seen, thread } from './sources.ts';
import { allowCalls, IS_FILTERED } from './steps.ts';

const CHROMIUM = page(
  'Chromium, AppArmor User Namespace Restrictions',
  'https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md',
);

/** Programs that put themselves into a sandbox, and rootless engines that begin with one. */
export const sandboxEntries: readonly ErrorEntry[] = [
  entry({
    code: 'chromium-sandbox',
    title: 'Chromium: `No usable sandbox!`, `Failed to move to new namespace`',
    layer: 'seccomp',
    examples: [
      '[1:1:1127/195656.130387:ERROR:content/browser/zygote_host/zygote_host_impl_linux.cc:130] No usable sandbox! If this is a Debian system, please install the chromium-sandbox package to solve this problem. If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md.',
      'Failed to move to new namespace: PID namespaces supported, Network namespace supported, but failed: errno = Operation not permitted',
      'FATAL:zygote_host_impl_linux.cc(191)] Check failed: ReceiveFixedMessage(fds[0], kZygoteBootMessage, sizeof(kZygoteBootMessage), &boot_pid).',
      "The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now.",
    ],
    sources: [
      thread('microsoft/playwright', 3607),
      thread('microsoft/playwright', 3779),
      thread('macbre/phantomas', 800),
      CHROMIUM,
      seen('Chromium 156', 'Docker 26.1.5'),
    ],
    phrases: [
      'no usable sandbox',
      'failed to move to new namespace',
      'kzygotebootmessage',
      'suid sandbox helper binary',
    ],
    words: [
      ['chrom', 'sandbox'],
      ['playwright', 'sandbox'],
      ['puppeteer', 'sandbox'],
      ['chrom', 'docker'],
      ['chrom', 'kubernetes'],
    ],
    who: 'a seccomp filter, or AppArmor on the host',
    says: 'Chromium could not create the user namespace for its sandbox.',
    next: [IS_FILTERED],
    causes: [IN_CONTAINER, ON_UBUNTU],
    versions: 'Ubuntu restricts user namespaces by default since 24.04. Docker’s default has refused them since 1.10.',
    learn: LESSONS.unshare,
  }),
  entry({
    code: 'chromium-root',
    title: 'Chromium: `Running as root without --no-sandbox is not supported`',
    layer: 'engine',
    examples: [
      '[1:1:1127/195655.386511:ERROR:content/browser/zygote_host/zygote_host_impl_linux.cc:103] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
    ],
    sources: [
      thread('microsoft/playwright', 3779),
      seen('Chromium 156'),
      page('Chromium issue 638180', 'https://crbug.com/638180'),
    ],
    phrases: ['running as root without --no-sandbox'],
    who: 'Chromium itself',
    says: 'Chromium does not start its sandbox as root, whether in a container or not.',
    next: [
      { why: 'See who runs it.', command: 'id -u' },
      {
        why: 'Run the container as another user, with a profile that allows the sandbox; in Playwright’s image that user is pwuser.',
        command: 'docker run -u pwuser --security-opt seccomp=seccomp_profile.json IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.unshare,
  }),
  entry({
    code: 'chromium-pkey',
    title: 'Chromium: `Check failed: PkeyMprotect`',
    layer: 'seccomp',
    examples: [
      '[FATAL:pkey.cc(40)] Check failed: PkeyMprotect(address, (size + (partition_alloc::internal::SystemPageSize() - 1)) & (~(partition_alloc::internal::SystemPageSize() - 1)), 0x1 | 0x2, pkey) == 0. : Operation not permitted (1)',
    ],
    sources: [thread('microsoft/playwright', 30738)],
    phrases: ['pkeymprotect', 'pkey_mprotect'],
    who: 'a seccomp profile that is older than the browser',
    says: 'Chromium uses memory protection keys, and the profile does not list pkey_alloc, pkey_mprotect and pkey_free. An example is Playwright’s old seccomp_profile.json in Kubernetes.',
    versions: 'Playwright 1.39 and newer need the three calls. Docker’s default has them since 23.0.',
    next: [
      { why: 'Check whether the profile lists the three calls.', command: 'grep -n pkey_ seccomp_profile.json' },
      {
        ...allowCalls('pkey_alloc, pkey_mprotect and pkey_free', ''),
        why: 'Use the profile of the same release as the browser, or add pkey_alloc, pkey_mprotect and pkey_free to yours.',
      },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'rootlesskit-apparmor',
    title: 'RootlessKit: `fork/exec /proc/self/exe: permission denied`',
    layer: 'lsm',
    examples: [
      '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: permission denied',
      'WARN[0000] [rootlesskit:parent] This error might have happened because /proc/sys/kernel/apparmor_restrict_unprivileged_userns is set to 1  error="fork/exec /proc/self/exe: permission denied"',
    ],
    sources: [
      thread('containerd/nerdctl', 2847),
      thread('rootless-containers/rootlesskit', 421),
      UBUNTU,
      page('Rootless Containers, AppArmor', 'https://rootlesscontaine.rs/getting-started/common/apparmor/'),
    ],
    phrases: ['/proc/self/exe: permission denied', 'apparmor_restrict_unprivileged_userns is set to 1'],
    words: [['rootless', 'apparmor']],
    who: 'AppArmor’s restriction of user namespaces',
    says: 'RootlessKit, under rootless Docker, containerd or BuildKit, may not use a user namespace: its path has no AppArmor profile with “userns,”. Ubuntu’s packages have one for /usr/bin/rootlesskit only.',
    versions: 'On Ubuntu 24.04 and newer by default. RootlessKit prints the hint since March 2024.',
    next: [
      {
        why: '1 means that the restriction is on. Then see which rootlesskit runs.',
        command: 'sysctl kernel.apparmor_restrict_unprivileged_userns; command -v rootlesskit',
      },
      apparmorProfile(
        '/usr/local/bin/rootlesskit',
        'Give that rootlesskit an AppArmor profile of its own; put its path in place of /usr/local/bin/rootlesskit.',
      ),
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'bwrap-loopback',
    title: '`bwrap: loopback: Failed RTM_NEWADDR`',
    layer: 'lsm',
    examples: [
      'bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted',
      'bwrap: loopback: Failed to look up lo: Operation not permitted',
    ],
    sources: [
      thread('microsoft/vscode', 316046),
      thread('openai/codex', 17525),
      thread('openai/codex', 38715, 'two profiles for one path'),
      thread('PrismLauncher/PrismLauncher', 2641, 'what the profile broke in July 2024'),
      thread('flathub/com.valvesoftware.Steam', 1318),
      UBUNTU,
      DOCKER_SECCOMP,
    ],
    phrases: ['bwrap: loopback'],
    who: 'AppArmor’s restriction of user namespaces (Ubuntu)',
    says: 'bwrap created its user and network namespaces, but AppArmor removed its capabilities there, so bwrap cannot bring up lo.',
    versions: 'Ubuntu 24.04 and newer. 25.04 and newer ship the profile bwrap-userns-restrict for /usr/bin/bwrap.',
    next: [
      { why: '1 means that the restriction is on.', command: 'sysctl kernel.apparmor_restrict_unprivileged_userns' },
      BWRAP_PROFILE,
      apparmorProfile('/path/to/bwrap', 'A bwrap at another path, such as Homebrew’s, needs a profile with that path.'),
    ],
    learn: LESSONS.unshare,
  }),
];
