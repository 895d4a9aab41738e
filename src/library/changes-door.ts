/** What changes an index, loaded at the first change. */
export { makeIndex } from '../indexing/given/create.js'
export { ArticleWriter } from '../indexing/given/writer.js'
