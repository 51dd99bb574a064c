import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

export const namespaces: Scenario = {
  name: 'namespaces',
  title: 'What namespaces let a container see',
  images: ['busybox'],
  notes: [
    'the machine called lab is itself made of namespaces, so its process list is short; its user and time namespaces are the first ones',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.host('run', 'docker run -d --name web --hostname web busybox httpd -f');
    await lab.prepare('sleep 1');
    await sideBySide(lab);
    await theNamespacesThemselves(lab);
    await theSameKernel(lab);
    await inAndOut(lab);
    await byHand(lab);
  },
};

async function sideBySide(lab: Lab): Promise<void> {
  await lab.host('ps-inside', 'docker exec web ps -eo pid,user,args');
  await lab.host('ps-outside', "ps -eo pid,user,args | grep -E '[h]ttpd|[P]ID'");
  await lab.host('hostname-inside', 'docker exec web hostname');
  await lab.host('hostname-outside', 'hostname');
  await lab.host('net-inside', 'docker exec web ip -4 -o addr');
  await lab.host('net-outside', 'ip -4 -o addr');
  await lab.host('files-inside', 'docker exec web ls /');
}

async function theNamespacesThemselves(lab: Lab): Promise<void> {
  await lab.host('ns-outside', 'ls -l /proc/self/ns');
  await lab.host('ns-inside', 'docker exec web ls -l /proc/self/ns');
  await lab.host('lsns', 'lsns --output NS,TYPE,PID,COMMAND -p $(pgrep httpd)');
}

async function theSameKernel(lab: Lab): Promise<void> {
  await lab.host('memory-inside', 'docker exec web grep MemTotal /proc/meminfo');
  await lab.host('memory-outside', 'grep MemTotal /proc/meminfo');
  await lab.host('clock-inside', 'docker exec web cut -d " " -f 1 /proc/uptime');
  await lab.host('clock-outside', 'cut -d " " -f 1 /proc/uptime');
}

async function inAndOut(lab: Lab): Promise<void> {
  await lab.host('nsenter-net', 'nsenter --target $(pgrep httpd) --net ip -4 -o addr');
  await lab.host('nsenter-uts', 'nsenter --target $(pgrep httpd) --uts hostname');
  await lab.host(
    'pid-host',
    "docker run --rm --pid host busybox \\\n    ps -eo pid,user,args | grep -E '[h]ttpd|[P]ID'",
  );
  await lab.host('uts-host', 'docker run --rm --uts host busybox hostname');
}

async function byHand(lab: Lab): Promise<void> {
  await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
  const alice = await lab.open('login', 'su - alice', 'host');
  await alice.type('id', 'id');
  await alice.type('unshare-pid-refused', 'unshare --pid --fork ps');
  await alice.type('unshare', 'unshare --user --map-root-user --pid --fork --mount-proc --uts bash');
  await alice.type('unshared-id', 'id', 'container');
  await alice.type('unshared-ps', 'ps -eo pid,user,args', 'container');
  await alice.type('unshared-hostname', 'hostname box && hostname', 'container');
  await alice.type('unshared-uid-map', 'cat /proc/self/uid_map', 'container');
  await alice.type('unshared-shadow', 'cat /etc/shadow', 'container');
  await alice.type('unshared-exit', 'exit', 'container');
  await alice.type('hostname-after', 'hostname');
  await alice.leave();
}
