/** Brings the answer into sight, and those who read by keyboard or ear to it. */
export const showAnswer = (id: string): void => document.getElementById(`${id}-answer`)?.focus();
