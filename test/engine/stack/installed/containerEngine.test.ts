import { expect, test } from 'vitest';
import { type ContainerEngine, containerEngine } from '../../../../src/engine/stack/index.ts';

const ID = '4f1c0b7e1d2a4f1c0b7e1d2a4f1c0b7e1d2a4f1c0b7e1d2a4f1c0b7e1d2a4f1c';
test.each<[text: string, told: ContainerEngine | undefined]>([
  // kernels from 5.15 on, and the older form, of nodes of Kubernetes
  [
    'audit: type=1326 audit(1756108479.280:484): auid=4294967295 uid=65532 gid=65532 ses=4294967295 subj=cri-containerd.apparmor.d pid=4640 comm="http-echo" exe="/http-echo" sig=0 arch=c000003e syscall=35 compat=0 ip=0x4685d7 code=0x7ffc0000',
    { engine: 'containerd', kubernetes: true },
  ],
  [
    'audit[25570]: SECCOMP auid=4294967295 uid=0 gid=0 ses=4294967295 subj==docker-default (enforce) pid=25570 comm="sleep" exe="/bin/sleep" sig=0 arch=c000003e syscall=12 compat=0 ip=0x4dd50c code=0x7ffc0000',
    { engine: 'docker', kubernetes: false },
  ],
  ['subj=crio-default pid=7', { engine: 'cri-o', kubernetes: true }],
  ['subj=containers-default-0.62.2 pid=7', { engine: 'podman', kubernetes: false }],
  [`0::/kubepods.slice/kubepods-pod12.slice/cri-containerd-${ID}.scope`, { engine: 'containerd', kubernetes: true }],
  [`0::/kubepods.slice/kubepods-pod12.slice/crio-${ID}.scope`, { engine: 'cri-o', kubernetes: true }],
  [`0::/system.slice/docker-${ID}.scope`, { engine: 'docker', kubernetes: false }],
  [`/kubepods/besteffort/pod12/${ID}`, { kubernetes: true }],
  [
    'node-3   Ready    <none>   3d    v1.33.1   10.0.0.3   <none>   Ubuntu 24.04.2 LTS   6.8.0-60-generic   containerd://2.1.4',
    { engine: 'containerd', kubernetes: true },
  ],
  ['subj=unconfined pid=4127 comm="fio"', undefined],
  ['comm="crio-umount"', undefined],
])('%s', (text, told) => {
  expect(containerEngine(text)).toEqual(told);
});
