/** A worker's first word, said once its scripts are there: one that never says it hangs. */
export const READY = 'ready';
