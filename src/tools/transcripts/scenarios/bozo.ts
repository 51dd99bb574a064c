import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const CLOCK = "busybox \\\n    sh -c 'while :; do date; sleep 1; done'";

/** The last page of the talk's lab: mapping to the ids of a living user, and why not to. */
export const bozo: Scenario = {
  name: 'bozo',
  title: 'Remapped to a real user',
  images: ['busybox'],
  notes: [],
  async play(lab) {
    await account(lab);
    await lab.host('dockerd', 'dockerd --userns-remap=bozo 2>>/var/log/dockerd.log &');
    await lab.untilDocker();
    await lab.host('ps-dockerd', "ps ax | grep '[d]ockerd'");
    await lab.host('data-directory', 'ls /var/lib/docker');
    await lab.load('busybox');
    await lab.host('run', `docker run -d --name clock ${CLOCK}`);
    await lab.prepare('sleep 1');
    await lab.host('ps-outside', "ps -eo pid,user,args | grep -E '[w]hile|[P]ID'");
    await lab.host('uid-map', 'docker exec clock cat /proc/self/uid_map');
    await bozosFiles(lab);
    await neighbours(lab);
  },
};

async function account(lab: Lab): Promise<void> {
  await lab.host('adduser', 'adduser --uid 5000 --disabled-password --gecos "" bozo');
  await lab.host('passwd', 'grep bozo /etc/passwd');
  await lab.host('subuid-given', 'cat /etc/subuid /etc/subgid');
  await lab.host('range-removed', 'usermod --del-subuids 100000-165535 --del-subgids 100000-165535 bozo');
  await lab.host('range-of-his-own', 'usermod --add-subuids 5000-14999 --add-subgids 5000-14999 bozo');
  await lab.host('subuid', 'cat /etc/subuid /etc/subgid');
}

/** Root in the container is bozo outside, and bozo is root's master in return. */
async function bozosFiles(lab: Lab): Promise<void> {
  await lab.host('diary', 'su bozo -c \'umask 077; echo "Dear diary" >> ~/diary\'');
  await lab.host('diary-ls', 'ls -l /home/bozo');
  await lab.host(
    'diary-write',
    'docker run --rm -v /home/bozo:/mnt busybox \\\n    sh -c \'echo "was here" >> /mnt/diary\'',
  );
  await lab.host('diary-read', "su bozo -c 'cat ~/diary'");
  await lab.host('kill', 'su bozo -c \\\n    "kill -9 $(docker inspect -f \'{{.State.Pid}}\' clock)"');
  await lab.prepare('sleep 1');
  await lab.host('killed', "docker ps -a --format 'table {{.Names}}\\t{{.Status}}'");
}

/** The range 5000 to 14999 swallows every account that comes after bozo's, too. */
async function neighbours(lab: Lab): Promise<void> {
  await lab.host('krusty', 'useradd --uid 5033 krusty');
  await lab.host('krusty-run', `docker run -d -u 33 --name other ${CLOCK}`);
  await lab.prepare('sleep 1');
  await lab.host('krusty-ps', "ps -eo pid,user,args | grep -E '[w]hile|[P]ID'");
  await lab.host('unmapped', 'docker run --rm -u 10000 busybox id');
}
