import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** Twenty processes that end by themselves. */
const TWENTY = 'for n in $(seq 20); do sleep 2 & done; wait';

export const cgroups: Scenario = {
  name: 'cgroups',
  title: 'What control groups let a container use',
  machine: 'guest',
  images: ['busybox'],
  notes: [
    "a guest of QEMU with two processors, 2 GB of memory, Debian's own kernel and systemd",
    'the processors are emulated, so a program takes longer than on a real machine; what a limit does is the same',
    'a swap file of 256 MB',
  ],
  async play(lab) {
    await lab.untilDocker();
    await lab.load('busybox');
    await lab.prepare('fallocate -l 256M /swap && chmod 600 /swap && mkswap /swap && swapon /swap');
    await lab.host('version', "docker info --format 'cgroup v{{.CgroupVersion}}, driver {{.CgroupDriver}}'");
    await byHand(lab);
    await nested(lab);
    await flags(lab);
    await processes(lab);
    await memory(lab);
    await killed(lab);
    await killedTogether(lab);
    await swap(lab);
    await soft(lab);
    await ofParent(lab);
    await processor(lab);
    await seenInside(lab);
    await withoutRoot(lab);
    await otherDriver(lab);
  },
};

/** The limit of a directory, and what it holds. */
async function byHand(lab: Lab): Promise<void> {
  await lab.host('hand-type', 'stat -fc %T /sys/fs/cgroup');
  await lab.host('hand-where', 'cat /proc/self/cgroup');
  await lab.host('hand-make', 'cd /sys/fs/cgroup');
  await lab.host('hand-mkdir', 'mkdir ten');
  await lab.host('hand-files', 'ls ten/*.max');
  await lab.host('hand-max', 'cat ten/pids.max');
  await lab.host('hand-limit', 'echo 10 > ten/pids.max');
  await lab.host('hand-loop', `busybox sh -c 'echo $$ > ten/cgroup.procs\n    ${TWENTY}'`);
  await lab.host('hand-events', 'cat ten/pids.events');
  await lab.prepare('sleep 3');
  await lab.host('hand-rmdir', 'rmdir ten');
}

/** A limit within a limit, and who may be in the middle. */
async function nested(lab: Lab): Promise<void> {
  await lab.host('nested-mkdir', 'mkdir -p outer/inner');
  await lab.host('nested-none', 'ls outer/inner/pids.max');
  await lab.host('nested-controllers', 'cat outer/cgroup.controllers');
  await lab.host('nested-control', "echo '+pids +memory' > outer/cgroup.subtree_control");
  await lab.host('nested-there', 'cat outer/inner/cgroup.controllers');
  await lab.host('nested-limits', 'echo 10 > outer/pids.max; echo 100 > outer/inner/pids.max');
  await lab.host('nested-loop', `busybox sh -c 'echo $$ > outer/inner/cgroup.procs\n    ${TWENTY}'`);
  await lab.host('nested-events', 'grep . outer/pids.events outer/inner/pids.events');
  await lab.host('nested-busy', "busybox sh -c 'echo $$ > outer/cgroup.procs'");
  await lab.prepare('sleep 3; rmdir outer/inner outer; cd');
}

async function flags(lab: Lab): Promise<void> {
  await lab.host(
    'flags-run',
    'docker run -d --name web --pids-limit 20 --memory 64m --cpus 0.5 \\\n    busybox sleep 600',
  );
  await lab.host('flags-path', "cat /proc/$(docker inspect --format '{{.State.Pid}}' web)/cgroup");
  await lab.host(
    'flags-outside',
    "cd /sys/fs/cgroup/system.slice/docker-$(docker inspect \\\n    --format '{{.Id}}' web).scope",
  );
  await lab.host('flags-files', 'grep . pids.max memory.max memory.swap.max cpu.max');
  await lab.host('flags-update', 'docker update --pids-limit 50 web && cat pids.max');
  await lab.prepare('cd');
  await lab.host('flags-inside-path', 'docker exec web cat /proc/self/cgroup');
  await lab.host('flags-inside', 'docker exec web cat /sys/fs/cgroup/pids.max');
  await lab.host('flags-inside-write', "docker exec web sh -c 'echo max > /sys/fs/cgroup/pids.max'");
  await lab.host(
    'flags-none',
    "docker run --rm busybox sh -c \\\n    'cd /sys/fs/cgroup; grep . pids.max memory.max cpu.max cpu.weight'",
  );
  await lab.host('flags-default', 'systemctl show -p DefaultTasksMax');
}

async function processes(lab: Lab): Promise<void> {
  await lab.host('pids-loop', `docker run --rm --pids-limit 10 busybox \\\n    sh -c '${TWENTY}'`);
  await lab.host(
    'pids-bomb',
    "docker run -d --name bomb --pids-limit 20 busybox \\\n    sh -c 'bomb() { bomb | bomb & }; bomb; sleep 600'",
  );
  await lab.prepare('sleep 3');
  await lab.host('pids-stats', "docker stats --no-stream bomb \\\n    --format 'table {{.Name}}\\t{{.PIDs}}'");
  await lab.host(
    'pids-logs',
    'docker logs bomb 2>&1 |\n    grep -o "can\'t fork: [A-Z][ a-z]*unavailable" | head -n 1',
  );
  await lab.host(
    'pids-max',
    "cd /sys/fs/cgroup/system.slice/docker-$(docker inspect \\\n    --format '{{.Id}}' bomb).scope && cat pids.max",
  );
  await lab.host('pids-events', 'cat pids.events');
  await lab.prepare('cd');
  await lab.host('pids-kill', 'docker kill bomb');
}

async function memory(lab: Lab): Promise<void> {
  await lab.host('memory-run', 'docker run -d --name small --memory 64m busybox sleep 600');
  await lab.host('memory-limit-inside', 'docker exec small cat /sys/fs/cgroup/memory.max');
  await lab.host('memory-meminfo', 'docker exec small grep MemTotal /proc/meminfo');
  await lab.host('memory-path', 'docker exec small cat /proc/self/cgroup');
  await lab.host(
    'memory-limit-outside',
    "cat /sys/fs/cgroup/system.slice/docker-$(docker inspect \\\n    --format '{{.Id}}' small).scope/memory.max",
  );
  // tail keeps a line until it ends, and /dev/zero has no line end.
  await lab.host(
    'memory-greedy',
    'docker run --name greedy --memory 64m --memory-swap 64m \\\n    busybox tail /dev/zero',
  );
  await lab.host('memory-status', 'echo $?');
  await lab.host(
    'memory-killed',
    "docker inspect greedy --format \\\n    'OOMKilled={{.State.OOMKilled}} ExitCode={{.State.ExitCode}}'",
  );
  await lab.host(
    'memory-child',
    'docker run --name child --memory 64m --memory-swap 64m busybox sh -c \\\n' +
      '    \'tail /dev/zero; echo "tail: $?"; grep oom_kill /sys/fs/cgroup/memory.events\'',
  );
  await lab.host(
    'memory-child-status',
    "docker inspect child --format \\\n    'OOMKilled={{.State.OOMKilled}} ExitCode={{.State.ExitCode}}'",
  );
}

async function killedTogether(lab: Lab): Promise<void> {
  await lab.host('memory-group', 'mkdir /sys/fs/cgroup/all && cd /sys/fs/cgroup/all');
  await lab.host('memory-group-on', 'echo 64M > memory.max; echo 0 > memory.swap.max; echo 1 > memory.oom.group');
  await lab.host(
    'memory-group-run',
    `busybox sh -c 'echo $$ > cgroup.procs; tail /dev/zero; echo "tail: $?"' |\n    cat; echo "shell: \${PIPESTATUS[0]}"`,
  );
  await lab.host('memory-group-events', 'grep oom memory.events');
  await lab.prepare('cd; sleep 1; rmdir /sys/fs/cgroup/all');
}

/** Asks for 100 MB at once, and fills them. */
const HUNDRED = 'dd if=/dev/zero of=/dev/null bs=100M count=1';

async function swap(lab: Lab): Promise<void> {
  const limits = 'grep . /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory.swap.max';
  await lab.host('swap-unset', `docker run --rm --memory 64m busybox \\\n    ${limits}`);
  await lab.host('swap-none', `docker run --rm --memory 64m --memory-swap 64m busybox \\\n    ${limits}`);
  await lab.host('swap-fits', `docker run --rm --memory 64m busybox \\\n    ${HUNDRED}`);
  await lab.host('swap-killed', `docker run --rm --memory 64m --memory-swap 64m busybox \\\n    ${HUNDRED}`);
}

/** memory.high: no kill, but no progress either. */
async function soft(lab: Lab): Promise<void> {
  await lab.host('soft-mkdir', 'mkdir /sys/fs/cgroup/slow && cd /sys/fs/cgroup/slow');
  await lab.host('soft-high', 'echo 32M > memory.high; echo 0 > memory.swap.max');
  await lab.host('soft-run', "busybox sh -c 'echo $$ > cgroup.procs; exec timeout 5 tail /dev/zero'");
  await lab.host('soft-events', 'grep -E "high|oom_kill" memory.events; cat memory.peak');
  await lab.prepare('cd; sleep 1; rmdir /sys/fs/cgroup/slow');
}

async function killed(lab: Lab): Promise<void> {
  await lab.host('killed-run', 'docker run -d --name stopped busybox sleep 600 && docker kill stopped');
  await lab.host(
    'killed-both',
    "docker inspect stopped greedy --format \\\n    '{{.Name}} ExitCode={{.State.ExitCode}} OOMKilled={{.State.OOMKilled}}'",
  );
  await lab.host('killed-kernel', "journalctl -k -o cat -g 'Memory cgroup out of memory' -n 1");
  await lab.host('killed-whose', "journalctl -k -o cat -g 'oom-kill:' -n 1 | tr , '\\n' | grep memcg");
}

/** A container without a limit, in a slice that has one. */
async function ofParent(lab: Lab): Promise<void> {
  await lab.host('parent-limit', 'systemctl set-property --runtime batch.slice MemoryMax=64M MemorySwapMax=0');
  await lab.host('parent-run', 'docker run --name job --cgroup-parent batch.slice busybox tail /dev/zero');
  await lab.host(
    'parent-inspect',
    "docker inspect job --format \\\n    'Memory={{.HostConfig.Memory}} ExitCode={{.State.ExitCode}}'",
  );
  await lab.host('parent-whose', "journalctl -k -o cat -g 'oom-kill:' -n 1 | tr , '\\n' | grep memcg");
  await lab.host('parent-kernel', "journalctl -k -o cat -g 'Memory cgroup out of memory' -n 1");
}

async function processor(lab: Lab): Promise<void> {
  const count = 'sh -c \'time sh -c "n=0; while [ \\$n -lt 200000 ]; do n=\\$((n+1)); done"\'';
  await lab.host('cpu-whole', `docker run --rm busybox \\\n    ${count}`);
  await lab.host('cpu-half', `docker run --rm --cpus 0.5 busybox \\\n    ${count}`);
  await lab.host(
    'cpu-stat',
    'docker run --rm --cpus 0.5 busybox sh -c \\\n    \'timeout 3 sh -c "while :; do :; done"; grep thr /sys/fs/cgroup/cpu.stat\'',
  );
  await lab.host(
    'cpu-heavy',
    "docker run -d --name heavy --cpuset-cpus 0 --cpu-shares 2048 busybox \\\n    sh -c 'while :; do :; done'",
  );
  await lab.host(
    'cpu-light',
    "docker run -d --name light --cpuset-cpus 0 --cpu-shares 512 busybox \\\n    sh -c 'while :; do :; done'",
  );
  await lab.prepare('sleep 5');
  await lab.host('cpu-stats', "docker stats --no-stream heavy light \\\n    --format 'table {{.Name}}\\t{{.CPUPerc}}'");
  await lab.host('cpu-weights', 'for name in heavy light; do docker exec $name cat /sys/fs/cgroup/cpu.weight; done');
  await lab.prepare('docker rm -f heavy light');
}

async function seenInside(lab: Lab): Promise<void> {
  await lab.host('seen-nproc', 'docker exec web nproc');
  await lab.host('seen-free', 'docker exec web free -m');
  await lab.host('seen-files', 'docker exec web cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max');
  await lab.host(
    'seen-lxcfs',
    'docker run --rm --memory 64m -v /var/lib/lxcfs/proc/meminfo:/proc/meminfo \\\n    busybox grep MemTotal /proc/meminfo',
  );
}

async function withoutRoot(lab: Lab): Promise<void> {
  await lab.prepare(
    'adduser --quiet --disabled-password --gecos "" alice 2>/dev/null; install -o alice busybox.tar /home/alice',
  );
  const alice = await lab.open('alice-login', 'machinectl shell alice@', 'host');
  await alice.type('alice-import', 'podman import --quiet busybox.tar busybox');
  await alice.type(
    'alice-scope',
    `systemd-run --user --scope --quiet -p TasksMax=10 \\\n    busybox sh -c '${TWENTY}'`,
  );
  await alice.type('alice-where', 'cat /proc/self/cgroup');
  await alice.type(
    'alice-owner',
    'ls -ld /sys/fs/cgroup/user.slice/user-1000.slice \\\n    /sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service',
  );
  await alice.type(
    'alice-controllers',
    'cat /sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.controllers',
  );
  await alice.type('alice-delegate', 'systemctl show user@1000 -p DelegateControllers');
  await alice.type(
    'alice-limits',
    "podman run --rm --pids-limit 20 --memory 64m busybox sh -c \\\n    'cd /sys/fs/cgroup; grep . pids.max memory.max'",
  );
  await alice.type('alice-run', 'podman run -d --name mine busybox sleep 600');
  await alice.type('alice-path', "cat /proc/$(podman inspect --format '{{.State.Pid}}' mine)/cgroup");
  await alice.type('alice-cpuset', 'podman run --rm --cpuset-cpus 0 busybox true');
  await alice.leave();
}

async function otherDriver(lab: Lab): Promise<void> {
  await lab.prepare('docker rm -f web; systemctl stop docker.socket docker.service; sleep 1');
  await lab.dockerd('--exec-opt native.cgroupdriver=cgroupfs');
  await lab.host('driver-run', 'docker run -d --name plain busybox sleep 600');
  await lab.host('driver-path', "cat /proc/$(docker inspect --format '{{.State.Pid}}' plain)/cgroup");
  await lab.host('driver-pids', 'docker exec plain cat /sys/fs/cgroup/pids.max');
}
