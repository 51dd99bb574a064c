import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const PROFILES = join(import.meta.dirname, '../../../../content/data/profiles');
const profile = (name: string) => readFileSync(join(PROFILES, name), 'utf8');

const VSOCK_C = `#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

static void tell(const char *call, int fd) {
  int family = 0;
  socklen_t length = sizeof family;
  if (fd < 0) {
    dprintf(1, "%s: %m\\n", call);
    return;
  }
  getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &length);
  dprintf(1, "%s: a socket of family %d\\n", call, family);
}

int main(void) {
  /* static: below 4 GB, where a 32-bit call can point */
  static unsigned arguments[] = { AF_VSOCK, SOCK_STREAM, 0 };
  int answer;

  tell("socket", socket(AF_VSOCK, SOCK_STREAM, 0));

  /* 32-bit call 102 is socketcall, and its 1 is socket */
  asm volatile("int $0x80" : "=a"(answer)
               : "a"(102), "b"(1), "c"(arguments)
               : "memory", "r8", "r9", "r10", "r11");
  errno = -answer;
  tell("socketcall", answer);
}
`;

const ASLR_C = `#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>

int main(int argc, char **argv) {
  if (personality(strtoul(argv[1], NULL, 0)) < 0)
    dprintf(1, "personality: %m\\n");
  return system("cat /proc/self/personality");
}
`;

/** Roads to the same end: the one to a VSOCK socket that Docker has published (moby 52547, 53551), and two widths under a profile of our own. */
export const roads: Scenario = {
  name: 'roads',
  title: 'Roads to the same end',
  images: ['busybox'],
  notes: [
    'no AppArmor and no SELinux on this machine',
    'default.json is the default profile of Docker 26.1.5; whole.json and masked.json are our own, teaching-personality.json and teaching-personality-masked.json',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('busybox');
    await theMultiplexer(lab);
    await twoWidths(lab);
  },
};

/** Runs a program of the host's in a container; two rows, so that a page shows both the profile and what the program is given. */
const under = (name: string, program: string, given = '') =>
  `docker run --rm -v $PWD/${program}:/${program} \\\n    --security-opt seccomp=${name} busybox /${program}${given}`;

async function theMultiplexer(lab: Lab): Promise<void> {
  lab.file('vsock.c', VSOCK_C);
  lab.file('default.json', profile('docker-26.1.5.json'));
  await lab.host('vsock-source', 'cat vsock.c');
  await lab.host('vsock-compile', 'gcc -static -no-pie -o vsock vsock.c');
  await lab.host('vsock-default', 'docker run --rm -v $PWD/vsock:/vsock busybox /vsock');
  await lab.host('native-profile', "jq 'del(.archMap)' default.json > /tmp/native.json");
  await lab.host('vsock-native', under('/tmp/native.json', 'vsock'));
  await lab.host('vsock-native-status', 'echo $?');
}

async function twoWidths(lab: Lab): Promise<void> {
  lab.file('aslr.c', ASLR_C);
  lab.file('whole.json', profile('teaching-personality.json'));
  lab.file('masked.json', profile('teaching-personality-masked.json'));
  await lab.host('whole-profile', 'cat whole.json');
  await lab.host('aslr-source', 'cat aslr.c');
  await lab.host('aslr-compile', 'gcc -static -o aslr aslr.c');
  for (const name of ['whole', 'masked']) {
    if (name === 'masked') {
      await lab.host('masked-profile', 'cat masked.json');
      await lab.host('masked-diff', 'diff whole.json masked.json');
    }
    await lab.host(`${name}-plain`, under(`${name}.json`, 'aslr', ' 0x40000'));
    await lab.host(`${name}-wide`, under(`${name}.json`, 'aslr', ' 0x100040000'));
  }
}
