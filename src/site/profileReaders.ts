import since from '../../content/data/versions/since.json' with { type: 'json' };

/** Who decodes a profile’s text: each has a struct of its own, and ignores what that lacks. */
export const READERS = [
  { id: 'docker', label: 'Docker' },
  { id: 'podman', label: 'Podman, CRI-O' },
  { id: 'oci', label: 'OCI (containerd, config.json)' },
] as const;

/** A field of a profile, and whether each of READERS reads it, in words. */
export interface FieldReaders {
  field: string;
  reads: readonly [docker: string, podman: string, oci: string];
}

const YES = 'yes';
const IGNORED = 'ignored';
const CHECKED = 'type only';

const major = (release: string): string => release.split('.').slice(0, 2).join('.');
const DOCKER_LATER = `since ${major(since['docker-hands-on-whole-profile'])}`;
const PODMAN_LATER = `since Podman ${major(since['podman-hands-on-flags'])}`;
const PODMAN_ERRNO = `since Podman ${major(since['podman-errno-names'])}`;
const CONTAINERD_LATER = `since containerd ${since['containerd-listener']}`;

/**
 * The fields in the order of the page. Where the facts are from, content/data/versions/differences.json says, and the structs themselves: moby
 * profiles/seccomp/seccomp.go, containers/common pkg/seccomp/types.go, runtime-spec specs-go/config.go.
 */
export const profileReaders = (): readonly FieldReaders[] => [
  { field: 'defaultAction', reads: [YES, YES, YES] },
  { field: 'defaultErrnoRet', reads: [DOCKER_LATER, YES, YES] },
  { field: 'defaultErrno', reads: [IGNORED, PODMAN_ERRNO, IGNORED] },
  { field: 'architectures', reads: [YES, YES, YES] },
  { field: 'archMap', reads: [YES, YES, IGNORED] },
  { field: 'flags', reads: [DOCKER_LATER, PODMAN_LATER, YES] },
  { field: 'listenerPath', reads: [DOCKER_LATER, PODMAN_LATER, CONTAINERD_LATER] },
  { field: 'listenerMetadata', reads: [DOCKER_LATER, PODMAN_LATER, CONTAINERD_LATER] },
  { field: 'names', reads: [YES, YES, YES] },
  { field: 'name', reads: [YES, YES, IGNORED] },
  { field: 'action', reads: [YES, YES, YES] },
  { field: 'errnoRet', reads: [YES, YES, YES] },
  { field: 'errno', reads: [IGNORED, PODMAN_ERRNO, IGNORED] },
  { field: 'args', reads: [YES, YES, YES] },
  { field: 'includes.caps', reads: [YES, YES, IGNORED] },
  { field: 'includes.arches', reads: [YES, YES, IGNORED] },
  { field: 'includes.minKernel', reads: [YES, IGNORED, IGNORED] },
  { field: 'comment', reads: [CHECKED, CHECKED, IGNORED] },
];
