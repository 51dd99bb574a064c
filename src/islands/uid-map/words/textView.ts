import type { Part } from '../../../engine/idmap/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import type { State } from '../state/State.ts';
import { type Computed, isOwnId } from '../state/sharedIds.ts';

const FILES = { subuid: '/etc/subuid', subgid: '/etc/subgid', either: '/etc/subuid or /etc/subgid' } as const;
const MAPS = { uid: 'uid_map', gid: 'gid_map', either: 'uid_map or gid_map' } as const;
const LISTINGS = {
  ls: 'output of ls',
  namei: 'output of namei',
  stat: 'output of stat',
  ps: 'output of ps',
  id: 'output of id',
  status: '/proc/PID/status',
  getfacl: 'output of getfacl',
  printed: 'a list of owners',
} as const;
const OTHERS = {
  lxc: 'an LXC config',
  incus: 'an Incus config',
  oci: 'OCI mappings',
  podman: 'a podman or docker command',
  'podman-info': 'podman info',
  unshare: 'an unshare command',
  newuidmap: 'a newuidmap command',
  nspawn: 'systemd-nspawn’s users',
  mount: 'an idmapped mount',
  pod: 'a Kubernetes Pod',
  'docker-info': 'docker info',
  inspect: 'inspect’s JSON',
  error: 'an error',
  prompt: 'a command',
  separator: '',
  unknown: 'Not recognised',
} as const;

/** What a part of a text was recognised as, in a word or two. */
function partName(part: Part): string {
  switch (part.kind) {
    case 'subids':
      return FILES[part.of];
    case 'map':
      return MAPS[part.of];
    case 'listing':
      return LISTINGS[part.tool];
    case 'accounts':
      return `/etc/${part.of}`;
    case 'dockerd':
      return 'dockerd’s userns-remap';
    default:
      return OTHERS[part.kind];
  }
}

/** A stretch of the text and what it was recognised as. */
interface PartView {
  name: string;
  line: number;
  offset: number;
  lastLine: number;
  /** Recognised for sure; else it is the best guess. */
  certain: boolean;
}

/** One of the reader's texts. */
export interface TextView {
  level: number;
  text: string;
  label: string;
  /** Nobody typed or chose it yet. */
  isExample: boolean;
  marks: readonly LineMark[];
  problems: readonly Diagnostic[];
  parts: readonly PartView[];
  /** What was found is of the text before the newest letters, and no fix fits. */
  isBehind?: boolean;
}

/** Problems that are listed and marked; a pasted log would have thousands. */
export const SHOWN_PROBLEMS = 40;

/** Parts that are named; the rest is counted. */
const SHOWN_PARTS = 12;

export function textViews(state: State, computed: Computed): TextView[] {
  return state.texts.map((text, level) => {
    const { parts = [], diagnostics = [] } = computed.reading.texts[level] ?? {};
    const problems = [...markProblem(text), ...diagnostics.slice(0, SHOWN_PROBLEMS)];
    return {
      level,
      text,
      label:
        level === 0 ? 'Paste a config, command or error' : `Map of the namespace within ${nameOf(computed, level - 1)}`,
      isExample: level === 0 && text === UID_MAP_LINK_DEFAULTS.text,
      marks: marksOf(level, problems, computed),
      problems: [...problems, ...rest(diagnostics.length)],
      parts: parts
        .filter(({ kind }) => kind !== 'separator' && kind !== 'prompt')
        .slice(0, SHOWN_PARTS)
        .map((part) => ({
          name: partName(part),
          line: part.span.line,
          offset: part.span.start,
          lastLine: part.span.line + part.text.trimEnd().split('\n').length - 1,
          certain: part.certain || part.kind === 'unknown',
        })),
    };
  });
}

function nameOf({ maps }: Computed, level: number): string {
  return maps.findLast((map) => map.level.text <= level)?.level.name ?? 'that one';
}

function marksOf(level: number, problems: readonly Diagnostic[], { maps }: Computed): LineMark[] {
  const lit: LineMark[] = maps.flatMap(({ extent, level: from }) =>
    extent && from.text === level && !isOwnId(extent) ? [{ tone: 'lit', line: extent.span.line }] : [],
  );
  return [...lit, ...problemMarks(problems)];
}

/** The kernel (lib/kstrtox.c), shadow and dockerd compare and convert bytes, and the mark's are part of the first word to them. */
function markProblem(text: string): Diagnostic[] {
  if (!text.startsWith('\ufeff')) return [];
  return [
    {
      code: 'byte-order-mark',
      severity: 'error',
      message:
        'The text begins with a byte order mark, which the kernel, newuidmap and dockerd take as part of the first word.',
      hint: 'Some Windows editors write it. Remove it.',
      span: { start: 0, end: 1, line: 1, column: 1 },
      fix: [{ start: 0, end: 1, text: '' }],
    },
  ];
}

function rest(found: number): Diagnostic[] {
  if (found <= SHOWN_PROBLEMS) return [];
  return [{ code: 'more', severity: 'info', message: `${found - SHOWN_PROBLEMS} more problems are not listed.` }];
}
