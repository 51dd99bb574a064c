import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** Namespaces that others made: entered, kept without a process, and ruled by their process 1. */
export const joined: Scenario = {
  name: 'joined',
  title: 'Namespaces joined, kept and shared',
  images: ['busybox'],
  notes: [
    "the image bare holds one file, Debian's busybox-static as /httpd: a program without a shell beside it",
    'docker-init is tini, from Debian’s docker.io',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.prepare(
      'mkdir bare && cp /usr/bin/busybox bare/httpd && tar -C bare -c . | docker import --change \'CMD ["/httpd", "-f"]\' - bare >/dev/null',
    );
    await withoutShell(lab);
    await neighbour(lab);
    await signals(lab);
    await orphans(lab);
    await kept(lab);
    await shared(lab);
    await twoLines(lab);
    await whichKinds(lab);
  },
};

async function withoutShell(lab: Lab): Promise<void> {
  await lab.host('bare-run', 'docker run -d --name bare bare');
  await lab.prepare('sleep 1');
  await lab.host('bare-exec', 'docker exec bare sh');
  await lab.host('bare-pid', "pid=$(docker inspect --format '{{.State.Pid}}' bare)");
  await lab.host('bare-net', 'nsenter --target $pid --net ss -ltn');
  await lab.host('bare-mount', 'nsenter --target $pid --mount ls');
  await lab.host('bare-root', 'ls /proc/$pid/root');
}

async function neighbour(lab: Lab): Promise<void> {
  const beside = 'docker run --rm --pid container:bare --network container:bare \\\n    busybox ';
  await lab.host('beside-ps', `${beside}ps -o pid,args`);
  await lab.host('beside-net', `${beside}netstat -ltn`);
  await lab.host('beside-root', `${beside}ls /proc/1/root`);
}

async function signals(lab: Lab): Promise<void> {
  await lab.host('plain-run', 'docker run -d --name plain busybox sleep 600');
  await lab.host('plain-kill', 'docker exec plain kill 1');
  await lab.prepare('sleep 1');
  await lab.host('plain-status', "docker inspect --format '{{.State.Status}}' plain");
  await lab.host('plain-stop', 'time docker stop plain');
  await lab.host('plain-exit', "docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' plain");
  await lab.host('init-run', 'docker run -d --init --name tidy busybox sleep 600');
  await lab.host('init-ps', 'docker exec tidy ps -o pid,args');
  await lab.host('init-kill', 'docker exec tidy kill 1');
  await lab.prepare('sleep 1');
  await lab.host('init-exit', "docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' tidy");
}

async function orphans(lab: Lab): Promise<void> {
  const command = "busybox sh -c '(sleep 1 &); exec sleep 600'";
  await lab.host('orphan-run', `docker run -d --name orphan ${command}`);
  await lab.prepare('sleep 3');
  await lab.host('orphan-ps', 'docker exec orphan ps -o pid,stat,args');
  await lab.host('reaped-run', `docker run -d --name reaped --init ${command}`);
  await lab.prepare('sleep 3');
  await lab.host('reaped-ps', 'docker exec reaped ps -o pid,stat,args');
}

async function kept(lab: Lab): Promise<void> {
  await lab.host('kept-make', 'touch /run/kept &&\n    unshare --net=/run/kept ip link set lo up');
  await lab.host('kept-lsns', "lsns --type net --output NS,NPROCS,NSFS |\n    grep -E 'NSFS|kept'");
  await lab.host('kept-enter', 'nsenter --net=/run/kept ip -brief addr');
  await lab.host('kept-umount', 'umount /run/kept');
  await lab.host('kept-gone', 'nsenter --net=/run/kept ip -brief addr');
}

async function shared(lab: Lab): Promise<void> {
  await lab.host('sysctl-refused', 'docker run --rm --sysctl vm.swappiness=10 busybox true');
  await lab.host(
    'sysctl-net',
    'docker run --rm --sysctl net.ipv4.ip_forward=0 busybox \\\n    cat /proc/sys/net/ipv4/ip_forward',
  );
  await lab.host('sysctl-net-outside', 'cat /proc/sys/net/ipv4/ip_forward');
  await lab.host('log-refused', 'docker run --rm busybox dmesg');
  await lab.host('none', 'docker run --rm --network none busybox ip -4 -o addr');
  await lab.host('cgroup-private', 'docker run --rm busybox grep 0:: /proc/self/cgroup');
  await lab.host('cgroup-host', 'docker run --rm --cgroupns host busybox \\\n    grep 0:: /proc/self/cgroup');
}

/** What an exercise of “See, use, do” asks of the reader's own Docker, with the answers that it tells apart. */
async function twoLines(lab: Lab): Promise<void> {
  const ask = (options: string) =>
    `docker run --rm ${options}busybox \\\n    sh -c 'echo "process 1: $(cat /proc/1/comm)"; grep Seccomp: /proc/self/status'`;
  await lab.host('lines', ask(''));
  await lab.host('lines-unconfined', ask('--security-opt seccomp=unconfined '));
  await lab.host('lines-pid-host', ask('--pid host '));
  await lab.host('lines-privileged', ask('--privileged --pid host '));
}

/** What the exercise of the chapter asks of the reader's own Docker, with the answers that it tells apart. */
async function whichKinds(lab: Lab): Promise<void> {
  const ask = "lsns --output TYPE,PID \\\n    -p $(docker inspect --format '{{.State.Pid}}' eight)";
  const asked = async (id: string, options: string) => {
    await lab.host(`${id}-run`, `docker run -d --rm --name eight ${options}busybox sleep 300`);
    await lab.host(id, ask);
    await lab.prepare('docker kill eight >/dev/null; sleep 1');
  };
  await asked('kinds', '');
  await asked('kinds-pid-host', '--pid host ');
  await asked('kinds-network-host', '--network host ');
  await lab.host('kinds-none', ask);
  await lab.stopDockerd();
  await lab.dockerd('--userns-remap=default');
  await lab.load('busybox');
  await asked('kinds-remapped', '');
}
