/** What makes rootless Podman use changed lines of /etc/subuid and /etc/subgid (podman-system-migrate(1)). */
export const MIGRATE = 'podman system migrate';

/** What it does besides. */
export const MIGRATE_STOPS = 'This stops your running Podman containers.';
