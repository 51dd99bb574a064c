import { execFileSync } from 'node:child_process';

/** The mirror of Debian's own packages among the sources of this machine's apt. */
export function debianMirror(): string {
  const format = '$(LABEL) $(REPO_URI)';
  const told = execFileSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    encoding: 'utf8',
  });
  const mirror = /^Debian (\S+)$/m.exec(told)?.[1];
  if (mirror === undefined) throw new Error('no source of this machine’s apt has Debian’s packages');
  return mirror;
}
