/** Leads whoever followed an old link on to where its heading is now: without a script, the line that is left of the heading has the link. */
export function startLeadingOn(): void {
  const leadOn = () => {
    const moved = document.getElementById(decodedHash())?.dataset.moved;
    // In its place, so that the way back doesn't end here.
    if (moved !== undefined) location.replace(moved);
  };
  leadOn();
  addEventListener('hashchange', leadOn);
}

function decodedHash(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}
