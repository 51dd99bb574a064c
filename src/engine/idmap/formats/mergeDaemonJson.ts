import { programWords, since, type Versions } from '../versions/programWords.ts';

const FILE = '/etc/docker/daemon.json';

/**
 * Commands that put `userns-remap` beside what /etc/docker/daemon.json has, let dockerd check the new text, keep the old file as daemon.json.~1~,
 * and restart dockerd; at the first that fails nothing more is done, and the file is as it was. A file that isn't there, or is empty, counts as {}. The file
 * keeps its mode and owner. Where userns-remap has another value, other than root, which is none, nothing is done: dockerd would turn to another data directory, without what the old one holds.
 * dockerd 29 does not start with containerd-snapshotter switched on beside userns-remap, and finds that only after its own check
 * (moby 29.7.2, daemon/command/daemon_linux.go, setPlatformOptions; issue 47377). `remap` is a login name or "default"; `validates`: this dockerd can check a
 * file (`canValidate`).
 */
export function mergeDaemonJson(remap: string, validates = true): string {
  const check = validates ? '\n  sudo dockerd --validate --config-file "$new" &&' : '';
  const value = JSON.stringify(remap).replaceAll("'", "'\\''");
  return `new=$(mktemp) &&
  sudo cat ${FILE} 2>/dev/null | jq -s '.[0] // {} | (.["userns-remap"] // "") as $old |
    if .features["containerd-snapshotter"] then error("userns-remap and containerd-snapshotter exclude each other")
    elif ["", "root", "root:root", ${value}] | index($old) == null then error("userns-remap is \\($old) already, and another value changes the data directory")
    else .["userns-remap"] = ${value} end' > "$new" &&${check}
  sudo mkdir -p /etc/docker && sudo chown root: "$new" && sudo chmod 644 "$new" &&
  if sudo test -e ${FILE}; then sudo cp -p --attributes-only ${FILE} "$new"; fi &&
  sudo cp -p --backup=numbered "$new" ${FILE} && sudo rm "$new" &&
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
