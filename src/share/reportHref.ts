/**
 * Where “this is wrong” leads: a new issue of the project's repository with the state in it, or, in a build that names no repository
 * (REPO_URL), a mail draft that says the same. Nothing is sent before the reader sends it.
 */
export function reportHref(repository: string | undefined, subject: string, state: string): string {
  const body = `What the site says, and where:\n${state}\n\nWhat the real thing says (versions, command, output):\n\n`;
  if (repository === undefined || repository === '') {
    return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  }
  const query = new URLSearchParams({ title: subject, body });
  return `${repository.replace(/\/$/, '')}/issues/new?${query}`;
}
