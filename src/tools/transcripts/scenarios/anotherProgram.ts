import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '../Recording.ts';
import type { Scenario } from '../Scenario.ts';

const OWN_PROFILE = join(import.meta.dirname, '../../../../content/data/transcripts/own-profile.json');

const RECORDS = `dmesg | grep type=1326 | grep '"ls"'`;

/** nginx.json as the scenario own-profile printed it. */
function nginxProfile(): string {
  const { steps }: Recording = JSON.parse(readFileSync(OWN_PROFILE, 'utf8'));
  const profile = steps.find(({ id }) => id === 'profile');
  if (profile === undefined) throw new Error('own-profile has no step profile');
  return profile.printed;
}

export const anotherProgram: Scenario = {
  name: 'another-program',
  title: 'Another program under the profile made from a trace of nginx',
  images: ['nginx'],
  notes: [
    'log.json is the nginx.json of the recording own-profile, with SCMP_ACT_LOG in place of its defaultAction',
    'no AppArmor, no SELinux and no auditd on this machine',
  ],
  async play(lab) {
    await lab.dockerd();
    await lab.load('nginx');
    lab.file('nginx.json', nginxProfile());
    await lab.host('log-make', "sed '2s/SCMP_ACT_ERRNO/SCMP_ACT_LOG/' nginx.json > log.json");
    await lab.host('run', 'docker run --rm --security-opt seccomp=log.json nginx ls / >/dev/null');
    await lab.host('records', `${RECORDS} | tail -n 4`);
    await lab.host('first', `${RECORDS} | tail -n 4 | head -n 1`);
  },
};
