// `#other` where all of the engine is there from the start; inPage.ts loads it later.

export { readInspect, readOperator, tellOtherText } from './readInspect.ts';
