import { compareReleases } from '../../linux/index.ts';
import { type Parsed, warning } from '../../text/index.ts';
import { type Closest, imageProblem } from './imageProblem.ts';
import type { Libc, LibcName } from './Libc.ts';
import { libcOfImage } from './libcOfImage.ts';
import { libcReleases } from './libcReleases.ts';

const LIBC = /^(glibc|musl|go)[\s:-]*v?(\d{1,3}(?:\.\d{1,4}){1,2})$/i;

/** The libc that a reader names: by an image, `ubuntu:22.04`, or itself, `glibc 2.35`; a diagnostic where the name tells none, or a release that the tables don't reach. */
export function readLibc(text: string, closest?: Closest): Parsed<Libc> {
  const named = text.trim();
  const [, name, version] = LIBC.exec(named) ?? [];
  if (name !== undefined && version !== undefined)
    return ofRelease({ name: name.toLowerCase() as LibcName, version }, named);
  const image = libcOfImage(named);
  if (image) return { value: image.libc, diagnostics: [] };
  return { value: undefined, diagnostics: [imageProblem(text, closest && { closest })] };
}

function ofRelease(libc: Libc, named: string): Parsed<Libc> {
  const { oldest, newest } = libcReleases(libc.name);
  const beyond = (end: string): Parsed<Libc> => {
    const message = `${named} is ${end}, so what it does is unknown.`;
    const hint = `Name a release from ${oldest} to ${newest}.`;
    return { value: undefined, diagnostics: [warning('libc-release-unknown', message, hint, undefined)] };
  };
  if (compareReleases(libc.version, newest) > 0) return beyond(`newer than ${newest}, the newest release in the table`);
  if (compareReleases(libc.version, oldest) < 0) return beyond(`older than ${oldest}, the oldest release in the table`);
  return { value: libc, diagnostics: [] };
}
