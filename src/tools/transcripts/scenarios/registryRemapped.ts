import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** The second half of the talk's lab: the same registry under `--userns-remap=dockremap`, and where the map ends. */
export const registryRemapped: Scenario = {
  name: 'registry-remapped',
  title: 'The registry under --userns-remap',
  images: ['registry:2', 'busybox'],
  notes: [],
  async play(lab) {
    await before(lab);
    await account(lab);
    await lookAround(lab);
    await registry(lab);
    await files(lab);
    await unmapped(lab);
    await limits(lab);
    await back(lab);
  },
};

/** What the daemon without a map has in its data directory. */
async function before(lab: Lab): Promise<void> {
  await lab.dockerd();
  await lab.load('registry:2');
  await lab.prepare('docker run -d --name registry-standard registry:2');
  await lab.prepare('docker create --name registry-user -u 1000 registry:2');
  await lab.host('before-images', 'docker images');
  await lab.host('before-ps', "docker ps -a --format 'table {{.Names}}\\t{{.Image}}'");
  await lab.host('before-ps-dockerd', "ps ax | grep '[d]ockerd'");
  await lab.host('before-data', 'ls -ln /var/lib/docker | grep -c 165536');
  await lab.stopDockerd();
}

async function account(lab: Lab): Promise<void> {
  await lab.host('no-account', 'dockerd --userns-remap=dockremap 2>&1 | tail -n 1');
  await lab.host('adduser', 'adduser --system --group --no-create-home dockremap');
  await lab.host('no-range', 'dockerd --userns-remap=dockremap 2>&1 | tail -n 1');
  await lab.host('taken', 'cat /etc/subuid /etc/subgid');
  await lab.host('add-range', 'usermod --add-subuids 165536-231071 \\\n    --add-subgids 165536-231071 dockremap');
  await lab.host('passwd', 'grep dockremap /etc/passwd');
  await lab.host('subuid', 'cat /etc/subuid /etc/subgid');
}

async function lookAround(lab: Lab): Promise<void> {
  await lab.host('dockerd', 'dockerd --userns-remap=dockremap 2>>/var/log/dockerd.log &');
  await lab.untilDocker();
  await lab.host('ps-dockerd', "ps ax | grep '[d]ockerd'");
  await lab.host('log', "grep -m 1 -o 'User namespaces: [^\"]*' /var/log/dockerd.log");
  await lab.host('docker-ps', 'docker ps -a');
  await lab.host('docker-images', 'docker images');
  await lab.host('data-directory', 'ls -ln /var/lib/docker | grep 165536');
  await lab.host('data-directory-inside', 'ls /var/lib/docker/165536.165536');
  await lab.host('security-options', "docker info --format '{{.SecurityOptions}}'");
}

async function registry(lab: Lab): Promise<void> {
  await lab.load('registry:2');
  await lab.load('busybox');
  await lab.host('run', 'docker run -d -p 5000:5000 --name registry-userns registry:2');
  await lab.prepare('sleep 1');
  await lab.host('ps-inside', 'docker exec registry-userns ps -eo pid,user,args');
  await lab.host('ps-outside', "ps -eo pid,user,args | grep -E '[r]egistry serve|[P]ID'");
  await lab.host('tag', 'docker tag busybox 127.0.0.1:5000/hello:userns');
  await lab.host('push', 'docker push 127.0.0.1:5000/hello:userns');
  await lab.host('files-inside', 'docker exec registry-userns ls -ln /var/lib/registry');
  await lab.host('files-outside', 'ls -ln /proc/$(pgrep -x registry)/root/var/lib/registry');
  await lab.host('uid-map', 'cat /proc/$(pgrep -x registry)/uid_map');
  await lab.host('second', 'docker run --rm busybox cat /proc/self/uid_map');
  await lab.host('gid-map', 'cat /proc/$(pgrep -x registry)/gid_map');
  await lab.host('user-namespace', 'readlink /proc/self/ns/user /proc/$(pgrep -x registry)/ns/user');
}

async function files(lab: Lab): Promise<void> {
  await lab.host('drop', 'install -d -m 1777 /srv/drop');
  await lab.host('drop-root', 'docker run --rm -v /srv/drop:/d busybox touch /d/by-root');
  await lab.host('drop-33', 'docker run --rm -u 33 -v /srv/drop:/d busybox touch /d/by-33');
  await lab.host('drop-host', 'touch /srv/drop/by-host && chmod 600 /srv/drop/by-host');
  await lab.host('drop-outside', 'ls -ln /srv/drop');
  await lab.host('drop-inside', 'docker run --rm -v /srv/drop:/d busybox ls -ln /d');
  await lab.host('drop-inside-names', 'docker run --rm -v /srv/drop:/d busybox ls -l /d');
  await lab.host('drop-read', 'docker run --rm -v /srv/drop:/d busybox cat /d/by-host');
  await lab.host('drop-read-65534', 'docker run --rm -u 65534 -v /srv/drop:/d \\\n    busybox cat /d/by-host');
  await lab.host('shadow', 'docker run --rm -v /etc/shadow:/s busybox cat /s');
  await lab.host('shadow-unmapped', 'docker run --rm --userns host -v /etc/shadow:/s \\\n    busybox head -n1 /s');
}

async function unmapped(lab: Lab): Promise<void> {
  await lab.host('chown-last', 'docker run --rm -v /srv/drop:/d busybox chown 65535 /d/by-root');
  await lab.host('chown-last-outside', 'ls -ln /srv/drop/by-root');
  await lab.host('chown-unmapped', 'docker run --rm -v /srv/drop:/d busybox chown 65536 /d/by-root');
  await lab.host('run-unmapped', 'docker run --rm -u 70000 busybox id');
  await lab.host('data', 'install -d /srv/data && ls -ldn /srv/data');
  await lab.host('data-refused', 'docker run --rm -v /srv/data:/data busybox touch /data/file');
  await lab.host('data-chown', 'chown 165536:165536 /srv/data');
  await lab.host('data-allowed', 'docker run --rm -v /srv/data:/data busybox touch /data/file');
}

async function limits(lab: Lab): Promise<void> {
  await lab.host('privileged', 'docker run --rm --privileged busybox true');
  await lab.host('network-host', 'docker run --rm --network host busybox true');
  await lab.host('pid-host', 'docker run --rm --pid host busybox true');
  await lab.host('trace', 'docker run --rm --pid host --cap-add SYS_PTRACE -v /srv:/srv \\\n    busybox ps');
  await lab.host('mknod', 'docker run --rm busybox mknod /tmp/null c 1 3');
  await lab.host('userns-host', 'docker run --rm --userns host busybox cat /proc/self/uid_map');
  await lab.host('userns-host-privileged', 'docker run --rm --userns host --privileged --network host busybox id');
}

/** The first daemon's image and container, still there. */
async function back(lab: Lab): Promise<void> {
  await lab.stopDockerd();
  await lab.host('back-dockerd', 'dockerd 2>>/var/log/dockerd.log &');
  await lab.untilDocker();
  await lab.host('back-ps-dockerd', "ps ax | grep '[d]ockerd'");
  await lab.host('back-images', 'docker images');
  await lab.host('back-ps', "docker ps -a --format 'table {{.Names}}\\t{{.Image}}'");
}
