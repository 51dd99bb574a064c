/** Brings the id that is asked for, and its answer under it, in sight once they are drawn. */
export function showAnswer(id: string): void {
  requestAnimationFrame(() => document.getElementById(`${id}-answer`)?.parentElement?.scrollIntoView());
}
