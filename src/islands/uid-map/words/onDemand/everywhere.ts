// `#onDemand` where all of the calculator is there from the start; inPage.ts loads it later.

export { makeView } from '../makeView.ts';
export { otherAnswer } from '../otherAnswer.ts';
