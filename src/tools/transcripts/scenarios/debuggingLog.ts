import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';
import { LOOK_AT_MINE } from './debugging.ts';

const DEFAULT = join(import.meta.dirname, '../../../../content/data/profiles/docker-26.1.5.json');

const profile = (action: string, more = '') => `{
  "defaultAction": "SCMP_ACT_ALLOW",${more}
  "syscalls": [
    { "names": ["mkdir", "mkdirat"], "action": "${action}" }
  ]
}
`;

/** What the kernel writes of a filter's answers, and what AppArmor writes of its own. */
export const debuggingLog: Scenario = {
  name: 'debugging-log',
  title: 'What the kernel’s log tells of a refusal',
  machine: 'guest',
  images: ['busybox'],
  notes: [
    "a guest of QEMU with Debian's own kernel, systemd and AppArmor, and without auditd",
    'default.json is Docker’s default profile of 26.1.5',
  ],
  async play(lab) {
    await lab.untilDocker();
    await lab.load('busybox');
    await filterRecords(lab);
    await appArmor(lab);
    await noRoom(lab);
  },
};

const RECORDS = 'dmesg | grep type=1326';
const under = (file: string, command: string) =>
  `docker run --rm --security-opt seccomp=${file} \\\n    busybox ${command}`;

async function filterRecords(lab: Lab): Promise<void> {
  lab.file('default.json', readFileSync(DEFAULT, 'utf8'));
  lab.file('kill.json', profile('SCMP_ACT_KILL_PROCESS'));
  lab.file('flag.json', profile('SCMP_ACT_ERRNO', '\n  "flags": ["SECCOMP_FILTER_FLAG_LOG"],'));
  await lab.host('actions', 'cat /proc/sys/kernel/seccomp/actions_logged');
  await lab.host('errno-run', 'docker run --rm busybox unshare --user id');
  await lab.host('errno-records', `${RECORDS} | wc -l`);
  await lab.host('kill-run', under('kill.json', 'mkdir /tmp/new'));
  await lab.host('kill-record', RECORDS);
  await lab.prepare('dmesg --clear');
  await lab.host(
    'log-profile',
    "sed '0,/SCMP_ACT_ERRNO/s//SCMP_ACT_LOG/' default.json > log.json; diff default.json log.json",
  );
  await lab.host('log-run', under('log.json', 'unshare --user id'));
  await lab.host('log-record', RECORDS);
  await lab.host(
    'log-calls',
    `${RECORDS} |\n    grep -o -e 'comm="[^"]*"' -e 'syscall=[0-9]*' | paste - - | sort | uniq -c`,
  );
  await lab.host('log-denied', 'dmesg | grep DENIED');
  await lab.prepare('dmesg --clear');
  await lab.host('flag-profile', 'cat flag.json');
  await lab.host('flag-runc', under('flag.json', 'mkdir /tmp/new'));
  await lab.prepare('podman import --quiet --change \'CMD ["sh"]\' busybox.tar busybox');
  await lab.host(
    'flag-crun',
    'podman run --rm --network none --security-opt seccomp=flag.json \\\n    busybox mkdir /tmp/new',
  );
  await lab.host('flag-record', RECORDS);
  await lab.prepare('dmesg --clear');
}

async function appArmor(lab: Lab): Promise<void> {
  const mount = '\\\n    busybox mount -t tmpfs none /tmp';
  const mounted = "\\\n    busybox sh -c 'mount -t tmpfs none /tmp && echo mounted'";
  await lab.host('lsm', 'cat /sys/kernel/security/lsm');
  await lab.host('options', "docker info 2>/dev/null | grep -A 4 'Security Options'");
  await lab.host('mine', `docker run --rm ${LOOK_AT_MINE}`);
  await lab.host('profile-inside', 'docker run --rm busybox cat /proc/self/attr/current');
  await lab.host(
    'profile-outside',
    "docker run -d --name box busybox sleep 600 >/dev/null\ncat /proc/$(docker inspect -f '{{.State.Pid}}' box)/attr/current",
  );
  await lab.host('mount-default', `docker run --rm ${mount}`);
  await lab.host('mount-cap', `docker run --rm --cap-add SYS_ADMIN ${mount}`);
  await lab.host('mount-denied', 'dmesg | grep DENIED');
  await lab.host('mount-apparmor', `docker run --rm --security-opt apparmor=unconfined ${mount}`);
  await lab.host('mount-both', `docker run --rm --cap-add SYS_ADMIN --security-opt apparmor=unconfined ${mounted}`);
  const userns = 'busybox unshare --user id';
  await lab.prepare('dmesg --clear');
  await lab.host('userns-run', `docker run --rm --security-opt seccomp=unconfined \\\n    ${userns}`);
  await lab.host('userns-denied', 'dmesg | grep DENIED');
  await lab.host(
    'userns-both',
    `docker run --rm --security-opt seccomp=unconfined \\\n    --security-opt apparmor=unconfined ${userns}`,
  );
  await lab.host('inspect', "docker inspect box --format '{{.AppArmorProfile}}'");
}

/** A guest's own limit, which nobody else has: the machine that records keeps its own. */
async function noRoom(lab: Lab): Promise<void> {
  await lab.host('userns-limit', 'sysctl user.max_user_namespaces=0');
  await lab.host('userns-full', 'unshare --user id');
  await lab.host('userns-seen', 'sysctl user.max_user_namespaces');
}
