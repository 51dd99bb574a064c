import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const NO_MKDIR = `{
  "defaultAction": "SCMP_ACT_ALLOW",
  "syscalls": [
    { "names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO" }
  ]
}
`;
const OTHER = `import os, time
from threading import Thread

Thread(target=os.mkdir, args=["/tmp/new"], daemon=True).start()
time.sleep(1)
print("still here")
`;

/** What runc hands to the kernel for a small profile, and whom each action ends. */
export const filterProgram: Scenario = {
  name: 'filter-program',
  title: 'A profile as the program that the kernel is given',
  images: ['debian-strace'],
  notes: ['the bundle in the directory bundle is what runc spec writes, with the profile as its linux.seccomp'],
  async play(lab) {
    await lab.dockerd();
    await lab.load('debian-strace');
    await whatTheKernelIsGiven(lab);
    await whoDies(lab);
  },
};

async function whatTheKernelIsGiven(lab: Lab): Promise<void> {
  lab.file('no-mkdir.json', NO_MKDIR);
  await lab.prepare(
    'mkdir -p bundle/rootfs && tar -C bundle/rootfs -xf busybox.tar && cd bundle && runc spec && cd ..',
  );
  const config = JSON.parse(await lab.prepare('cat bundle/config.json'));
  config.process.terminal = false;
  config.process.args = ['true'];
  config.mounts = config.mounts.filter(({ type }: { type: string }) => type === 'proc');
  config.linux.seccomp = JSON.parse(NO_MKDIR);
  lab.file('bundle/config.json', JSON.stringify(config, null, 2));
  await lab.host('profile', 'cat no-mkdir.json');
  await lab.host(
    'given',
    "strace -f -v -e trace=prctl runc run --bundle bundle box 2>&1 |\n    grep PR_SET_SECCOMP | grep -o 'BPF_[SJ][^)]*)'",
  );
}

async function whoDies(lab: Lab): Promise<void> {
  lab.file('other.py', OTHER);
  await lab.host('other-source', 'cat other.py');
  for (const whom of ['thread', 'process']) {
    lab.file(`kill-${whom}.json`, NO_MKDIR.replace('SCMP_ACT_ERRNO', `SCMP_ACT_KILL_${whom.toUpperCase()}`));
    await lab.host(
      `kill-${whom}`,
      `docker run --rm --security-opt seccomp=kill-${whom}.json \\\n    -v $PWD/other.py:/other.py debian-strace python3 -B /other.py`,
    );
    await lab.host(`kill-${whom}-status`, 'echo $?');
  }
}
