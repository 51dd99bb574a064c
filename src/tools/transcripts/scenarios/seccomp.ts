import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** The profile of the talk's slide, as printed: two calls, and a comma too many after each list. */
const SLIDE = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": [
    "SCMP_ARCH_X86_64",
    "SCMP_ARCH_X86",
    "SCMP_ARCH_X32"
  ],
  "syscalls": [
    {
      "name": "accept",
      "action": "SCMP_ACT_ALLOW",
      "args": []
    },
    {
      "name": "accept4",
      "action": "SCMP_ACT_ALLOW",
      "args": []
    },
  ],
}
`;
const FIXED = SLIDE.replace('    },\n  ],\n}', '    }\n  ]\n}');

const NO_MKDIR = `{
  "defaultAction": "SCMP_ACT_ALLOW",
  "syscalls": [
    { "names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO" }
  ]
}
`;
const KILL_MKDIR = NO_MKDIR.replace('SCMP_ACT_ERRNO', 'SCMP_ACT_KILL_PROCESS');

export const seccomp: Scenario = {
  name: 'seccomp',
  title: 'What seccomp lets a container do',
  images: ['busybox'],
  notes: [
    'podman: pids_limit = 0 in containers.conf, because this machine has no pids controller on cgroup v2',
    'no AppArmor and no SELinux on this machine',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await theDefault(lab);
    await unshareUnderIt(lab);
    await theSlide(lab);
    await profilesOfOurOwn(lab);
    await podman(lab);
    await runc(lab);
  },
};

/** Runs a command in a container under another profile; two rows, so that a page shows both. */
const under = (profile: string, command: string, engine = 'docker') =>
  `${engine} run --rm --security-opt seccomp=${profile} \\\n    busybox ${command}`;

async function theDefault(lab: Lab): Promise<void> {
  await lab.host('security-options', "docker info 2>/dev/null | grep -A 3 'Security Options'");
  await lab.host('status-host', 'grep Seccomp /proc/self/status');
  await lab.host('status-default', 'docker run --rm busybox grep Seccomp /proc/self/status');
  await lab.host('status-unconfined', under('unconfined', 'grep Seccomp /proc/self/status'));
  await lab.host('status-privileged', 'docker run --rm --privileged busybox \\\n    grep Seccomp /proc/self/status');
}

async function unshareUnderIt(lab: Lab): Promise<void> {
  await lab.host('unshare-default', 'docker run --rm busybox unshare --user id');
  await lab.host('unshare-sys-admin', 'docker run --rm --cap-add SYS_ADMIN busybox unshare --user id');
  await lab.host('unshare-unconfined', under('unconfined', 'unshare --user id'));
  await lab.host('unshare-uts-unconfined', under('unconfined', 'unshare --uts hostname'));
  await lab.host(
    'unshare-uts-sys-admin',
    'docker run --rm --hostname box --cap-add SYS_ADMIN busybox unshare --uts hostname',
  );
}

async function theSlide(lab: Lab): Promise<void> {
  lab.file('slide.json', SLIDE);
  lab.file('fixed.json', FIXED);
  await lab.host('slide-profile', 'cat slide.json');
  await lab.host('slide-run', under('slide.json', 'true'));
  await lab.host('fixed-diff', 'diff slide.json fixed.json');
  await lab.host('fixed-run', under('fixed.json', 'true'));
  // runc and its container race: which of them notices first decides the words.
  await lab.host(
    'fixed-again',
    'for try in $(seq 40); do\n    docker run --rm --security-opt seccomp=fixed.json busybox true\ndone 2>&1 | sort | uniq -c',
  );
}

async function profilesOfOurOwn(lab: Lab): Promise<void> {
  lab.file('no-mkdir.json', NO_MKDIR);
  lab.file('kill-mkdir.json', KILL_MKDIR);
  await lab.host('no-mkdir-profile', 'cat no-mkdir.json');
  await lab.host('no-mkdir-run', under('no-mkdir.json', 'mkdir /tmp/new'));
  await lab.host('no-mkdir-touch', under('no-mkdir.json', 'touch /tmp/new'));
  await lab.host('kill-mkdir-diff', 'diff no-mkdir.json kill-mkdir.json');
  await lab.host('kill-mkdir-run', under('kill-mkdir.json', 'mkdir /tmp/new'));
  await lab.host('kill-mkdir-status', 'echo $?');
}

async function podman(lab: Lab): Promise<void> {
  lab.file('.config/containers/containers.conf', '[containers]\npids_limit = 0\n');
  await lab.prepare('podman import --quiet --change \'CMD ["sh"]\' busybox.tar busybox');
  await lab.host(
    'podman-profile',
    "podman info --format \\\n    '{{.Host.Security.SECCOMPEnabled}} {{.Host.Security.SECCOMPProfilePath}}'",
  );
  await lab.host('podman-status', 'podman run --rm busybox grep Seccomp /proc/self/status');
  await lab.host('podman-status-unconfined', under('unconfined', 'grep Seccomp /proc/self/status', 'podman'));
  await lab.host('podman-unshare', 'podman run --rm busybox unshare --user id');
  await lab.host('podman-no-mkdir', under('no-mkdir.json', 'mkdir /tmp/new', 'podman'));
  await lab.host('podman-slide', under('slide.json', 'true', 'podman'));
  await lab.host('podman-fixed', under('fixed.json', 'true', 'podman'));
}

/** The same bundle twice: as `runc spec` writes it, then with a filter in `linux.seccomp`. */
async function runc(lab: Lab): Promise<void> {
  await lab.prepare('mkdir -p bundle/rootfs && tar -C bundle/rootfs -xf busybox.tar && cd bundle && runc spec');
  const config = JSON.parse(await lab.prepare('cat config.json'));
  config.process.terminal = false;
  config.process.args = ['sh', '-c', 'grep Seccomp: /proc/self/status; mkdir /tmp/new'];
  config.root.readonly = false;
  config.mounts = config.mounts.filter(({ type }: { type: string }) => type === 'proc');
  lab.file('bundle/config.json', JSON.stringify(config, null, 2));
  await lab.host('runc-args', 'grep -A 4 \'"args"\' config.json');
  await lab.host('runc-none', 'runc run box');
  config.linux.seccomp = JSON.parse(NO_MKDIR);
  lab.file('bundle/config.json', JSON.stringify(config, null, 2));
  await lab.host('runc-seccomp', 'grep -A 12 \'"seccomp"\' config.json');
  await lab.host('runc-filtered', 'runc run box');
  config.linux.seccomp = {
    defaultAction: 'SCMP_ACT_ERRNO',
    syscalls: [{ names: ['accept', 'accept4'], action: 'SCMP_ACT_ALLOW' }],
  };
  lab.file('bundle/config.json', JSON.stringify(config, null, 2));
  await lab.host('runc-slide', 'grep -A 12 \'"seccomp"\' config.json');
  await lab.host('runc-slide-run', 'runc run box');
  await lab.prepare('cd');
}
