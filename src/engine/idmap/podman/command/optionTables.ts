/** The options of one program: those that take no value, those that take one, and their short forms. */
export interface OptionTable {
  flags: ReadonlySet<string>;
  valued: ReadonlySet<string>;
  /** A short letter and the option it stands for. */
  short: Readonly<Record<string, string>>;
  /** Other names that the program takes. */
  alias: Readonly<Record<string, string>>;
}

function table(flags: string, valued: string, short: string, alias: Record<string, string> = {}): OptionTable {
  const pairs = short.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(2)]);
  return {
    flags: new Set(flags.split(' ')),
    valued: new Set(valued.split(' ')),
    short: Object.fromEntries(pairs),
    alias,
  };
}

const SHARED =
  'add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns dns-option dns-search entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc label label-file log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart security-opt shm-size stop-signal stop-timeout sysctl tmpfs ulimit user userns uts volume volumes-from workdir';
const SHARED_FLAGS =
  'detach disable-content-trust help init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only rm sig-proxy tty';
const SHORT =
  'a:attach c:cpu-shares d:detach e:env h:hostname i:interactive l:label m:memory p:publish P:publish-all q:quiet t:tty u:user v:volume w:workdir';

/** What stands before the subcommand (podman --help, 5.4.2). */
export const PODMAN_GLOBAL = table(
  'help remote syslog transient-store version',
  'cgroup-manager config conmon connection events-backend hooks-dir identity imagestore log-level module network-cmd-path network-config-dir out root runroot runtime runtime-flag ssh storage-driver storage-opt tmpdir url volumepath',
  'c:connection r:remote v:version',
);

/** podman run --help and podman create --help, 5.4.2; the other names by pkg utils.AliasFlags. */
export const PODMAN_RUN = table(
  `${SHARED_FLAGS} env-host http-proxy no-hostname no-hosts passwd read-only-tmpfs replace rmi rootfs tls-verify unsetenv-all`,
  `${SHARED} arch authfile cgroup-conf cgroups chrootdirs conmon-pidfile decryption-key env-merge gidmap group-entry health-log-destination health-max-log-count health-max-log-size health-on-failure health-startup-cmd health-startup-interval health-startup-retries health-startup-success health-startup-timeout hosts-file hostuser image-volume init-ctr init-path os passwd-entry personality pidfile pod pod-id-file preserve-fd preserve-fds rdt-class requires retry retry-delay sdnotify seccomp-policy secret shm-size-systemd subgidname subuidname systemd timeout tz uidmap umask unsetenv variant`,
  SHORT,
  { net: 'network', 'dns-opt': 'dns-option', 'healthcheck-command': 'health-cmd', purge: 'rm' },
);

/** podman pod create --help, 5.4.2. */
export const PODMAN_POD = table(
  'help infra no-hostname no-hosts replace share-parent',
  'add-host blkio-weight blkio-weight-device cgroup-parent cpu-shares cpus cpuset-cpus cpuset-mems device device-read-bps device-write-bps dns dns-option dns-search exit-policy gidmap gpus hostname hosts-file infra-command infra-conmon-pidfile infra-image infra-name ip ip6 label label-file mac-address memory memory-swap name network network-alias pid pod-id-file publish restart security-opt share shm-size shm-size-systemd subgidname subuidname sysctl uidmap userns uts volume volumes-from',
  'c:cpu-shares h:hostname l:label m:memory n:name p:publish v:volume',
  { net: 'network', 'dns-opt': 'dns-option' },
);

/** docker --help, 26.1.5. */
export const DOCKER_GLOBAL = table(
  'debug help tls tlsverify version',
  'config context host log-level tlscacert tlscert tlskey',
  'c:context D:debug H:host l:log-level v:version',
);

/** docker run --help, 26.1.5. */
export const DOCKER_RUN = table(
  SHARED_FLAGS,
  `${SHARED} cpu-count cpu-percent domainname health-start-interval io-maxbandwidth io-maxiops isolation kernel-memory link link-local-ip runtime storage-opt volume-driver`,
  SHORT,
  { net: 'network', 'net-alias': 'network-alias', 'dns-opt': 'dns-option' },
);
