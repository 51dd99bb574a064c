import { type Diagnostic, error, partOf, type Word } from '../../../text/index.ts';

/** One option with its value; of a flag without one the value is the option's own word. */
export interface Option {
  name: string;
  value: Word;
}

/** The options at the head of a command, and the words from the first that is none. */
export interface Options {
  options: Option[];
  rest: Word[];
  diagnostics: Diagnostic[];
}

/** Reads options up to the first word that is none, as the flag library of Podman and Docker does (spf13/pflag, parseArgs, not interspersed). */
export function readOptions(words: readonly Word[], table: OptionTable): Options {
  const options: Option[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  /** The value in the next word. */
  const following = (name: string, needs: string, word: Word) => {
    const value = words[++at];
    if (value) options.push({ name, value });
    else
      diagnostics.push(
        error(
          'podman-option-value',
          `flag needs an argument: ${needs}`,
          'Write the value after the option.',
          word.span(),
        ),
      );
  };
  for (; at < words.length; at++) {
    const word = words[at];
    if (!word?.text.startsWith('-') || word.text === '-') break;
    if (word.text === '--') {
      at++;
      break;
    }
    if (word.text.startsWith('--')) {
      const equals = word.text.indexOf('=');
      const typed = word.text.slice(2, equals === -1 ? undefined : equals);
      const name = Object.hasOwn(table.alias, typed) ? (table.alias[typed] ?? typed) : typed;
      if (!table.flags.has(name) && !table.valued.has(name)) {
        diagnostics.push(
          error('podman-option', `unknown flag: --${typed}`, 'Check its spelling with --help.', word.span()),
        );
      } else if (equals !== -1) options.push({ name, value: partOf(word, equals + 1) });
      else if (table.flags.has(name)) options.push({ name, value: word });
      else following(name, word.text, word);
      continue;
    }
    for (let letter = 1; letter < word.text.length; letter++) {
      const short = word.text.charAt(letter);
      const name = Object.hasOwn(table.short, short) ? table.short[short] : undefined;
      if (name === undefined) {
        const words = `unknown shorthand flag: '${short}' in -${word.text.slice(letter)}`;
        diagnostics.push(error('podman-option', words, 'Check its spelling with --help.', word.span()));
        break;
      }
      if (table.flags.has(name)) {
        options.push({ name, value: word });
        continue;
      }
      const joined = word.text.charAt(letter + 1) === '=' ? letter + 2 : letter + 1;
      if (joined < word.text.length) options.push({ name, value: partOf(word, joined) });
      else following(name, `'${short}' in -${word.text.slice(letter)}`, word);
      break;
    }
  }
  return { options, rest: words.slice(at), diagnostics };
}

/** The value that counts of an option given more than once: the last. */
export function lastValue(options: readonly Option[], name: string): Word | undefined {
  return options.findLast((option) => option.name === name)?.value;
}

/** The values of an option that may be repeated. */
export function allValues(options: readonly Option[], name: string): Word[] {
  return options.filter((option) => option.name === name).map(({ value }) => value);
}

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
