/** /etc/docker/daemon.json with the account that dockerd remaps to: a login name, a uid, either with ":group", or "default" (dockerd(8)). */
export function formatDaemonJson(remap = 'default'): string {
  return `${JSON.stringify({ 'userns-remap': remap }, null, 2)}\n`;
}
