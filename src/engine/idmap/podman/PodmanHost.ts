import type { HostFacts } from '../subid/HostFacts.ts';

/** What Podman finds on the host. */
export interface PodmanHost extends HostFacts {
  /** True for the Podman of a user without privileges, which works in a user namespace of its own; false for root's. */
  rootless: boolean;
  /** What containers-storage.conf(5) says of --userns=auto; left out, its defaults. */
  storage?: {
    /** root-auto-userns-user: whose ranges root's containers get; "containers". */
    autoUser?: string;
    /** auto-userns-min-size: 1024. */
    autoMinSize?: number;
    /** auto-userns-max-size: 65536. */
    autoMaxSize?: number;
  };
  /** The highest id that the image's layers, passwd and group files hold, plus one, where it is known. */
  imageSize?: number;
}
