import type { Lab, Terminal } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** One shell that exchanges its namespaces one after another: the eight kinds, by unshare(1) alone. */
export const byHand: Scenario = {
  name: 'by-hand',
  title: 'A container built by hand',
  images: ['busybox'],
  notes: [
    'two terminals of root: one that becomes the container, and one on the host',
    'the machine called lab is itself made of namespaces, and its process 1 is tini; its user, time and cgroup namespaces are the first ones',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await lab.host('files', 'mkdir box &&\n    docker export $(docker create busybox) | tar -x -C box');
    await lab.host('files-ls', 'ls box');
    await pidWithoutFork(lab);
    const box = await lab.open('login', 'bash', 'host');
    await uts(lab, box);
    await pid(box);
    await mount(lab, box);
    await ipc(lab, box);
    await net(box);
    await cgroup(lab, box);
    await time(lab, box);
    await root(lab, box);
    await user(box);
    await end(lab, box);
    await box.leave();
  },
};

async function pidWithoutFork(lab: Lab): Promise<void> {
  await lab.host('pid-without-fork', "unshare --pid bash -c 'uname; uname; uname'");
}

async function uts(lab: Lab, box: Terminal): Promise<void> {
  await box.type('uts', 'unshare --uts bash');
  await box.type('uts-set', 'hostname box', 'container');
  await box.type('uts-bash', 'exec bash', 'container');
  await box.type('uts-inside', 'hostname', 'container');
  await lab.host('uts-outside', 'hostname');
}

async function pid(box: Terminal): Promise<void> {
  await box.type('pid', 'exec unshare --pid --fork bash', 'container');
  await box.type('pid-number', 'echo $$', 'container');
  await box.type('pid-comm', 'cat /proc/$$/comm', 'container');
}

async function mount(lab: Lab, box: Terminal): Promise<void> {
  await box.type('mount', 'exec unshare --mount bash', 'container');
  await box.type('mount-propagation', 'findmnt -no PROPAGATION /', 'container');
  await lab.host('mount-propagation-outside', 'findmnt -no PROPAGATION /');
  await box.type('mount-proc', 'mount -t proc proc /proc', 'container');
  await box.type('mount-ps', 'ps -eo pid,args', 'container');
  await lab.host('leak', 'unshare --mount --propagation unchanged \\\n    mount -t tmpfs tmpfs /mnt');
  await lab.host('leak-outside', 'findmnt -no TARGET,FSTYPE /mnt');
  await lab.host('leak-umount', 'umount /mnt');
}

async function ipc(lab: Lab, box: Terminal): Promise<void> {
  await lab.host('ipc-make', 'ipcmk --shmem 4096');
  await box.type('ipc-before', 'ipcs --shmems', 'container');
  await box.type('ipc', 'exec unshare --ipc bash', 'container');
  await box.type('ipc-inside', 'ipcs --shmems', 'container');
}

async function net(box: Terminal): Promise<void> {
  await box.type('net', 'exec unshare --net bash', 'container');
  await box.type('net-inside', 'ip -brief addr', 'container');
  await box.type('net-up', 'ip link set lo up', 'container');
  await box.type('net-inside-up', 'ip -brief addr', 'container');
}

async function cgroup(lab: Lab, box: Terminal): Promise<void> {
  await box.type(
    'cgroup-join',
    'mkdir /sys/fs/cgroup/hand-made && \\\n    echo $$ > /sys/fs/cgroup/hand-made/cgroup.procs',
    'container',
  );
  await box.type('cgroup-before', 'grep 0:: /proc/self/cgroup', 'container');
  await box.type('cgroup', 'exec unshare --cgroup bash', 'container');
  await box.type('cgroup-inside', 'grep 0:: /proc/self/cgroup', 'container');
  await lab.host('cgroup-outside', 'cat /sys/fs/cgroup/hand-made/cgroup.procs');
}

async function time(lab: Lab, box: Terminal): Promise<void> {
  await box.type('time', 'exec unshare --time --boottime 864000 bash', 'container');
  await box.type('time-uptime', 'uptime --pretty', 'container');
  await box.type('time-date', 'date +%F', 'container');
  await lab.host('time-uptime-outside', 'uptime --pretty');
  await lab.host('time-date-outside', 'date +%F');
  await lab.prepare('docker run --rm busybox true');
  await box.type('time-log', 'dmesg | grep docker0 | tail -n 1', 'container');
}

async function root(lab: Lab, box: Terminal): Promise<void> {
  await box.type('root-bind', 'mount --bind box box && cd box', 'container');
  await box.type('root-pivot', 'mkdir old && pivot_root . old', 'container');
  await box.type('root-sh', 'export PS1 && exec sh', 'container');
  await box.type('root-proc', 'mount -t proc proc /proc', 'container');
  await box.type('root-umount', 'umount -l /old && rmdir /old', 'container');
  await box.type('root-ls', 'ls /', 'container');
  await box.type('root-ps', 'ps -o pid,comm', 'container');
  await lab.host('box-pid', 'pid=$(head -n 1 /sys/fs/cgroup/hand-made/cgroup.procs)');
  await lab.host('lsns', 'lsns --list --output NS,TYPE,PID,COMMAND -p $pid');
  await lab.host('enter', "nsenter --target $pid --all \\\n    sh -c 'hostname; ps -o pid,comm'");
}

async function user(box: Terminal): Promise<void> {
  await box.type('user', 'exec unshare --user --map-root-user sh', 'container');
  await box.type('user-id', 'id', 'container');
  await box.type('user-map', 'cat /proc/self/uid_map', 'container');
  await box.type('user-capabilities', 'grep CapEff /proc/self/status', 'container');
  await box.type('user-hostname', 'hostname other', 'container');
}

/** Process 1 goes, and everything that its namespace held goes with it. */
async function end(lab: Lab, box: Terminal): Promise<void> {
  await box.type('end-sleep', 'sleep 1000 &', 'container');
  await lab.host('end-before', 'pgrep -a sleep | grep 1000');
  await box.type('end', 'exit', 'container');
  await lab.host('end-after', 'pgrep -a sleep | grep 1000');
  await lab.prepare('rmdir /sys/fs/cgroup/hand-made');
}
