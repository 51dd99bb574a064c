import { programWords } from '../versions/programWords.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

const FILE = '/etc/docker/daemon.json';

/**
 * Commands that put `userns-remap` beside what /etc/docker/daemon.json has, let dockerd check the new text, keep the old file as daemon.json.~1~,
 * and restart dockerd; at the first that fails nothing more is done, and the file is as it was. A file that isn't there, or is empty, counts as {}.
 * dockerd 29 does not start with containerd-snapshotter switched on beside userns-remap, and finds that only after its own check
 * (moby 29.7.2, daemon/command/daemon_linux.go, setPlatformOptions; issue 47377). `remap` is a login name or "default"; `validates`: this dockerd can check a
 * file (`canValidate`).
 */
export function mergeDaemonJson(remap: string, validates = true): string {
  const check = validates ? '\n  sudo dockerd --validate --config-file "$new" &&' : '';
  return `new=$(mktemp) &&
  sudo cat ${FILE} 2>/dev/null | jq -s '.[0] // {} |
    if .features["containerd-snapshotter"] then error("userns-remap and containerd-snapshotter exclude each other")
    else .["userns-remap"] = ${JSON.stringify(remap).replaceAll("'", "'\\''")} end' > "$new" &&${check}
  sudo install -D -m 644 --backup=numbered "$new" ${FILE} &&
  sudo systemctl restart docker`;
}

/** Whether this dockerd can check a file before it reads it (since 23.0, moby#42393). */
export const canValidate = (versions?: Versions): boolean => since('docker', 'validate', versions);

/** What the command does at its end, and what to do after it where this dockerd can't check the file. */
export function restartWords(versions?: Versions): readonly [restarts: string, beware: string] {
  if (canValidate(versions))
    return ['restarts Docker, which stops its containers, only if dockerd accepts the file', ''];
  const beware = `${programWords('docker', versions)} cannot check the file first. If Docker does not start, restore the newest backup: the daemon.json.~N~ with the highest N.`;
  return ['restarts Docker, which stops its containers', ` ${beware}`];
}
