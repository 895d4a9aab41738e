/** Texts in columns. Loaded for them alone: to measure columns takes patterns that need 20 ms to compile. */
export { createKwicText } from '../reading/kwic-text.js'
export { timelineText } from '../reading/timeline-text.js'
export { startOf } from '../terminal/columns.js'
