import { dockerDefault } from '../dockerDefault.ts';
import type { Scenario } from '../Scenario.ts';
import { OPTIONS } from './defaults.ts';

const SOCKET = `import socket

print(socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET))
`;

export const apparmor: Scenario = {
  name: 'apparmor',
  title: 'Two layers: seccomp and AppArmor',
  machine: 'guest',
  images: ['busybox', 'python'],
  notes: [
    "a guest of QEMU with Debian's own kernel, systemd and AppArmor",
    '29.9.0.json is Docker’s default profile of that release, computed as the profile checker’s preset is; Docker, runc and AppArmor’s docker-default are those of Debian 13',
  ],
  async play(lab) {
    await lab.untilDocker();
    await lab.load('busybox');
    await lab.load('python');
    lab.file('alg.py', SOCKET);
    lab.file('29.9.0.json', dockerDefault('29.9.0'));
    const mount = 'mount -t tmpfs none /tmp && echo mounted';
    const run = (options: string) => `docker run --rm ${options}busybox \\\n    sh -c '${mount}'`;
    await lab.host('options', OPTIONS);
    await lab.host('profile', 'docker run --rm busybox cat /proc/self/attr/current');
    await lab.host('mount-default', run(''));
    await lab.host('mount-sys-admin', run('--cap-add SYS_ADMIN '));
    await lab.host('mount-filter-off', run('--cap-add SYS_ADMIN \\\n    --security-opt seccomp=unconfined '));
    await lab.host('mount-no-apparmor', run('--cap-add SYS_ADMIN \\\n    --security-opt apparmor=unconfined '));
    await lab.host(
      'mount-no-seccomp',
      run('--security-opt seccomp=unconfined \\\n    --security-opt apparmor=unconfined '),
    );
    await lab.host(
      'status-privileged',
      "docker run --rm --privileged busybox sh -c \\\n    'cat /proc/self/attr/current; grep Seccomp: /proc/self/status'",
    );
    await lab.host('alg-source', 'cat alg.py');
    const python = '-v $PWD/alg.py:/alg.py python \\\n    python3 /alg.py';
    await lab.host('alg-default', `docker run --rm ${python}`);
    await lab.host('alg-new', `docker run --rm --security-opt seccomp=29.9.0.json \\\n    ${python} 2>&1 | tail -n 1`);
  },
};
