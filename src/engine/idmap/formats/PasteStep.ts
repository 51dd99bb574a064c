/** Text for a shell, or lines for a file. */
export interface PasteStep {
  /**
   * Where it goes: a shell on the host or in the container, or a file. Of a file that may have something in it already, `add` says that the lines
   * go beside that, and `replaces` names the lines whose place they take: nothing else of it may be lost. Neither: a file of the reader's own making.
   */
  where: { shell: 'host' | 'container'; root: boolean } | { file: string; add?: true; replaces?: string };
  text: string;
  /** What it is for, when it is needed, or what to beware of, in a sentence or two. It is read before the text is pasted. */
  note?: string;
}
