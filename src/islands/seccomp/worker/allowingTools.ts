// What looks for changes that let calls pass: a script of its own, for a call that is allowed needs none.

export { offerItems } from '../words/offerItems.ts';
export { showTrace } from '../words/showTrace.ts';
