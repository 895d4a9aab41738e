/** What proves by volume draws a fixed sample in `npm test`, and all of it in `npm run prove -- --tests`. */
export const isProving = process.env['XUNZHANG_PROVE'] === '1'

/** @returns the sample's size, or that of everything */
export const volume = (sample: number, all: number): number => (isProving ? all : sample)
