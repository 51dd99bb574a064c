import { ARCHITECTURES, type Arch } from '../../linux/index.ts';
import { type JsonNode, type JsonObject, memberOf } from '../../text/index.ts';

/** The architectures that runc 1.1 knows (libcontainer/seccomp/config.go). */
export const RUNC_ARCHITECTURES: readonly string[] = /* @__PURE__ */ ARCHITECTURES.map(({ arch }) => arch);

/** libseccomp's words for architectures that runc doesn't know, and their byte order (arch-m68k.c, arch-parisc.c, arch-sh.c). */
const ELSEWHERE: ReadonlyMap<string, 'little' | 'big'> = /* @__PURE__ */ new Map([
  ['m68k', 'big'],
  ['parisc', 'big'],
  ['parisc64', 'big'],
  ['sh', 'little'],
  ['sheb', 'big'],
]);

/** An architecture as crun reads its name: the ABI where its calls are known here, and its byte order. */
interface CrunArchitecture {
  arch: Arch | undefined;
  endian: 'little' | 'big';
}

/** crun, libcrun_generate_seccomp: libseccomp's word in any case, with or without SCMP_ARCH_ before it; 31 letters count. */
export function readCrunArchitecture(text: string): CrunArchitecture | undefined {
  const token = text
    .replace(/^SCMP_ARCH_/, '')
    .slice(0, 31)
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const known = ARCHITECTURES.find((each) => each.token === token);
  if (known !== undefined) return { arch: known.arch, endian: known.endian };
  const endian = ELSEWHERE.get(token);
  return endian && { arch: undefined, endian };
}

/** The flags that crun 1.21 knows (libcrun_apply_seccomp); runc 1.1 knows none. */
export const CRUN_FLAGS: readonly string[] = [
  'SECCOMP_FILTER_FLAG_TSYNC',
  'SECCOMP_FILTER_FLAG_SPEC_ALLOW',
  'SECCOMP_FILTER_FLAG_LOG',
  'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV',
];

/** What `docker inspect` and `podman inspect` print of a container, as far as it counts here. */
export interface InspectedContainer {
  whole: JsonNode;
  hostConfig: JsonObject;
  /** How many containers the text has; the first is read. */
  count: number;
}

/** A container's `HostConfig`, alone or in the list that `docker inspect` prints; undefined for any other text. */
export function inspectedContainer(root: JsonNode | undefined): InspectedContainer | undefined {
  const containers = root?.kind === 'array' ? root.items : [root];
  const [whole] = containers;
  const hostConfig = memberOf(whole, 'HostConfig');
  return whole && hostConfig?.kind === 'object' ? { whole, hostConfig, count: containers.length } : undefined;
}
