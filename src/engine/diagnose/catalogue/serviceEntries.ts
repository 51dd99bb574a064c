import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { page, thread } from './sources.ts';

const EXEC = page('systemd.exec(5)', 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html');

/** What systemd says of a service that it could not start as its unit says. */
export const serviceEntries: readonly ErrorEntry[] = [
  entry({
    code: 'service-user',
    title: '`status=217/USER`',
    layer: 'file-mode',
    examples: [
      'wsdd.service: Main process exited, code=exited, status=217/USER',
      'wsdd.service: Failed at step USER spawning /usr/bin/wsdd: No such process',
      'wsdd.service: Failed to determine user credentials: No such process',
    ],
    sources: [EXEC, thread('christgau/wsdd', 101, 'in a container of Proxmox'), thread('systemd/systemd', 14565)],
    phrases: ['status=217/user', 'failed at step user spawning', 'failed to determine user credentials', '217/user'],
    who: 'systemd, before it starts the program',
    says: 'The unit’s User= is not in the user database. In a container, a UID that the map lacks gives the same status.',
    next: [
      {
        why: 'See whom the unit names, and whether the account exists.',
        command: 'systemctl cat UNIT | grep -E "^(User|Group|DynamicUser)="; getent passwd USER',
      },
      {
        why: 'Create the account, or correct User=.',
        command: 'sudo useradd --system --no-create-home USER',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  }),
  entry({
    code: 'service-namespace',
    title: '`status=226/NAMESPACE`',
    layer: 'lsm',
    examples: [
      'logrotate.service: Failed to set up mount namespacing: /run/systemd/unit-root/proc: Permission denied',
      'logrotate.service: Failed at step NAMESPACE spawning /usr/sbin/logrotate: Permission denied',
      'app.service: Main process exited, code=exited, status=226/NAMESPACE',
      'app.service: Failed to set up mount namespacing: /srv/data: No such file or directory',
    ],
    sources: [EXEC, thread('lxc/lxc', 4127), thread('systemd/systemd', 17866), thread('canonical/lxd', 8252)],
    phrases: [
      'status=226/namespace',
      'failed at step namespace spawning',
      'failed to set up mount namespacing',
      '226/namespace',
    ],
    reads: ({ small }) =>
      small.includes('no such file or directory')
        ? {
            says: 'A directory of the unit’s ReadWritePaths=, BindPaths= or the like does not exist.',
            next: [
              {
                why: 'See which directories the unit names.',
                command: 'systemctl cat UNIT | grep -E "Paths=|Directory="',
              },
              {
                why: 'Create the directory, or put - in front of its path: systemd then ignores a missing one.',
                command: 'ReadWritePaths=-/srv/data',
                fixes: true,
              },
            ],
          }
        : {},
    who: 'AppArmor, or the kernel, to systemd in a container',
    says: 'The unit asks for a mount namespace (PrivateTmp=, ProtectSystem= and the like), and a mount in it is refused. In LXC, Proxmox and Incus the container’s AppArmor profile does that unless nesting is on.',
    next: [
      {
        why: 'As root on the host: AppArmor’s line has operation="mount" and a name below /run/systemd/unit-root.',
        command: 'dmesg | grep unit-root',
      },
      {
        why: 'For an unprivileged container, turn nesting on and keep the features that it has (pct config CTID lists them; the option replaces all of them), then restart the container. Incus: security.nesting=true. Never do this for a privileged container: nesting would open the host to it.',
        command: 'pct config CTID | grep features; pct set CTID --features nesting=1,OTHERS',
        fixes: true,
      },
      {
        why: 'Or turn the options off in a drop-in file. Warning: the service then loses that protection.',
        command: 'systemctl edit UNIT',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'service-seccomp',
    title: '`status=228/SECCOMP`',
    layer: 'seccomp',
    examples: [
      'app.service: Failed at step SECCOMP spawning /usr/bin/app: Operation not permitted',
      'app.service: Main process exited, code=exited, status=228/SECCOMP',
    ],
    sources: [EXEC],
    phrases: ['status=228/seccomp', 'failed at step seccomp spawning', '228/seccomp'],
    who: 'the kernel, to systemd loading the unit’s filter',
    says: 'SystemCallFilter= and its like could not be loaded. Loading a filter needs CAP_SYS_ADMIN or no_new_privs. An outer filter that refuses the call seccomp, or a kernel without seccomp, gives the same status.',
    next: [
      {
        why: 'See the unit’s filters, and whether an outer filter is active.',
        command: 'systemctl cat UNIT | grep -E "SystemCall|Restrict|NoNewPrivileges"; grep Seccomp: /proc/1/status',
      },
      {
        why: 'Set no_new_privs in the unit: a process without privileges may then load a filter.',
        command: 'NoNewPrivileges=yes',
        fixes: true,
      },
    ],
    learn: LESSONS.privileges,
  }),
  entry({
    code: 'service-sigsys',
    title: '`code=dumped, status=31/SYS`',
    layer: 'seccomp',
    examples: [
      'app.service: Main process exited, code=dumped, status=31/SYS',
      'app.service: Main process exited, code=killed, status=31/SYS',
    ],
    sources: [EXEC, thread('systemd/systemd', 16422), thread('systemd/systemd', 28350)],
    phrases: ['status=31/sys', '31/sys'],
    who: 'the unit’s SystemCallFilter=',
    says: 'The program made a call that the unit’s filter does not allow, and the filter ended it with SIGSYS. After an update of glibc or of the program, the call is often a newer one.',
    versions: 'SystemCallErrorNumber= takes kill, and SystemCallLog= exists, since systemd 247.',
    next: [
      {
        why: 'As root: the kernel’s line has the number of the call. Paste it here.',
        command: 'journalctl -k | grep type=1326',
      },
      {
        why: 'Allow that call in a drop-in file.',
        command: 'systemctl edit UNIT   # [Service] SystemCallFilter=NAME',
        fixes: true,
      },
      { why: 'Or return an error instead of ending the program.', command: 'SystemCallErrorNumber=EPERM', fixes: true },
    ],
    learn: LESSONS.killed,
  }),
];
