import type { Terminal } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const PROFILE = [
  'export PATH=$PATH:/usr/sbin:/usr/share/docker.io/contrib',
  'export XDG_RUNTIME_DIR=/run/user/1000',
  'export DOCKER_HOST=unix://$XDG_RUNTIME_DIR/docker.sock',
];

/** Docker started by an ordinary user: whose processes these are, what root in the container reaches, and what the daemon can't have. */
export const rootlessDocker: Scenario = {
  name: 'rootless-docker',
  title: 'Rootless Docker',
  images: ['busybox'],
  notes: [
    'dockerd-rootless.sh of Debian, with rootlesskit 2.0.2 and slirp4netns 1.2.1; no systemd on this machine',
    `alice's .profile: ${PROFILE.join('; ')}`,
  ],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.prepare('adduser --quiet --disabled-password --gecos "" --uid 1005 jo');
    await lab.prepare('install -o alice -m 644 busybox.tar /home/alice/ && install -d -o alice -m 700 /run/user/1000');
    for (const line of PROFILE) await lab.prepare(`echo '${line}' >> /home/alice/.profile`);
    await lab.host('subuid', 'cat /etc/subuid');
    const alice = await lab.open('login', 'su - alice', 'host');
    await alice.type('dockerd', 'dockerd-rootless.sh >dockerd.log 2>&1 &');
    await untilDocker(alice);
    await alice.type('warnings', "grep -o 'WARNING: [^\"]*' dockerd.log");
    await alice.type('import', 'docker import busybox.tar busybox');
    await alice.type('info', "docker info 2>/dev/null | grep -e rootless -e 'Root Dir' -e 'Cgroup Driver'");
    await alice.type('run-root', 'docker run -d --name nap busybox sleep 600');
    await alice.type('run-33', 'docker run -d --name nap33 --user 33 busybox sleep 600');
    await alice.type('ps-outside', "ps -eo pid,user,args | grep -e '[d]ockerd$' -e '[s]leep 600'");
    await alice.type('uid-map', 'docker exec nap cat /proc/self/uid_map');
    await alice.type('diary', 'echo "dear diary" > diary && chmod 600 diary');
    await alice.type('diary-read', 'docker run --rm -v ~/diary:/diary busybox cat /diary');
    await alice.type('shadow', 'docker run --rm -v /etc/shadow:/shadow busybox cat /shadow');
    await alice.type('home', 'docker run --rm -v /home:/homes busybox ls -ln /homes');
    await alice.type('port-80', 'docker run --rm -p 80:80 busybox true');
    await alice.type('port-8080', 'docker run --rm -p 8080:80 busybox echo published');
    await alice.type('limits', 'docker run --rm --memory 64m --pids-limit 10 busybox true');
    await alice.type('rm', 'docker rm -f nap nap33');
    await alice.type('stop', 'kill $(cat $XDG_RUNTIME_DIR/docker.pid); wait');
    await alice.leave();
  },
};

async function untilDocker(terminal: Terminal): Promise<void> {
  await terminal.type(
    'wait',
    'for try in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done; docker version >/dev/null',
  );
}
