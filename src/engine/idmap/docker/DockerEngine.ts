/**
 * How dockerd reads /etc/subuid. '26.1': pkg/idtools, parseSubidFile and lookupSubUIDRanges (Docker 26.1.5, and 27). '28.0' and later:
 * moby/sys/user, ParseSubIDFileFilter (moby#49226 and #49087 of January 2025; since then in daemon/internal/usergroup, lookupSubRangesFile).
 */
export type DockerEngine = '26.1' | '28.0';

export interface RemapOptions {
  /** '26.1' unless said otherwise. */
  engine?: DockerEngine;
}
