/** Where a fact comes from: a page of the Linux manual, a file of the kernel, a thread of its owners. */
export interface Source {
  title: string;
  url: string;
}

/** A page of the Linux manual. */
// @__NO_SIDE_EFFECTS__
export function manual(page: string, section = 2): Source {
  return {
    title: `${page}(${section})`,
    url: `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`,
  };
}

/** A file of Linux, at the version whose headers the engine knows, and the function in it. */
// @__NO_SIDE_EFFECTS__
export function kernelFile(file: string, place: string): Source {
  return { title: `Linux ${file}, ${place}`, url: `https://elixir.bootlin.com/linux/v6.12/source/${file}` };
}

/** A pull request or an issue on GitHub. */
// @__NO_SIDE_EFFECTS__
export function thread(repository: string, number: number): Source {
  return { title: `${repository} ${number}`, url: `https://github.com/${repository}/issues/${number}` };
}
