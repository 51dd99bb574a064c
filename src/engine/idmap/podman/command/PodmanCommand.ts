import type { NamespaceMaps } from '../../map/NamespaceMaps.ts';
import type { PodmanUser } from './readUser.ts';
import type { PodmanVolume } from './readVolume.ts';

/** What a command says of user namespaces, and of whom and what it concerns. */
export interface PodmanCommand {
  program: 'podman' | 'docker';
  subcommand: 'run' | 'create' | 'pod create' | 'unshare';
  /** True where a user without privileges runs Podman, whose own namespace is then the first level. */
  rootless: boolean;
  /**
   * Outermost first: rootless Podman's own namespace, then the container's, where it has one. The spans stand in the command: an extent that no option gives
   * has that of the option that asked for it, or of the program's name. Of a namespace that is joined, both sides are undefined. For Docker, empty:
   * dockerd decides.
   */
  levels: readonly NamespaceMaps[];
  /** --userns=host: the container does without the namespace that dockerd --userns-remap would give it. */
  hostUserns: boolean;
  user: PodmanUser | undefined;
  volumes: readonly PodmanVolume[];
  image: string | undefined;
}
