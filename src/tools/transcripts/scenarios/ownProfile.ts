import { make } from '../../../engine/fit/index.ts';
import { stackOf, targetOfStack } from '../../../engine/stack/index.ts';
import { parseTrace } from '../../../engine/trace/index.ts';
import { NGINX_CONFIG } from '../images.ts';
import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const ARCH = 'SCMP_ARCH_X86_64';

/** The profile that the trace check makes of a trace for a stack. */
function madeOf(trace: string, name: string): string {
  const stack = stackOf(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return make(parseTrace(trace, ARCH).calls, targetOfStack(stack, ARCH)).text;
}

const OPENS = `#include <stdio.h>

int main(void) {
  return fopen("/etc/hostname", "r") == NULL;
}
`;
/** The names of a program's calls, in a line. */
const NAMES = "2>&1 | grep -oE '^[a-z0-9_]+' |\n    sort -u | xargs";

export const ownProfile: Scenario = {
  name: 'own-profile',
  title: 'A profile made from a trace of nginx',
  images: ['nginx'],
  notes: [
    'nginx.json, next.json and crun.json are what the trace check makes of this trace: for Docker 26.1, for the same with the line of dmesg, and for Podman 5.4',
    'podman: pids_limit = 0 in containers.conf, because this machine has no pids controller on cgroup v2',
    'no AppArmor, no SELinux and no auditd on this machine',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('nginx');
    const trace = await traced(lab);
    await enforced(lab);
    const record = await anotherPath(lab);
    await lab.prepare('docker rm --force web');
    lab.file('next.json', madeOf(trace + record, 'docker-26.1'));
    await lab.host('next-diff', 'diff nginx.json next.json');
    await lab.host('next-run', run('next.json', CONFIG));
    await lab.prepare('sleep 1');
    await lab.host('next-get', GET);
    await otherRuntime(lab, trace);
    await otherLibc(lab);
  },
};

const GET = 'curl -sS localhost:8080';
const CONFIG = '-v $PWD/nginx.conf:/etc/nginx/nginx.conf ';
const run = (profile: string, options = '') =>
  `docker run -d --name web -p 8080:80 ${options}\\\n    --security-opt seccomp=${profile} nginx`;

async function traced(lab: Lab): Promise<string> {
  await lab.host(
    'trace-run',
    'docker run -d --name web -p 8080:80 -v $PWD/out:/out nginx \\\n    strace -f -o /out/trace.txt nginx',
  );
  await lab.prepare('sleep 2');
  await lab.host('trace-get', GET);
  await lab.host('trace-quit', 'docker exec web nginx -s quit');
  await lab.prepare('sleep 2');
  await lab.host('trace-lines', 'wc -l out/trace.txt');
  await lab.host('trace-sockets', "grep -E ' (socket|clone|prctl)\\(' out/trace.txt");
  const trace = await lab.host('trace', 'cat out/trace.txt');
  lab.file('nginx.json', madeOf(trace, 'docker-26.1'));
  await lab.host('profile', 'cat nginx.json');
  await lab.prepare('docker rm web');
  return trace;
}

async function enforced(lab: Lab): Promise<void> {
  await lab.host('run', run('nginx.json'));
  await lab.prepare('sleep 1');
  await lab.host('get', GET);
  await lab.host('status', 'docker exec web grep Seccomp: /proc/1/status');
  await lab.host('chmod-own', 'docker exec web chmod 700 /var/www/index.html');
  await lab.host('chmod-default', 'docker run --rm nginx chmod 700 /var/www/index.html');
  await lab.host('reload', 'docker kill --signal HUP web');
  await lab.prepare('sleep 1');
  await lab.host('reload-get', GET);
  await lab.prepare('docker rm --force web');
}

/** Somebody switches sendfile on, which the trace knows nothing of. Gives the kernel's record of it. */
async function anotherPath(lab: Lab): Promise<string> {
  lab.file('nginx.conf', NGINX_CONFIG.replace('http {\n', 'http {\n    sendfile on;\n'));
  await lab.host('path-config', 'grep -n sendfile nginx.conf');
  await lab.host('path-run', run('nginx.json', CONFIG));
  await lab.prepare('sleep 1');
  await lab.host('path-get', GET);
  await lab.host('path-status', 'echo $?');
  await lab.host('path-error', 'docker exec web tail -n 1 /var/log/nginx/error.log');
  await lab.prepare('docker rm --force web');
  await lab.host('log-make', "sed '2s/SCMP_ACT_ERRNO/SCMP_ACT_LOG/' nginx.json > log.json");
  await lab.host('log-diff', 'diff nginx.json log.json');
  await lab.host('log-run', run('log.json', CONFIG));
  await lab.prepare('sleep 1');
  await lab.host('log-get', GET);
  await lab.host('log-logged', 'cat /proc/sys/kernel/seccomp/actions_logged');
  return lab.host('log-dmesg', 'dmesg | grep type=1326 | grep nginx | tail -n 1');
}

async function otherRuntime(lab: Lab, trace: string): Promise<void> {
  lab.file('.config/containers/containers.conf', '[containers]\npids_limit = 0\n');
  await lab.prepare('podman import --quiet --change \'CMD ["nginx"]\' nginx.tar nginx');
  await lab.host('podman-runtime', "podman info --format '{{.Host.OCIRuntime.Name}}'");
  await lab.host('podman-run', 'podman run --rm --security-opt seccomp=nginx.json \\\n    nginx nginx -v');
  lab.file('crun.json', madeOf(trace, 'podman-5.4'));
  await lab.host('crun-diff', 'diff nginx.json crun.json');
  await lab.host('crun-run', 'podman run --rm --security-opt seccomp=crun.json \\\n    nginx nginx -v');
}

async function otherLibc(lab: Lab): Promise<void> {
  lab.file('opens.c', OPENS);
  await lab.host('libc-source', 'cat opens.c');
  await lab.host('libc-glibc', `gcc -static -o opens opens.c &&\n    strace ./opens ${NAMES}`);
  await lab.host('libc-musl', `musl-gcc -static -o opens opens.c &&\n    strace ./opens ${NAMES}`);
}
