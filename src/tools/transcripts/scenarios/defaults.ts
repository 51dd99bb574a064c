import { dockerDefault } from '../dockerDefault.ts';
import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const ASK_C = `#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static void ask(const char *call, long number, long first) {
  if (syscall(number, first, 0, 0, 0, 0, 0) < 0)
    dprintf(1, "%-15s %m\\n", call);
  else
    dprintf(1, "%-15s done\\n", call);
}

int main(void) {
  ask("getuid", SYS_getuid, 0);
  ask("keyctl", SYS_keyctl, 0);
  ask("io_uring_setup", SYS_io_uring_setup, 1);
  ask("unshare", SYS_unshare, CLONE_NEWUSER);
  ask("clone3", SYS_clone3, 0);
  ask("number 999", 999, 0);
}
`;
/** What a reader is asked to type on a host of theirs. */
export const OPTIONS =
  "docker info --format \\\n    'Docker {{.ServerVersion}}{{range .SecurityOptions}}{{println}}{{.}}{{end}}'";

export const defaults: Scenario = {
  name: 'defaults',
  title: 'What Docker’s default answers',
  images: ['busybox'],
  notes: [
    'no AppArmor and no SELinux on this machine',
    '20.10.0.json and 29.9.0.json are Docker’s default profile of those releases, computed as the profile checker’s presets are; Docker and runc are those of this machine',
  ],
  async play(lab) {
    lab.file('ask.c', ASK_C);
    lab.file('20.10.0.json', dockerDefault('20.10.0'));
    lab.file('29.9.0.json', dockerDefault('29.9.0'));
    await lab.dockerd();
    await lab.load('busybox');
    await lab.host('options', OPTIONS);
    await asked(lab);
    await lab.stopDockerd();
    await ofDaemon(lab);
  },
};

/** The same calls under each of the ways to choose a filter. */
async function asked(lab: Lab): Promise<void> {
  const run = (options = '') => `docker run --rm -v $PWD/ask:/ask ${options}busybox /ask`;
  await lab.host('source', 'cat ask.c');
  await lab.host('compile', 'gcc -static -o ask ask.c');
  await lab.host('ask-default', run());
  await lab.host('ask-sys-admin', run('--cap-add SYS_ADMIN \\\n    '));
  await lab.host('ask-all', run('--cap-add ALL \\\n    '));
  await lab.host('ask-unconfined', run('\\\n    --security-opt seccomp=unconfined '));
  await lab.host('ask-privileged', run('--privileged \\\n    '));
  await lab.host('ask-old', run('\\\n    --security-opt seccomp=20.10.0.json '));
  await lab.host('ask-new', run('\\\n    --security-opt seccomp=29.9.0.json '));
}

/** What `docker info` tells where the daemon has another default, in daemon.json. */
async function ofDaemon(lab: Lab): Promise<void> {
  for (const [name, profile] of [
    ['unconfined', 'unconfined'],
    ['file', '/root/20.10.0.json'],
  ] as const) {
    await lab.dockerd(`--seccomp-profile ${profile}`);
    await lab.host(`options-${name}`, OPTIONS);
    await lab.stopDockerd();
  }
}
