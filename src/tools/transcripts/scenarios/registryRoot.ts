import type { Scenario } from '../Scenario.ts';

/** The first half of the talk's lab: a registry as root, then with --user, before any id is mapped. */
export const registryRoot: Scenario = {
  name: 'registry-root',
  title: 'The registry without a user namespace',
  images: ['registry:2', 'busybox'],
  notes: [],
  async play(lab) {
    await lab.host('dockerd', 'dockerd 2>>/var/log/dockerd.log &');
    await lab.untilDocker();
    await lab.host('ps-dockerd', "ps ax | grep '[d]ockerd'");
    await lab.load('registry:2');
    await lab.load('busybox');

    await lab.host('plain-map', 'docker run --rm busybox cat /proc/self/uid_map');
    await lab.host('plain-drop', 'install -d -m 1777 /srv/drop');
    await lab.host('plain-file', 'docker run --rm -v /srv/drop:/d busybox touch /d/report');
    await lab.host('plain-file-outside', 'ls -l /srv/drop');
    await lab.host('security-options', "docker info --format '{{.SecurityOptions}}'");
    await lab.host('insecure-registries', "docker info 2>/dev/null | grep -A 1 'Insecure Registries'");
    await lab.host('run', 'docker run -d -p 5000:5000 --name registry-standard registry:2');
    await lab.prepare('sleep 1');
    await lab.host('docker-ps', 'docker ps');
    await lab.host('ps-inside', 'docker exec registry-standard ps -eo pid,user,args');
    await lab.host('ps-outside', "ps -eo pid,user,args | grep -E '[r]egistry|[P]ID'");
    await lab.host('uid-map', 'cat /proc/$(pgrep -x registry)/uid_map');
    await lab.host('user-namespace', 'readlink /proc/self/ns/user /proc/$(pgrep -x registry)/ns/user');

    await lab.host('stop', 'docker stop registry-standard');
    await lab.host('user-run', 'docker run -d -p 5000:5000 --name registry-user -u 1000 registry:2');
    await lab.prepare('sleep 1');
    await lab.host('user-docker-ps', "docker ps --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}'");
    await lab.host('user-ps-inside', 'docker exec registry-user ps -eo pid,user,args');
    await lab.host('user-ps-outside', "ps -eo pid,user,args | grep -E '[r]egistry serve|[P]ID'");
    await lab.host('user-tag', 'docker tag busybox 127.0.0.1:5000/hello:user');
    await lab.host('user-push', 'docker push --quiet 127.0.0.1:5000/hello:user');
    await lab.host('user-logs', "docker logs registry-user 2>&1 | grep -om1 'mkdir.*denied'");
    await lab.host('user-directory', 'docker exec registry-user ls -ldn /var/lib/registry');

    await lab.host('user-remove', 'docker rm --force registry-user');
    await lab.host('start', 'docker start registry-standard');
    await lab.prepare('sleep 1');
    await lab.host('push', 'docker push 127.0.0.1:5000/hello:user');
    await lab.host('ps-all', "docker ps -a --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}'");
    await lab.host('images', 'docker images');
  },
};
