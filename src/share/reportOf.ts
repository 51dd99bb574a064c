/** A report of something wrong: what it says, and where it opens; nothing is sent before the reader sends it. */
export interface Report {
  text: string;
  /** A new issue of the project's repository with the text in it; undefined in a build that names no repository (REPO_URL). */
  href: string | undefined;
}

/** The report of a wrong answer with the state in it. */
export function reportOf(repository: string | undefined, subject: string, state: string): Report {
  const body = `What the site answers, and where:\n${state}\n\nWhat the real tool prints (versions, command, output):\n\n`;
  const text = `${subject}\n\n${body}`;
  if (repository === undefined || repository === '') return { text, href: undefined };
  const query = new URLSearchParams({ title: subject, body });
  return { text, href: `${repository.replace(/\/$/, '')}/issues/new?${query}` };
}
