import type { Arch } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import type { ImageLibc } from '../libc/libcOfImage.ts';
import type { Stack, StackEngine } from '../Stack.ts';

/** A value, and where the reader's text has it. */
export interface Found<T = string> {
  value: T;
  span: Span;
}

/** What a reader's machine has, as far as the pasted outputs tell. Releases are as printed: "26.1.5+dfsg1". */
export interface Installed {
  engine?: Found<StackEngine>;
  engineVersion?: Found;
  runtime?: Found<Stack['runtime']>;
  runtimeVersion?: Found;
  libseccomp?: Found;
  /** newuidmap and newgidmap: the package uidmap. */
  shadow?: Found;
  /** `uname -r`. */
  kernel?: Found;
  /** The machine that the programs are built for. */
  machine?: Found<Arch>;
  /** "debian 13", "ubuntu 22.04". */
  distribution?: Found;
  kubernetes?: Found;
  /** An image, where its name tells its libc. */
  image?: Found<ImageLibc & { name: string }>;
  /** The libc that `ldd --version` named. */
  libc?: Found<{ name: 'glibc' | 'musl'; version: string }>;
}
