import { readPrompt, scanJson } from '../../../text/index.ts';
import { isErrorLine } from '../errors/isErrorLine.ts';
import { readHeader, type TextLine } from '../readHeader.ts';
import type { Claim, Claimer } from './Claim.ts';

interface Family {
  kind: Claim['kind'];
  /** A line that no other family has. */
  telling: RegExp;
  /** Every line that may stand in it; blank lines may always stand between two of its lines. */
  line: RegExp;
  /** YAML: what is indented is a value, whatever it says. */
  yaml?: true;
}

/** In the order in which they are asked. */
const FAMILIES: readonly Family[] = [
  {
    kind: 'lxc',
    // ostype also stands in the config of a virtual machine, with other values (pct.conf(5), qm.conf(5)).
    telling:
      /^(?:lxc\.[a-z]|unprivileged\s?:\s*[01]$|mp\d+\s?:.{0,180},mp=|ostype\s?:\s*(?:alpine|archlinux|centos|debian|devuan|fedora|gentoo|nixos|opensuse|ubuntu|unmanaged)$)/,
    line: /^(?:lxc\.[a-z]|#)|^(?:arch|cmode|console|cores|cpulimit|cpuunits|debug|description|dev\d+|entrypoint|env|features|hookscript|hostname|lock|memory|mp\d+|nameserver|net\d+|onboot|ostype|parent|protection|rootfs|searchdomain|snaptime|startup|swap|tags|template|timezone|tty|unprivileged|unused\d+)\s?:/,
  },
  {
    kind: 'incus',
    telling:
      /^["']?(?:raw\.idmap|security\.idmap\.\w+|volatile\.idmap\.\w+)["']?\s?:|^(?:both|uid|gid) \d+(?:-\d+)? \d+(?:-\d+)?$/,
    line: /^(?:- ?)?["']?[A-Za-z_][\w./-]{0,80}["']?\s?:(?:\s|$)|^#|^- \S{1,80}$|^[|>][-+]?$|^(?:both|uid|gid) /,
    yaml: true,
  },
  {
    kind: 'docker-info',
    telling:
      /^(?:Docker Root Dir|Security Options|Server Version|Storage Driver)\s?:|^Operating System: Docker Desktop|^Context:\s{1,12}rootless$|^(?:userns|rootless)$|^(?:- |\[)?"?name=(?:userns|rootless|seccomp|apparmor|cgroupns|selinux)/,
    line: /^[A-Z][\w ./()-]{0,60}:(?:\s|$)|^[a-z][\w.-]{0,60}:(?:\s|$)|^(?:userns|rootless|seccomp|apparmor|cgroupns|selinux|builtin)$|^(?:- |\[)?"?name=|^[\d.]{7,15}\/\d+$|^WARNING|^https?:\/\/|^\/[\w./-]{1,200}$/,
  },
  {
    kind: 'pod',
    telling: /^(?:- )?(?:apiVersion|hostUsers)\s?:/,
    line: /^(?:- ?)?["']?[A-Za-z_][\w./-]{0,80}["']?\s?:(?:\s|$)|^#|^- |^-$|^---$|^[|>][-+]?$/,
    yaml: true,
  },
  {
    kind: 'podman-info',
    telling: /^(?:idMappings|uidmap|gidmap)\s?:$/,
    line: /^(?:- )?["']?[A-Za-z_][\w./ -]{0,80}["']?\s?:(?:\s|$)|^- |^[|>][-+]?$/,
    yaml: true,
  },
  {
    kind: { tool: 'stat' },
    telling: /^(?:Access: \(\d{3,5}\/|File: )/,
    line: /^(?:File|Size|Device|Access|Modify|Change|Birth|Context)\s?:|^Birth$/,
  },
  {
    kind: { tool: 'status' },
    telling: /^(?:[UG]id:\s+\d+\s+\d+\s+\d+\s+\d+$|NStgid:|TracerPid:|FDSize:)/,
    line: /^[A-Za-z_]\w{1,40}:(?:\s|$)/,
  },
  {
    kind: { tool: 'getfacl' },
    telling: /^(?:# (?:file|owner|group): |(?:default:)?(?:user|group|mask|other):[^\s:]{0,64}:[-r][-w][-xXst])/,
    line: /^(?:# (?:file|owner|group|flags): |(?:default:)?(?:user|group|mask|other|u|g|m|o):[^\s:]{0,64}:)/,
  },
];

/**
 * A file or an output that one of its lines gives away, though others look like those of another: a Pod, `podman info`, `stat`, /proc/PID/status,
 * `getfacl`. A run of lines belongs to the family that has a telling line in it. Made anew for each text, since it keeps where it has looked.
 */
export function keyedClaimer(): Claimer {
  /** For each family, the end of the last run that had no telling line: its lines needn't be looked at again. */
  const searched = FAMILIES.map(() => 0);
  /** Lines that end a run of any family, as far as they have been looked at. */
  const ends: ('error' | 'other' | 'none' | undefined)[] = [];
  return (lines, index) => {
    const head = (lines[index]?.said ?? '').slice(0, 200);
    for (const [at, family] of FAMILIES.entries()) {
      const { kind, telling, line } = family;
      if (index < (searched[at] ?? 0) || !(line.test(head) || telling.test(head))) continue;
      const run = extend(lines, index, family, ends);
      if (run.isTelling) return { end: run.end, kind, certain: true };
      searched[at] = run.end;
    }
    return undefined;
  };
}

/** How far lines of one family reach, two blank ones between them at most, and whether one of them is telling. */
function extend(
  lines: readonly TextLine[],
  index: number,
  { line, telling, yaml }: Family,
  ends: ('error' | 'other' | 'none' | undefined)[],
): { end: number; isTelling: boolean } {
  let end = index;
  let isTelling = false;
  for (let at = index; at < lines.length && at - end <= 2; at += 1) {
    const { said, blanks } = lines[at] as TextLine;
    if (said === '') continue;
    const head = said.slice(0, 200);
    const belongs = line.test(head) || telling.test(head) || (at > index && isContinued(lines, at));
    if (!belongs) break;
    ends[at] ??= startsOther(said) ? 'other' : isErrorLine(said) ? 'error' : 'none';
    if (ends[at] === 'other' || (ends[at] === 'error' && !(yaml && blanks > 0))) break;
    isTelling ||= telling.test(head);
    end = at + 1;
  }
  return { end, isTelling };
}

/** In YAML, a line that is indented deeper than the key above it goes on with that key's text. */
function isContinued(lines: readonly TextLine[], at: number): boolean {
  const above = lines[at - 1]?.said ?? '';
  return /[|>][-+]?$/.test(above) && above.includes(':');
}

function startsOther(said: string): boolean {
  if (said.startsWith('# file:') || said.startsWith('# owner:') || said.startsWith('# group:')) return false;
  return (
    said.startsWith('==>') ||
    readHeader(said)?.kind === 'fence' ||
    (readPrompt(said) !== undefined && !/^[\w-]+:/.test(said))
  );
}

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
