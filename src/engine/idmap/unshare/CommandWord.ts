/** One word of a command, its quotes taken away and what it names of the caller filled in. */
export interface CommandWord {
  text: string;
  /** Where it stands in the command as given. */
  start: number;
  end: number;
}
