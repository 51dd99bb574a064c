import { expect, test } from 'vitest';
import { DOCKER_CAPABILITIES } from '../../../../src/engine/seccomp/index.ts';
import { capabilityLines, runLines } from '../../../../src/islands/seccomp/words/useRows.ts';
import { LINK_CAPABILITIES } from '../../../../src/share/capabilityList.ts';

test('a container with Docker’s capabilities, which are more than Podman’s', () => {
  expect(runLines({ capabilities: DOCKER_CAPABILITIES }, { gated: false, lacking: [], denied: false })).toEqual([
    { tool: 'docker', lines: 'docker run --security-opt seccomp=profile.json IMAGE', runtimes: ['runc'] },
    {
      tool: 'compose.yaml',
      lines: 'services:\n  SERVICE:\n    security_opt:\n      - seccomp:./profile.json',
      note: 'Compose looks for the file beside compose.yaml.',
      runtimes: ['runc'],
    },
    {
      tool: 'Podman',
      lines: 'podman run --security-opt seccomp=profile.json IMAGE',
      note: 'The answer also assumes MKNOD, NET_RAW, AUDIT_WRITE. Podman grants none of these by default.',
      runtimes: ['crun'],
    },
    {
      tool: 'Pod',
      lines:
        'spec:\n  securityContext:\n    seccompProfile:\n      type: Localhost\n      localhostProfile: profiles/profile.json',
      note: 'Save it as /var/lib/kubelet/seccomp/profiles/profile.json on each node.',
      runtimes: ['runc', 'crun'],
    },
  ]);
});

test('one capability more, one less', () => {
  const capabilities = [...DOCKER_CAPABILITIES.filter((each) => each !== 'CAP_NET_RAW'), 'CAP_SYS_ADMIN'];
  const [docker, compose, podman, pod] = runLines(
    { capabilities },
    { gated: false, lacking: ['CAP_BPF'], denied: true },
  );
  expect([
    docker?.lines,
    podman?.lines,
    compose?.lines?.split('\n').slice(4),
    pod?.lines?.split('\n').slice(5),
    docker?.caution,
    pod?.caution,
    pod?.note,
  ]).toEqual([
    'docker run --security-opt seccomp=profile.json --cap-add SYS_ADMIN --cap-drop NET_RAW IMAGE',
    'podman run --security-opt seccomp=profile.json --cap-add MKNOD --cap-add AUDIT_WRITE --cap-add SYS_ADMIN IMAGE',
    ['    cap_add:', '      - SYS_ADMIN', '    cap_drop:', '      - NET_RAW'],
    [
      '  containers:',
      '    - name: NAME',
      '      securityContext:',
      '        capabilities:',
      '          add:',
      '            - SYS_ADMIN',
      '          drop:',
      '            - NET_RAW',
    ],
    'SYS_ADMIN gives the container much of root’s power over the host. For the call, the kernel requires CAP_BPF, which is not added here. On a host with AppArmor, the container also needs an AppArmor profile that allows the call.',
    'SYS_ADMIN gives the container much of root’s power over the host. For the call, the kernel requires CAP_BPF, which is not added here. On a host with AppArmor, the container also needs an AppArmor profile that allows the call.',
    'Save it as /var/lib/kubelet/seccomp/profiles/profile.json on each node.',
  ]);
});

test('a file with conditions has no lines for a Pod: containerd would ignore them', () => {
  const [, , , pod] = runLines({ capabilities: DOCKER_CAPABILITIES }, { gated: true, lacking: [], denied: false });
  expect(pod).toEqual({
    tool: 'Pod',
    caution:
      'containerd ignores the keys includes, excludes and archMap: on its nodes, every container could do what this file allows only with a capability, such as mount. With a Kubernetes stack, the trace check writes a file without these keys. CRI-O reads them.',
    runtimes: ['runc', 'crun'],
  });
});

const NOTHING = { lacking: [], denied: false };
const POWERFUL = 'SYS_ADMIN gives the container much of root’s power over the host.';

test('an engine’s own default with one capability more', () => {
  const more = [...DOCKER_CAPABILITIES, 'CAP_SYS_ADMIN'];
  expect([
    capabilityLines({ capabilities: more }, 'docker', NOTHING),
    capabilityLines({ capabilities: more }, 'containerd', NOTHING),
  ]).toEqual([
    [
      { tool: 'docker', lines: 'docker run --cap-add SYS_ADMIN IMAGE', caution: POWERFUL, runtimes: ['runc'] },
      {
        tool: 'compose.yaml',
        lines: 'services:\n  SERVICE:\n    cap_add:\n      - SYS_ADMIN',
        caution: POWERFUL,
        runtimes: ['runc'],
      },
    ],
    [
      {
        tool: 'Pod',
        lines:
          'spec:\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  containers:\n    - name: NAME\n      securityContext:\n        capabilities:\n          add:\n            - SYS_ADMIN',
        caution: POWERFUL,
        runtimes: ['runc'],
      },
    ],
  ]);
  expect(capabilityLines({ capabilities: DOCKER_CAPABILITIES }, 'docker', NOTHING)).toEqual([]);
});

test('CRI-O gives nine capabilities by itself, and starts crun', () => {
  const nine = LINK_CAPABILITIES['cri-o-1.33'];
  expect(capabilityLines({ capabilities: nine }, 'cri-o', NOTHING)).toEqual([
    {
      tool: 'Pod',
      lines: 'spec:\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault',
      runtimes: ['crun'],
    },
  ]);
  expect(capabilityLines({ capabilities: [...nine, 'CAP_NET_RAW'] }, 'cri-o', NOTHING)).toEqual([
    {
      tool: 'Pod',
      lines:
        'spec:\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  containers:\n    - name: NAME\n      securityContext:\n        capabilities:\n          add:\n            - NET_RAW',
      runtimes: ['crun'],
    },
  ]);
});
