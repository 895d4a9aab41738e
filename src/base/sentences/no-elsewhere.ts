/** An engine has neither sources nor a cluster nor settings. */
export const cluster = () => ({})
export const sources = () => ({})
export const settings = () => ({})
