/** A unit of podman-systemd.unit(5), or lines of one. */
export const QUADLET = /^[ \t]*(?:\[(?:Container|Pod)\]|(?:UserNS|UIDMap|GIDMap|SubUIDMap|SubGIDMap)[ \t]*=)/m;

/** Whether what was recognised as a command of Podman or Docker is Docker's, whatever is wrong with it. */
export const isDockerCommand = (content: string): boolean =>
  !QUADLET.test(content) && /(?:^|[\s/])(podman|docker)(?:\.exe)?\s/.exec(content)?.[1] === 'docker';
