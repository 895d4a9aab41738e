/** Without files, no passage has a place in one. */
export const createLocating = () => (): undefined => undefined
