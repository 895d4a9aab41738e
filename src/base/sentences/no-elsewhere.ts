/** An engine has neither sources nor a cluster. */
export const cluster = () => ({})
export const sources = () => ({})
