/** Text for a shell, or lines for a file. */
export interface PasteStep {
  /** Where it goes: a shell on the host or in the container, or the path of a file; `add`: beside what the file has. */
  where: { shell: 'host' | 'container'; root: boolean } | { file: string; add?: true };
  text: string;
  /** What it is for, or when it is needed, in a sentence. */
  note?: string;
}
