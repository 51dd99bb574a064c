import type { NextStep } from '../../../messages/index.ts';
import { shell, shellWord } from '../../../text/index.ts';

/** What a profile for a program that anybody may run opens. */
const OPENS =
  'Warning: anyone who may run the program can then create user namespaces with it; for bwrap or unshare, this means every local user.';

/** Of two files that name one path the kernel applies neither, and of a file with a profile twice the parser loads none. */
const UNLESS_THERE =
  'If a file in /etc/apparmor.d already has that path, the command shows the line and writes nothing; load that file with apparmor_parser -r instead.';

/**
 * The step that gives one program a profile of its own; the rest stays restricted. It is named for the path, so that only the path can be taken, and
 * is written only where no file has it: two profiles for one path fail to attach (Linux, security/apparmor/domain.c, "conflicting profile attachments"),
 * and a second preamble is a syntax error (apparmor_parser 4.1.0: "unexpected TOK_ABI").
 */
export function apparmorProfile(path: `/${string}`, before: string): NextStep {
  const name = shellWord(`local${path.replaceAll('/', '.')}`);
  return {
    why: `${before} ${UNLESS_THERE} ${OPENS}`,
    command: shell`grep -rsF '${path} ' /etc/apparmor.d || sudo sh -c 'tee -a /etc/apparmor.d/${name} && apparmor_parser -r /etc/apparmor.d/${name}' <<'EOF'
abi <abi/4.0>,
include <tunables/global>
profile ${name} ${path} flags=(unconfined) { userns, }
EOF`,
    fixes: true,
  };
}

/** The same for any program. */
export const APPARMOR_PROFILE: NextStep = apparmorProfile(
  '/path/to/PROGRAM',
  'Give the program an AppArmor profile of its own: put its path (comm in the log names the program) in place of /path/to/PROGRAM, and, with dots for its slashes, into the file’s name.',
);

/**
 * What a container's AppArmor profile refuses where its seccomp filter no longer does: docker-default has no rule "userns," and denies mount (seen with
 * Docker 26.1.5 on Debian 13: operation="userns_create" profile="docker-default", and EACCES).
 */
export const CONTAINER_PROFILE: NextStep = {
  why: 'On a host with AppArmor, the container’s AppArmor profile may block the same call, with “Permission denied”: docker-default has no rule “userns,” and denies every mount. Load a copy of it with “userns,” added (if the program mounts, also with “mount,” in place of “deny mount,”), and name it beside the seccomp profile.',
  command: 'docker run --security-opt seccomp=FILE.json --security-opt apparmor=PROFILE IMAGE',
  fixes: true,
};

/** Ubuntu's own profile for bwrap, which takes the capabilities from what bwrap starts (apparmor-profiles 4.1.0, extra-profiles/bwrap-userns-restrict). */
export const BWRAP_PROFILE: NextStep = {
  why: 'On Ubuntu 24.04, load the profile for /usr/bin/bwrap from its package apparmor-profiles; with this profile, programs inside bwrap get no capabilities. If a file already has that path, the command shows the line and changes nothing. Warning: when Ubuntu 24.04 enabled it in July 2024, programs of Flatpak and Steam could no longer save files. To undo the change, run apparmor_parser -R on that file and remove it.',
  command: `grep -rsF '/usr/bin/bwrap ' /etc/apparmor.d || sudo sh -c 'apt install apparmor-profiles && cp -n /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/ && apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict'`,
  fixes: true,
};
