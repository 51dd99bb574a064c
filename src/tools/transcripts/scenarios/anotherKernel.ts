import type { Scenario } from '../Scenario.ts';

/** The same image under runc and under gVisor: which kernel answers, and what of the container the host sees. */
export const anotherKernel: Scenario = {
  name: 'another-kernel',
  title: 'A container whose calls another kernel answers',
  images: ['busybox'],
  notes: ['runsc runs with --ignore-cgroups --network=none: this release fails to set up a network on so new a kernel'],
  async play(lab) {
    await lab.prepare(
      'printf \'#!/bin/sh\\nexec /usr/bin/runsc --ignore-cgroups --network=none "$@"\\n\' > runsc && chmod 755 runsc',
    );
    await lab.dockerd('--add-runtime runsc=/root/runsc');
    await lab.load('busybox');
    await lab.host('kernel', 'docker run --rm --runtime runsc busybox uname -sr');
    await lab.host('log', 'docker run --rm --runtime runsc busybox dmesg | head -n 2');
    await lab.host('run-runc', 'docker run -d --name plain busybox sleep 600');
    await lab.host('run-runsc', 'docker run -d --name deep --runtime runsc busybox sleep 700');
    await lab.prepare('sleep 2');
    await lab.host('ps', "ps -eo pid,user,args | grep -E '[s]leep [67]00|[r]unsc-' | cut -c 1-40");
    await lab.host('ps-inside', 'docker exec deep ps');
    await lab.host('filter', 'docker exec deep grep Seccomp: /proc/1/status');
    await lab.host(
      'filter-sandbox',
      'grep -h Seccomp: /proc/$(pgrep -of ^runsc-sandbox)/task/*/status | sort | uniq -c',
    );
    await lab.host('unshare', 'docker run --rm --runtime runsc busybox unshare --user id');
    await lab.prepare('docker rm -f plain deep');
    await lab.stopDockerd();
  },
};
