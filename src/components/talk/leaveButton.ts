/** What a pointer pressed keeps the focus, and the space bar would press it once more instead of moving on. */
export function leaveButton(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches('button')) activeElement.blur();
}
