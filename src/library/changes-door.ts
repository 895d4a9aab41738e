/** What changes an index, loaded at the first change. */
export { makeIndex } from '../indexing/writer/create.js'
export { ArticleWriter } from '../indexing/writer/writer.js'
