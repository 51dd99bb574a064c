import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** `--userns-remap=default`: dockerd makes the account and the ranges that the talk made by hand. */
export const remapDefault: Scenario = {
  name: 'remap-default',
  title: 'What --userns-remap=default makes by itself',
  images: [],
  notes: ['the key userns-remap was added in an editor, beside the one that the file had'],
  async play(lab) {
    await lab.host('before', 'grep dockremap /etc/passwd /etc/subuid /etc/subgid');
    await lab.host('dockerd', 'dockerd --userns-remap=default 2>>/var/log/dockerd.log &');
    await lab.untilDocker();
    await lab.host('after', 'grep dockremap /etc/passwd /etc/subuid /etc/subgid');
    await lab.host('data-directory', 'ls /var/lib/docker');
    await lab.stopDockerd();
    await inTheFile(lab);
  },
};

/** The same, so that it is there at every start: what DOCKER_OPTS was in 2016. */
async function inTheFile(lab: Lab): Promise<void> {
  await lab.prepare(`printf '{\n  "log-driver": "local",\n  "userns-remap": "default"\n}\n' > /etc/docker/daemon.json`);
  await lab.host('daemon-json', 'cat /etc/docker/daemon.json');
  await lab.host('validate', 'dockerd --validate');
  await lab.host('both', 'dockerd --validate --userns-remap=dockremap');
  await lab.dockerd();
  await lab.host('security-options', "docker info --format '{{json .SecurityOptions}}'");
  await lab.host('after-again', 'cat /etc/subuid');
}
