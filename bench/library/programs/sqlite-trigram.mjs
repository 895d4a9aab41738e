import { peer } from '../peer.mjs'
const Database = await peer('better-sqlite3')

export async function build(articles) {
  const database = new Database(':memory:')
  database.exec(`create virtual table article using fts5(id unindexed, title, text, tokenize = 'trigram')`)
  const insert = database.prepare('insert into article values (?, ?, ?)')
  database.transaction(() => articles.forEach(({ id, title, text }) => insert.run(id, title, text)))()
  return database
}

// Words of three characters and more use the index. For shorter ones LIKE reads the texts.
function ask(database, words, end) {
  const long = words.filter((word) => word.length > 2).map((word) => `"${word.replaceAll('"', '""')}"`)
  const short = words.filter((word) => word.length <= 2)
  const match = long.length > 0 ? ['article match ?'] : []
  const where = [...match, ...short.map(() => 'title || char(10) || text like ?')].join(' and ')
  const rows = database.prepare(
    `select id from article where ${where} ${long.length > 0 ? 'order by rank' : ''} ${end}`,
  )
  const values = [...(long.length > 0 ? [long.join(' ')] : []), ...short.map((word) => `%${word}%`)]
  return rows.pluck().all(values)
}

export const search = async (database, query) => ask(database, query.split(/\s+/), 'limit 10')
export const find = async (database, text) => ask(database, [text], '')
