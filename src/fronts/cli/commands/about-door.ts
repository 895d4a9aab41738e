/** The commands that print what is known without an index. */
export { completionsCommand } from './about/completions-command.js'
export { manCommand } from './about/man-command.js'
export { topicCommand } from './about/topic-command.js'
