import { readPrompt, scanJson } from '../../../text/index.ts';
import { readHeader } from '../readHeader.ts';
import type { TextLine } from '../TextLine.ts';
import type { Claim, Claimer } from './Claim.ts';

/** Keys that tell whose JSON it is, the most telling first. */
const KEYS: readonly (readonly [key: string, kind: Claim['kind']])[] = [
  ['"userns-remap"', 'dockerd'],
  ['"HostConfig"', 'inspect'],
  ['"GraphDriver"', 'inspect'],
  ['"IDMappings"', 'inspect'],
  ['"UsernsMode"', 'inspect'],
  ['"UidMap"', 'inspect'],
  ['"GidMap"', 'inspect'],
  ['"SecurityOptions"', 'docker-info'],
  ['"DockerRootDir"', 'docker-info'],
  ['"name=', 'docker-info'],
  ['"idMappings"', 'podman-info'],
  ['"uidMappings"', 'oci'],
  ['"gidMappings"', 'oci'],
  ['"ociVersion"', 'oci'],
  ['"containerID"', 'oci'],
  ['"hostUsers"', 'pod'],
  ['"apiVersion"', 'pod'],
  ['"container_id"', 'oci'],
  ['"data-root"', 'dockerd'],
  ['"storage-driver"', 'dockerd'],
  ['"log-driver"', 'dockerd'],
  ['"log-opts"', 'dockerd'],
  ['"exec-opts"', 'dockerd'],
  ['"registry-mirrors"', 'dockerd'],
  ['"insecure-registries"', 'dockerd'],
  ['"userns-', 'dockerd'],
  ['"Mountpoint"', 'inspect'],
  ['"Mounts"', 'inspect'],
  ['"linux":', 'oci'],
];

/** Begins an object or a list: a brace or bracket with nothing behind it, or with what JSON has there. */
const OPENS = /^(?:\{\s*(?:$|["}'])|\[\s*(?:$|["{[\]]))/;
/** A member cut out of an object. */
const MEMBER = /^"[^"\n]{1,80}"\s{0,8}:/;

/** JSON from its first brace to its last, or one or more members cut out of it. */
export const claimJson: Claimer = (lines, index, context) => {
  const first = lines[index];
  if (!first || !/^[{["]/.test(first.said)) return undefined;
  const whole = OPENS.test(first.said.slice(0, 200));
  if (!whole && !MEMBER.test(first.said.slice(0, 200))) return undefined;

  let depth = 0;
  const read: string[] = [];
  let end = index;
  for (; end < lines.length; end += 1) {
    const { said } = lines[end] as TextLine;
    if (end > index && endsBlock(said)) break;
    if (!whole && depth <= 0 && end > index && !MEMBER.test(said.slice(0, 200))) break;
    read.push(said);
    depth += opened(said);
    if (whole && depth <= 0) {
      end += 1;
      break;
    }
  }
  const text = read.join('\n');
  const daemonJson =
    context.file?.endsWith('daemon.json') || context.typed?.words.some((word) => word.endsWith('daemon.json'));
  const kind = daemonJson ? 'dockerd' : KEYS.find(([key]) => text.includes(key))?.[1];
  return { end, kind: kind ?? 'unknown', certain: kind !== undefined && whole && depth === 0 };
};

/** A fence or a prompt with a name in it: no line of JSON looks like either. */
function endsBlock(said: string): boolean {
  if (said.startsWith('`') || said.startsWith('~~~') || said.startsWith('==>')) return readHeader(said) !== undefined;
  return /^[\w[$(/~]/.test(said) && !/^\[\s*[\]"{[\d]/.test(said) && (readPrompt(said)?.length ?? 0) > 0;
}

/** How many more braces and brackets the line opens than it closes. A string ends with its line: JSON has none that goes on. */
function opened(line: string): number {
  const next = scanJson(line, () => {});
  let depth = 0;
  for (let { kind } = next(); kind !== 'end'; { kind } = next()) {
    if (kind === '{' || kind === '[') depth += 1;
    else if (kind === '}' || kind === ']') depth -= 1;
  }
  return depth;
}
