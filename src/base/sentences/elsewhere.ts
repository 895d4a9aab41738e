/** The sentences about sources and clusters, which an engine never meets: there, no-elsewhere.ts stands in. */
export { cluster } from './cluster.js'
export { sources } from './sources.js'
