/** Names the place in messages; there are no files to open. */
export const fileURLToPath = (url: URL): string => url.href
