import { DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../../../engine/linux/index.ts';
import { isOfKubernetes, type Runtime, type Target } from '../../../engine/seccomp/index.ts';
import { NODE_FOLDER, PROFILE_FILE, PROFILES } from '../../../instrument/words/profileFile.ts';
import { LINK_CAPABILITIES } from '../../../share/capabilityList.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { StartRuntime, StartShown, StartsShown } from '../state/Reply.ts';
import { POWER } from './targetWords.ts';

/** How a profile is put to use: by which tool, what to type or write, and what to know of it. */
export interface RunLine {
  tool: string;
  lines: string;
  /** What is to be known first. */
  caution?: string;
  note?: string;
  /** What the tool starts the container with, where nobody has told it otherwise; of a Pod the node decides. */
  runtimes: readonly StartRuntime[];
}

/** A tool for which no lines would do: the caution says why. */
export type WithheldLine = Omit<RunLine, 'lines'> & { lines?: undefined };

export const RUNC: readonly StartRuntime[] = ['runc'];
export const CRUN: readonly StartRuntime[] = ['crun'];

/** Where the file is, for Compose. */
export const COMPOSE_NOTE = 'Compose looks for the file beside compose.yaml.';

/**
 * The lines that start a container with a profile and the target's capabilities. Docker's client and Compose read the file where they run
 * (docker/cli, opts.go and docker/compose, create.go: parseSecurityOpts), Podman as podman-run(1) says, and a Pod's lies on the node
 * (Kubernetes, SecurityContext: a path below the kubelet's seccomp folder).
 */
export function runLines(
  { capabilities }: Pick<Target, 'capabilities'>,
  { gated, ...behind }: Behind & { gated: boolean },
): readonly (RunLine | WithheldLine)[] {
  const docker = changed(capabilities, DOCKER_CAPABILITIES);
  // What Docker gives unasked, nobody has chosen to give a container of Podman's.
  const isDockers = DOCKER_ONLY.every((capability) => capabilities.includes(capability));
  const held = isDockers ? capabilities.filter((capability) => !DOCKER_ONLY.includes(capability)) : capabilities;
  const podman = changed(held, PODMAN_CAPABILITIES);
  const caution = (change: CapabilityChange) => cautionOf(change, behind);
  return [
    {
      tool: 'docker',
      lines: `docker run --security-opt seccomp=${PROFILE_FILE} ${options(docker)}IMAGE`,
      ...caution(docker),
      runtimes: RUNC,
    },
    {
      tool: 'compose.yaml',
      lines: compose(docker, list('    security_opt', [`seccomp:./${PROFILE_FILE}`])),
      ...caution(docker),
      note: COMPOSE_NOTE,
      runtimes: RUNC,
    },
    {
      tool: 'Podman',
      lines: `podman run --security-opt seccomp=${PROFILE_FILE} ${options(podman)}IMAGE`,
      ...caution(podman),
      ...(isDockers && { note: FEWER }),
      runtimes: CRUN,
    },
    gated
      ? { tool: 'Pod', caution: GATED, runtimes: [...RUNC, ...CRUN] }
      : {
          tool: 'Pod',
          lines: [
            'spec:',
            '  securityContext:',
            '    seccompProfile:',
            '      type: Localhost',
            `      localhostProfile: ${PROFILES}${PROFILE_FILE}`,
            ...containers(docker),
          ].join('\n'),
          ...caution(docker),
          note: `Save it as ${NODE_FOLDER}${PROFILES}${PROFILE_FILE} on each node.`,
          runtimes: [...RUNC, ...CRUN],
        },
  ];
}

/** The lines of the tool first that starts the containers of the engine in sight: of a node of Kubernetes the Pod. */
export const toolFirst = <Line extends RunLine | WithheldLine>(lines: readonly Line[], own: string): readonly Line[] =>
  lines.toSorted((a, b) => Number(b.tool === own) - Number(a.tool === own));

/** What stands behind the filter for the call that was asked about. */
interface Behind {
  lacking: readonly string[];
  denied: boolean;
}

/** Whose default profile a container may have. */
export type ProfileOwner = 'docker' | 'podman' | 'containerd' | 'cri-o';

const GIVEN: Readonly<Record<ProfileOwner, readonly string[]>> = {
  docker: DOCKER_CAPABILITIES,
  podman: PODMAN_CAPABILITIES,
  containerd: DOCKER_CAPABILITIES,
  'cri-o': LINK_CAPABILITIES['cri-o-1.33'],
};

/** The lines that start a container with its engine's own default profile and the target's capabilities; none where the engine gives both unasked, as none gives a Pod's. */
export function capabilityLines(
  { capabilities }: Pick<Target, 'capabilities'>,
  owner: ProfileOwner,
  behind: Behind,
): readonly RunLine[] {
  const change = changed(capabilities, GIVEN[owner]);
  const caution = cautionOf(change, behind);
  if (isOfKubernetes(owner)) {
    const runtimes = owner === 'containerd' ? RUNC : CRUN;
    return [{ tool: 'Pod', lines: [...POD_DEFAULT, ...containers(change)].join('\n'), ...caution, runtimes }];
  }
  if (change.added.length + change.dropped.length === 0) return [];
  if (owner === 'podman')
    return [{ tool: 'Podman', lines: `podman run ${options(change)}IMAGE`, ...caution, runtimes: CRUN }];
  return [
    { tool: 'docker', lines: `docker run ${options(change)}IMAGE`, ...caution, runtimes: RUNC },
    { tool: 'compose.yaml', lines: compose(change), ...caution, runtimes: RUNC },
  ];
}

const POD_DEFAULT = ['spec:', '  securityContext:', '    seccompProfile:', '      type: RuntimeDefault'];

const DOCKER_ONLY = DOCKER_CAPABILITIES.filter((capability) => !PODMAN_CAPABILITIES.includes(capability));

const FEWER = `The answer also assumes ${DOCKER_ONLY.map(short).join(', ')}. Podman grants none of these by default.`;

/** containerd, contrib/seccomp WithProfile: the file is decoded as the OCI's linux.seccomp, which has none of these. CRI-O reads it as Podman does. */
const GATED =
  'containerd ignores the keys includes, excludes and archMap: on its nodes, every container could do what this file allows only with a capability, such as mount. With a Kubernetes stack, the trace check writes a file without these keys. CRI-O reads them.';

/** What stands above the lines: what they give, and what they lack. */
function cautionOf({ added }: CapabilityChange, { lacking, denied }: Behind): Pick<RunLine, 'caution'> {
  const caution = [
    ...(added.includes('SYS_ADMIN') ? [`SYS_ADMIN${POWER}`] : []),
    ...(lacking.length > 0
      ? [`For the call, the kernel requires ${lacking.join(' or ')}, which is not added here.`]
      : []),
    ...(denied ? ['On a host with AppArmor, the container also needs an AppArmor profile that allows the call.'] : []),
  ];
  return caution.length === 0 ? {} : { caution: caution.join(' ') };
}

function changed(held: readonly string[], usual: readonly string[]): { added: string[]; dropped: string[] } {
  return {
    added: held.filter((capability) => !usual.includes(capability)).map(short),
    dropped: usual.filter((capability) => !held.includes(capability)).map(short),
  };
}

function short(capability: string): string {
  return capability.replace(/^CAP_/, '');
}

type CapabilityChange = ReturnType<typeof changed>;

const compose = ({ added, dropped }: CapabilityChange, security: readonly string[] = []): string =>
  ['services:', '  SERVICE:', ...security, ...list('    cap_add', added), ...list('    cap_drop', dropped)].join('\n');

function containers({ added, dropped }: CapabilityChange): string[] {
  if (added.length + dropped.length === 0) return [];
  return [
    '  containers:',
    '    - name: NAME',
    '      securityContext:',
    '        capabilities:',
    ...list('          add', added),
    ...list('          drop', dropped),
  ];
}

const options = ({ added, dropped }: CapabilityChange): string =>
  [...added.map((each) => `--cap-add ${each} `), ...dropped.map((each) => `--cap-drop ${each} `)].join('');

function list(key: string, items: readonly string[]): string[] {
  const indent = /^ */.exec(key)?.[0] ?? '';
  return items.length === 0 ? [] : [`${key}:`, ...items.map((item) => `${indent}  - ${item}`)];
}

/** How a tool starts a container under the profile, and what is told first. */
export interface UseRow extends Pick<RunLine, 'caution' | 'note'> {
  tool: string;
  /** Left out where no container would start. */
  lines?: string;
  warning?: Warning;
}

interface Warning {
  words: Phrase;
  fix?: StartShown['fix'];
}

interface Failing {
  runtime: StartRuntime;
  start: StartShown;
}

/** The lines of each tool, without those under which the runtime that the tool uses starts no container: the reason stands there instead. */
export function useRows(
  lines: readonly (RunLine | WithheldLine)[],
  starts: StartsShown,
  targets: Runtime,
): readonly UseRow[] {
  const rows: UseRow[] = [];
  for (const [at, line] of lines.entries()) {
    const failing = line.runtimes.flatMap((runtime): Failing[] => {
      const start = starts[runtime];
      return start === undefined || start.tone === 'allow' ? [] : [{ runtime, start }];
    });
    const row = rowOf(line, failing, targets);
    const before = rows.at(-1);
    // What keeps one tool from starting a container keeps the next one with the same runtime from it.
    const isSame = row.warning !== undefined && String(lines[at - 1]?.runtimes) === String(line.runtimes);
    if (!isSame) rows.push(row);
    else if (row.lines !== undefined) rows.push({ ...row, warning: { words: ['The same is true here.'] } });
    else if (before !== undefined) before.tool += `, ${row.tool}`;
  }
  return rows;
}

function rowOf(
  { tool, lines, caution, note, runtimes }: RunLine | WithheldLine,
  failing: readonly Failing[],
  targets: Runtime,
): UseRow {
  if (lines === undefined) return { tool, ...(caution !== undefined && { caution }) };
  const row = { tool, lines, ...(caution !== undefined && { caution }), ...(note !== undefined && { note }) };
  const [first] = failing;
  if (first === undefined) return row;
  const never = failing.filter(({ start: { tone } }) => tone === 'deny');
  const startsNever = never.length === runtimes.length;
  const warning = runtimes.length > 1 ? { words: podWords(failing, startsNever) } : warningOf(first, targets);
  return startsNever ? { tool, warning } : { ...row, warning };
}

/** The card above tells the calls of the target's runtime, and has the button. */
function warningOf({ runtime, start: { title, why, fix } }: Failing, targets: Runtime): Warning {
  if (runtime === targets) return { words: [...title, ', as shown above.'] };
  return { words: [...title, '. ', ...(why[0] ?? [])], fix };
}

/** A node's engine is set up for one of the two. */
function podWords(failing: readonly Failing[], isWithheld: boolean): Phrase {
  if (isWithheld) return ['The Pod does not start either, whether its node uses runc or crun.'];
  const [sure, maybe] = [true, false].map((isSure) =>
    failing.filter(({ start }) => (start.tone === 'deny') === isSure).map(({ runtime }) => runtime),
  );
  const on = (runtimes: readonly StartRuntime[] = [], verb: string) =>
    runtimes.length === 0
      ? []
      : [`Where the node uses ${runtimes.join(' or ')}, the Pod ${verb}, for the same reason.`];
  return [[...on(sure, 'does not start'), ...on(maybe, 'may not start')].join(' ')];
}
