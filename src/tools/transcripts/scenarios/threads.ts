import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileAt, type ReleaseTable } from '../../../engine/seccomp/index.ts';
import { IMAGES } from '../images.ts';
import type { Scenario } from '../Scenario.ts';

const PROFILES = join(import.meta.dirname, '../../../../content/data/profiles');
const profile = (name: string) => readFileSync(join(PROFILES, name), 'utf8');

/** Docker's default of 20.10.4 to 20.10.9, as the profile checker computes its preset docker-20.10.4. */
function oldDefault(): string {
  const table: ReleaseTable = JSON.parse(profile('docker-changes.json'));
  return profileAt(profile('docker-26.1.5.json'), table, '20.10.4');
}

const THREAD = `python3 -c 'import threading; threading.Thread(target=print, args=["hello"]).start()'`;
const STRACE = `strace -f -qq -e trace=clone,clone3 ${THREAD} 2>&1 | sed -E 's/\\(.*\\) =/(…) =/'`;

export const threads: Scenario = {
  name: 'threads',
  title: 'How a program gets a thread, under two of Docker’s profiles',
  cgroups: 'v2',
  images: ['debian'],
  notes: [
    'docker-20.10.9.json is Docker’s default profile of 20.10.4 to 20.10.9, computed as the profile checker’s preset docker-20.10.4 is; Docker and runc are those of this machine',
  ],
  async play(lab) {
    lab.file('docker-20.10.9.json', oldDefault());
    await lab.dockerd();
    await lab.prepare(IMAGES.debian.load);
    const old = 'docker run --rm --security-opt seccomp=docker-20.10.9.json debian';
    await lab.host('thread-old', `${old} ${THREAD} 2>&1 | tail -n 1`);
    await lab.host('curl-old', `${old} curl example.org`);
    await lab.host('strace-old', `${old} ${STRACE} | grep clone`);
    await lab.host('thread-default', `docker run --rm debian ${THREAD}`);
    await lab.host('strace-default', `docker run --rm debian ${STRACE}`);
  },
};
