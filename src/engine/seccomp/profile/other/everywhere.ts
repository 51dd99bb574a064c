// `#other` where all of the engine is there from the start; inPage.ts loads it later.

export { readInspect } from './readInspect.ts';
export { readOperator } from './readOperator.ts';
export { tellOtherText } from './tellOtherText.ts';
