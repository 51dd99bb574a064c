import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** What a container's root may do, what a process keeps over execve, and what a file or a user namespace adds. */
export const capabilities: Scenario = {
  name: 'capabilities',
  title: 'Root in pieces',
  images: ['busybox', 'libcap'],
  notes: [
    'the lab’s own root has 40 of the 41 capabilities: it lacks CAP_SYS_RESOURCE',
    'podman: pids_limit = 0 in containers.conf and --network none, because this machine has no pids controller on cgroup v2 and the lab no network but its own',
    'no AppArmor and no SELinux on this machine',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.load('libcap');
    await rootInPieces(lab);
    await dropped(lab);
    await anotherUser(lab);
    await onFiles(lab);
    await privileged(lab);
    await podman(lab);
    await inAUserNamespace(lab);
  },
};

const ADD_ADDRESS = 'ip addr add 127.0.0.5/8 dev lo';
const STATUS = 'grep Cap /proc/self/status';
/** What a reader is asked to type into a container of their own. */
const LOOK_AT_FIRST = 'grep -e CapEff -e CapBnd -e Seccomp: /proc/1/status';
const EFFECTIVE = 'grep CapEff /proc/self/status';

async function rootInPieces(lab: Lab): Promise<void> {
  await lab.host('root-id', 'docker run --rm busybox id');
  await lab.host('root-refused', `docker run --rm busybox ${ADD_ADDRESS}`);
  await lab.host('root-allowed', `docker run --rm --cap-add NET_ADMIN busybox \\\n    ${ADD_ADDRESS}`);
  await lab.host('status', `docker run --rm busybox ${STATUS}`);
  await lab.host('decode', "capsh --decode=00000000a80425fb | tr , '\\n'");
  await lab.host('last', 'cat /proc/sys/kernel/cap_last_cap');
  await lab.host('web', 'docker run -d --name web busybox httpd -f -p 80');
  await lab.host('getpcaps', "getpcaps $(docker inspect -f '{{.State.Pid}}' web)");
  await lab.host('mine-default', `docker exec web ${LOOK_AT_FIRST}`);
  await lab.host('exec-user', `docker exec --user 33 web ${STATUS}`);
  await lab.prepare('docker rm -f web');
}

async function dropped(lab: Lab): Promise<void> {
  const serve = 'busybox httpd -f -p 80 -u 33:33';
  await lab.host('drop-status', `docker run --rm --cap-drop ALL busybox ${EFFECTIVE}`);
  await lab.host('drop-one', `docker run --rm --cap-drop ALL --cap-add NET_ADMIN busybox \\\n    ${STATUS}`);
  await lab.host('drop-chown', 'docker run --rm --cap-drop ALL busybox chown 33 /tmp');
  await lab.host(
    'drop-shadow',
    'docker run --rm --cap-drop ALL -v /etc/shadow:/shadow:ro busybox \\\n    head -c 5 /shadow; echo',
  );
  await lab.host('drop-serve', `docker run --rm --cap-drop ALL ${serve}`);
  await lab.host('drop-serve-setgid', `docker run --rm --cap-drop ALL --cap-add SETGID \\\n    ${serve}`);
  await lab.host(
    'drop-serve-both',
    `docker run -d --name web --cap-drop ALL --cap-add SETGID --cap-add SETUID \\\n    ${serve}`,
  );
  await lab.host('drop-serve-ps', 'docker exec web ps');
  await lab.host('drop-serve-status', 'docker exec web grep Cap /proc/1/status');
  await lab.host('mine-dropped', `docker exec web ${LOOK_AT_FIRST}`);
  await lab.prepare('docker rm -f web');
}

async function anotherUser(lab: Lab): Promise<void> {
  const user = 'docker run --rm --user 1000';
  await lab.host('user-status', `${user} busybox ${STATUS}`);
  await lab.host('user-added', `${user} --cap-add NET_ADMIN busybox \\\n    ${STATUS}`);
  await lab.host('user-added-effective', `${user} --cap-add NET_ADMIN busybox \\\n    ${EFFECTIVE}`);
  await lab.host('user-refused', `${user} --cap-add NET_ADMIN busybox \\\n    ${ADD_ADDRESS}`);
  await lab.host('port-start', 'docker run --rm busybox \\\n    cat /proc/sys/net/ipv4/ip_unprivileged_port_start');
  await lab.host(
    'port-start-host',
    'docker run --rm --network host busybox \\\n    cat /proc/sys/net/ipv4/ip_unprivileged_port_start',
  );
  await lab.host('port-user', `${user} --cap-drop ALL busybox \\\n    sh -c 'httpd -p 80 && echo listening'`);
  await lab.host(
    'ambient',
    `setpriv --reuid 1000 --clear-groups --inh-caps +net_admin --ambient-caps +net_admin \\\n    ${STATUS}`,
  );
  await lab.host('ambient-none', `setpriv --reuid 1000 --clear-groups \\\n    ${STATUS}`);
}

const SET = 'FROM libcap\nRUN cp /bin/busybox /bin/busybox-net && \\\n    setcap cap_net_admin+ep /bin/busybox-net\n';
const FROM_STAGE = 'FROM net AS stage\nFROM libcap\nCOPY --from=stage /bin/busybox-net /bin/\n';
const FROM_CONTEXT = 'FROM libcap\nCOPY busybox-net /bin/\n';

async function onFiles(lab: Lab): Promise<void> {
  await lab.prepare('mkdir build && cd build && cp /bin/busybox busybox-net');
  lab.file('build/Dockerfile', SET);
  lab.file('build/stage.Dockerfile', FROM_STAGE);
  lab.file('build/context.Dockerfile', FROM_CONTEXT);
  await lab.host('setcap', 'setcap cap_net_admin+ep busybox-net; getcap busybox-net');
  await lab.host('copy', 'cp busybox-net copy; getcap copy');
  await lab.host('copy-all', 'cp -a busybox-net copy; getcap copy');
  await lab.host('chown', 'chown 33 copy; getcap copy');
  await lab.prepare('rm copy');
  await lab.host('dockerfile', 'cat Dockerfile');
  await lab.host('build', 'docker build --quiet --tag net . >/dev/null');
  await running(lab);
  await copied(lab);
  await lab.prepare('cd');
}

async function running(lab: Lab): Promise<void> {
  const user = 'docker run --rm --user 1000';
  const added = `${user} --cap-add NET_ADMIN`;
  await lab.host('file-added', `${added} net \\\n    busybox-net ${STATUS}`);
  await lab.host('file-works', `${added} net \\\n    busybox-net ${ADD_ADDRESS}`);
  await lab.host('file-bounded', `${user} net busybox-net id`);
  await lab.host('file-bounded-root', 'docker run --rm net busybox-net id');
  await lab.host('file-bounded-getcap', 'docker run --rm net getcap /bin/busybox-net');
  await lab.host('file-bounded-status', 'docker run --rm net grep CapBnd /proc/self/status');
  const look = 'busybox-net grep -e CapEff -e NoNewPrivs /proc/self/status';
  const nnp = '\\\n    --security-opt no-new-privileges net';
  await lab.host('file-shell', `${added} net \\\n    sh -c '${look}'`);
  await lab.host('file-nnp', `${added} ${nnp} \\\n    sh -c '${look}'`);
  await lab.host('file-nnp-first', `${added} ${nnp} \\\n    ${look}`);
}

/** Which ways into an image keep a file's capabilities. */
async function copied(lab: Lab): Promise<void> {
  const look = (image: string) => `docker run --rm ${image} getcap /bin/busybox-net`;
  await lab.host('stage-dockerfile', 'cat stage.Dockerfile');
  await lab.host('stage-build', 'docker build --no-cache --quiet --file stage.Dockerfile --tag stage . >/dev/null');
  await lab.host('stage-getcap', look('stage'));
  await lab.host(
    'old-build',
    'DOCKER_BUILDKIT=0 docker build --no-cache --quiet --file stage.Dockerfile --tag old . >/dev/null 2>&1',
  );
  await lab.host('old-getcap', look('old'));
  await lab.host('context-dockerfile', 'cat context.Dockerfile');
  await lab.host(
    'context-build',
    'docker build --no-cache --quiet --file context.Dockerfile --tag context . >/dev/null',
  );
  await lab.host('context-getcap', look('context'));
}

async function privileged(lab: Lab): Promise<void> {
  const look = "busybox \\\n    sh -c 'grep -e CapEff -e Seccomp: /proc/self/status; ls /dev | wc -l'";
  await lab.host('look-default', `docker run --rm ${look}`);
  await lab.host('look-all', `docker run --rm --cap-add ALL ${look}`);
  await lab.host('look-privileged', `docker run --rm --privileged ${look}`);
  await lab.prepare('docker run -d --name web --privileged busybox httpd -f -p 80');
  await lab.host('mine-privileged', `docker exec web ${LOOK_AT_FIRST}`);
  await lab.prepare('docker rm -f web');
}

async function podman(lab: Lab): Promise<void> {
  lab.file('.config/containers/containers.conf', '[containers]\npids_limit = 0\n');
  await lab.prepare('podman import --quiet --change \'CMD ["sh"]\' busybox.tar busybox');
  const run = 'podman run --rm --network none';
  await lab.host('podman-status', `${run} busybox ${EFFECTIVE}`);
  await lab.prepare('podman run -d --name web --network none busybox httpd -f -p 80');
  await lab.host('mine-podman', `podman exec web ${LOOK_AT_FIRST}`);
  await lab.prepare('podman rm -f -t 0 web');
  await lab.host('podman-decode', 'capsh --decode=00000000800405fb');
  await lab.host('podman-user', `${run} --user 1000 busybox ${STATUS}`);
  await lab.host('podman-user-added', `${run} --user 1000 --cap-add NET_ADMIN busybox \\\n    ${STATUS}`);
  await lab.host('podman-user-works', `${run} --user 1000 --cap-add NET_ADMIN busybox \\\n    ${ADD_ADDRESS}`);
}

async function inAUserNamespace(lab: Lab): Promise<void> {
  await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
  const alice = await lab.open('login', 'su - alice', 'host');
  await alice.type('alice-status', EFFECTIVE);
  await alice.type('alice-unshare', 'unshare --user --map-root-user bash');
  await alice.type('ns-status', EFFECTIVE, 'container');
  await alice.type('ns-address', ADD_ADDRESS, 'container');
  await alice.type('ns-address-own', `unshare --net ${ADD_ADDRESS} && echo done`, 'container');
  await alice.type('ns-mknod', 'mknod probe c 1 3', 'container');
  await alice.type('ns-setcap', 'cp /bin/busybox mine; /sbin/setcap cap_net_admin+ep mine', 'container');
  await alice.type('ns-getcap', '/sbin/getcap mine', 'container');
  await alice.type('ns-exit', 'exit', 'container');
  await alice.type('alice-getcap', '/sbin/getcap -n mine');
  await alice.leave();
}
