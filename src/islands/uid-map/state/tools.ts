import type { PlanConfig, Tool } from '../../../engine/idmap/index.ts';
import { type StackEngine, stackOf } from '../../../engine/stack/index.ts';
import type { MapTool } from '../../../share/uidMapLink.ts';

/** What a tool is called here, who runs one, which decides whose ids it may use, and the engine's word for it. */
interface ToolRow {
  label: string;
  runBy: 'root' | 'user' | 'either' | 'dockremap';
  tool: Tool;
}

/** The tools to choose from, by the words of links. */
export const TOOL_ROWS: Record<MapTool, ToolRow> = {
  proxmox: { label: 'Proxmox VE', runBy: 'root', tool: 'lxc' },
  lxc: { label: 'LXC', runBy: 'either', tool: 'lxc' },
  incus: { label: 'Incus', runBy: 'root', tool: 'incus' },
  podman: { label: 'Podman, rootless', runBy: 'user', tool: 'podman' },
  'podman-root': { label: 'Podman, rootful', runBy: 'root', tool: 'podman-root' },
  docker: { label: 'Docker, userns-remap', runBy: 'dockremap', tool: 'dockerd' },
  'docker-rootless': { label: 'Docker, rootless', runBy: 'user', tool: 'docker-rootless' },
  oci: { label: 'runc, crun', runBy: 'root', tool: 'oci' },
  nspawn: { label: 'systemd-nspawn', runBy: 'root', tool: 'nspawn' },
  unshare: { label: 'unshare', runBy: 'either', tool: 'unshare' },
  newuidmap: { label: 'newuidmap', runBy: 'either', tool: 'newuidmap' },
  mount: { label: 'an idmapped mount', runBy: 'either', tool: 'mount' },
  kubernetes: { label: 'Kubernetes', runBy: 'root', tool: 'kubernetes' },
};

/** The same as a list to choose from. */
export const TOOLS = (Object.keys(TOOL_ROWS) as MapTool[]).map((value) => ({ value, label: TOOL_ROWS[value].label }));

const TOOL_OF: Readonly<Record<StackEngine, MapTool>> = {
  docker: 'docker',
  podman: 'podman',
  containerd: 'kubernetes',
  'cri-o': 'kubernetes',
};

/** The tool that a stack’s engine is; undefined without a stack. */
export function toolOn(stack: string | undefined): MapTool | undefined {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  return chosen && TOOL_OF[chosen.engine];
}

/** What a link calls the tool of a config: Proxmox VE keeps LXC's settings in a file of its own. */
export function toolOf({ tool, name }: PlanConfig): MapTool {
  if (name === 'Proxmox VE') return 'proxmox';
  if (tool === 'dockerd') return 'docker';
  return tool === 'kernel' ? 'newuidmap' : tool;
}

/** A mapping as typed: these ids inside are to be those outside. */
export interface MappingRow {
  inside: string;
  outside: string;
  count: string;
  kind: 'both' | 'uid' | 'gid';
}

export const EMPTY_MAPPING: MappingRow = { inside: '', outside: '', count: '1', kind: 'both' };

/** Whether there is nothing to clear. */
export function isBlank(mappings: readonly MappingRow[]): boolean {
  const [only, ...more] = mappings;
  return more.length === 0 && (only === undefined || writeMappings([only]) === writeMappings([EMPTY_MAPPING]));
}

const LETTERS = { both: '', uid: 'u', gid: 'g' } as const;

/** The mappings as a link has them: `1000:1005,u33:33,g44:44:2`. */
export function writeMappings(mappings: readonly MappingRow[]): string {
  return mappings
    .map(({ inside, outside, count, kind }) => {
      const numbers = [inside, outside, ...(count.trim() === '1' ? [] : [count])].map((number) => number.trim());
      return LETTERS[kind] + numbers.join(':');
    })
    .join(',');
}

/** Reads `writeMappings`; what stands in a field is kept as it is, for the reader to see and fix. */
export function readMappings(text: string): MappingRow[] {
  if (text.trim() === '') return [EMPTY_MAPPING];
  return text.split(',').map((mapping) => {
    const kind = mapping.startsWith('u') ? 'uid' : mapping.startsWith('g') ? 'gid' : 'both';
    const [inside = '', outside = '', ...rest] = (kind === 'both' ? mapping : mapping.slice(1)).split(':');
    return { inside, outside, count: rest.length === 0 ? '1' : rest.join(':'), kind };
  });
}
