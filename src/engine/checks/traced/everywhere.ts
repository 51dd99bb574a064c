// `#traced` where all of the engine is there from the start; inPage.ts loads it later.

export { askedTrace } from './askedTrace.ts';
