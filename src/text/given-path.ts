/** The path of articles that a program gave: they come from no file, and no update of files touches them. */
export const givenPath = ''
