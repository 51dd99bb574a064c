import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

export const cgroups: Scenario = {
  name: 'cgroups',
  title: 'What control groups let a container use',
  cgroups: 'v1',
  images: ['busybox'],
  notes: [
    "this machine's memory, pids and cpu controllers are on cgroup v1; on v2, the default since Debian 11, the same limits stand in memory.max, pids.max and cpu.max",
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.host('version', "docker info --format 'cgroup v{{.CgroupVersion}}, driver {{.CgroupDriver}}'");
    await memory(lab);
    await processes(lab);
    await processor(lab);
  },
};

async function memory(lab: Lab): Promise<void> {
  await lab.host('memory-run', 'docker run -d --name small --memory 64m busybox sleep 600');
  await lab.host('memory-limit-inside', 'docker exec small \\\n    cat /sys/fs/cgroup/memory/memory.limit_in_bytes');
  await lab.host('memory-meminfo', 'docker exec small grep MemTotal /proc/meminfo');
  await lab.host('memory-path', 'docker exec small grep memory /proc/self/cgroup');
  await lab.host(
    'memory-limit-outside',
    "cat /sys/fs/cgroup/memory/docker/$(docker inspect -f '{{.Id}}' small)/memory.limit_in_bytes",
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
}

async function processes(lab: Lab): Promise<void> {
  await lab.host(
    'pids-loop',
    "docker run --rm --pids-limit 10 busybox \\\n    sh -c 'for n in $(seq 20); do sleep 2 & done; wait'",
  );
  await lab.host(
    'pids-bomb',
    "docker run -d --name bomb --pids-limit 20 busybox \\\n    sh -c 'bomb() { bomb | bomb & }; bomb; sleep 600'",
  );
  await lab.prepare('sleep 3');
  await lab.host('pids-stats', "docker stats --no-stream bomb \\\n    --format 'table {{.Name}}\\t{{.PIDs}}'");
  await lab.host('pids-logs', 'docker logs bomb 2>&1 |\n    grep -o "can\'t fork.*unavailable" | head -n 1');
  await lab.host(
    'pids-max',
    "cat /sys/fs/cgroup/pids/docker/$(docker inspect \\\n    --format '{{.Id}}' bomb)/pids.max",
  );
  await lab.host('pids-kill', 'docker kill bomb');
}

async function processor(lab: Lab): Promise<void> {
  const count = 'sh -c \'time sh -c "n=0; while [ \\$n -lt 1000000 ]; do n=\\$((n+1)); done"\'';
  await lab.host('cpu-whole', `docker run --rm busybox ${count}`);
  await lab.host('cpu-half', `docker run --rm --cpus 0.5 busybox ${count}`);
}
