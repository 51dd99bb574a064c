/** What was given can't be used: the command ends with status 2 and says this. */
export class InputProblem extends Error {}
