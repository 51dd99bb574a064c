import { type Diagnostic, type SourceText, spanAt, warning } from '../../text/index.ts';
import type { LineContext } from './LineContext.ts';

/** A version that names no program: a row cut from what docker version, podman version or crio version prints, or a number alone. */
const LONE = /^\s*(?:Version:\s*)?v?(\d{1,3}(?:\.\d+)+\S*)$/;

/** Docker numbers its releases by year since 17.03, and by itself since 23.0: neither Podman nor containerd, CRI-O, runc or crun has come so far. */
const FIRST_OF_DOCKER = 17;

/** The first such line of a text that names no engine: what it may be of, and what to paste instead. */
export function loneVersion(source: SourceText, contexts: readonly LineContext[]): Diagnostic | undefined {
  const found = contexts.find(({ line }) => LONE.test(line));
  const [, version = ''] = LONE.exec(found?.line ?? '') ?? [];
  if (found === undefined) return undefined;
  const span = spanAt(source, found.start, found.start + found.line.length);
  const isDockers = Number.parseInt(version, 10) >= FIRST_OF_DOCKER;
  const message = isDockers
    ? `${version} looks like a Docker version, but the line doesn’t say whether it is the client’s or the server’s.`
    : `${version} has no program name beside it: Podman, containerd, CRI-O, runc or crun could have this version.`;
  const hint = isDockers
    ? 'Paste the whole output of docker version, or the “Server Version:” line of docker info.'
    : 'Paste the whole output of podman version, containerd --version, crio version, runc --version or crun --version.';
  return warning('version-of-unknown', message, hint, span);
}
