import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** One container's state, each command of the decision tree, and what tells its causes apart. */
export const debugging: Scenario = {
  name: 'debugging',
  title: 'From an error to the rule behind it',
  images: ['busybox', 'debian-strace'],
  notes: ['no AppArmor and no SELinux on this machine'],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.load('debian-strace');
    await theCall(lab);
    await theProcess(lab);
    await oneAtATime(lab);
    await files(lab);
    await mounts(lab);
    await ends(lab);
  },
};

const PID = "$(docker inspect -f '{{.State.Pid}}' box)";

/** Which call failed, seen from the container and from the host. */
async function theCall(lab: Lab): Promise<void> {
  await lab.host('call-inside', 'docker run --rm debian-strace \\\n    strace -f -Z -qq unshare --user id');
  await lab.host('call-source', 'docker run --rm debian-strace \\\n    strace -f -Z -qq mount -t tmpfs none /tmp');
  await lab.host(
    'box',
    "docker run -d --name box busybox \\\n    sh -c 'while :; do unshare --user true; sleep 1; done'",
  );
  await lab.prepare('sleep 2');
  await lab.host('box-logs', 'docker logs --tail 1 box');
  await lab.host('call-outside', `timeout 3 strace -f -Z -qq \\\n    -p ${PID} 2>&1 | grep EPERM`);
}

/** What a reader is asked to look at in a container of their own. */
export const LOOK_AT_MINE =
  "busybox sh -c \\\n    'cd /proc/self; grep -e CapEff -e NoNewPrivs -e Seccomp: status; cat attr/current uid_map'";

/** What the process is under: the four lines that decide most cases. */
async function theProcess(lab: Lab): Promise<void> {
  await lab.host('status-inside', 'docker exec box \\\n    grep -e CapEff -e NoNewPrivs -e Seccomp: /proc/1/status');
  await lab.host('status-outside', `grep -e CapEff -e NoNewPrivs -e Seccomp: \\\n    /proc/${PID}/status`);
  await lab.host('decode', "capsh --decode=00000000a80425fb | tr , '\\n'");
  await lab.host('map-outside', `cat /proc/${PID}/uid_map`);
  await lab.host(
    'inspect',
    "docker inspect box --format \\\n    'privileged={{.HostConfig.Privileged}} capadd={{.HostConfig.CapAdd}} userns={{.HostConfig.UsernsMode}}\n    security={{.HostConfig.SecurityOpt}} apparmor={{.AppArmorProfile}} readonly={{.HostConfig.ReadonlyRootfs}}'",
  );
  await lab.prepare('docker rm -f box');
  await lab.host('mine', `docker run --rm ${LOOK_AT_MINE}`);
  await lab.host('mine-unconfined', `docker run --rm --security-opt seccomp=unconfined ${LOOK_AT_MINE}`);
  await lab.host('mine-no-new', `docker run --rm --security-opt no-new-privileges ${LOOK_AT_MINE}`);
  await lab.host('mine-privileged', `docker run --rm --privileged ${LOOK_AT_MINE}`);
}

/** The filter taken away, then a capability given: one change at a time, on a container that does nothing else. */
async function oneAtATime(lab: Lab): Promise<void> {
  const unconfined = '--security-opt seccomp=unconfined';
  await lab.host('unshare-default', 'docker run --rm busybox unshare --user id');
  await lab.host('unshare-unconfined', `docker run --rm ${unconfined} \\\n    busybox unshare --user id`);
  await lab.host('mount-default', 'docker run --rm busybox mount -t tmpfs none /tmp');
  await lab.host('mount-unconfined', `docker run --rm ${unconfined} \\\n    busybox mount -t tmpfs none /tmp`);
  await lab.host(
    'mount-both',
    `docker run --rm ${unconfined} --cap-add SYS_ADMIN \\\n    busybox sh -c 'mount -t tmpfs none /tmp && echo mounted'`,
  );
  await lab.host(
    'mount-cap',
    "docker run --rm --cap-add SYS_ADMIN \\\n    busybox sh -c 'mount -t tmpfs none /tmp && echo mounted'",
  );
  await lab.host('address-default', 'docker run --rm busybox ip link set lo down');
  await lab.host('address-unconfined', `docker run --rm ${unconfined} \\\n    busybox ip link set lo down`);
  await lab.host('address-cap', 'docker run --rm --cap-add NET_ADMIN \\\n    busybox ip link set lo down && echo done');
}

/** A directory that belongs to somebody else, and an attribute that no owner shows. */
async function files(lab: Lab): Promise<void> {
  await lab.prepare('mkdir -p /srv/data && chmod 755 /srv/data');
  const mounted = 'docker run --rm -u 1000 -v /srv/data:/data busybox';
  await lab.host('file-refused', `${mounted} touch /data/new`);
  await lab.host('file-inside', `${mounted} \\\n    sh -c 'id; ls -lnd /data; cat /proc/self/uid_map'`);
  await lab.host('file-outside', 'ls -lnd /srv/data');
  await lab.prepare('touch /srv/data/fixed && chattr +i /srv/data/fixed || true');
  await lab.host('immutable', 'docker run --rm -v /srv/data:/data busybox rm /data/fixed');
  await lab.host('immutable-seen', 'lsattr /srv/data/fixed');
  await lab.prepare('chattr -i /srv/data/fixed; rm -r /srv/data');
}

/** Options of a mount: read-only, noexec, nosuid. */
async function mounts(lab: Lab): Promise<void> {
  await lab.prepare('mkdir -p /srv/data && mount -t tmpfs tmpfs /srv/data');
  await lab.host('read-only', 'docker run --rm -v /srv/data:/data:ro busybox touch /data/new');
  await lab.host('read-only-root', 'docker run --rm --read-only busybox touch /new');
  await lab.host('read-only-seen', "docker run --rm -v /srv/data:/data:ro busybox \\\n    grep ' /data ' /proc/mounts");
  const copied = 'cp /bin/busybox /run/true; ';
  await lab.host('noexec', `docker run --rm --tmpfs /run busybox \\\n    sh -c '${copied}/run/true'`);
  await lab.host('noexec-seen', "docker run --rm --tmpfs /run busybox grep ' /run ' /proc/mounts");
  await lab.host('no-type', 'docker run --rm --privileged busybox mount -t nosuchfs none /tmp');
  await lab.host('no-type-seen', 'grep -c nosuchfs /proc/filesystems');
}

/** What is left of a process that is gone. */
async function ends(lab: Lab): Promise<void> {
  lab.file(
    'kill.json',
    '{\n  "defaultAction": "SCMP_ACT_ALLOW",\n  "syscalls": [\n    { "names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_KILL_PROCESS" }\n  ]\n}\n',
  );
  lab.file('start', 'echo started\n');
  await lab.prepare('chmod +x start');
  await lab.prepare('docker run --name killed --security-opt seccomp=kill.json busybox mkdir /tmp/new || true');
  const state = "'{{.Name}} ExitCode={{.State.ExitCode}} OOMKilled={{.State.OOMKilled}}'";
  await lab.prepare('docker run -d --name stopped busybox sleep 600 && docker stop -t 1 stopped');
  await lab.prepare('docker run --name denied -v /etc/hostname:/hostname busybox /hostname || true');
  await lab.prepare('docker run --name missing busybox nginx || true');
  await lab.host('ends', `docker inspect killed stopped denied missing --format \\\n    ${state}`);
  await lab.host('format', 'docker run --rm -v $PWD/start:/start busybox /start');
  await lab.host('format-seen', 'head -c 20 start; file -b start 2>/dev/null || true');
  await lab.host('rule-run', 'docker run --rm --security-opt seccomp=kill.json busybox mkdir /tmp/new');
  await lab.host('rule-status', 'echo $?');
}
