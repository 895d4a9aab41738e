/** The path of articles that a program passed: they come from no file, and updating files never changes them. */
export const givenPath = ''
