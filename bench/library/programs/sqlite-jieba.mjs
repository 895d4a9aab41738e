import { peer } from '../peer.mjs'
const Database = await peer('better-sqlite3')
const { Jieba } = await peer('@node-rs/jieba')
const jieba = Jieba.withDict((await peer('@node-rs/jieba/dict')).dict)
const cut = (text) => jieba.cut(text.normalize('NFKC'), true).join(' ')

export async function build(articles) {
  const database = new Database(':memory:')
  database.exec(`create table article(number integer primary key, id, title, text);
    create virtual table word using fts5(title, text, content = '')`)
  const insert = database.prepare('insert into article values (?, ?, ?, ?)')
  const insertWords = database.prepare('insert into word (rowid, title, text) values (?, ?, ?)')
  const insertAll = database.transaction(() => {
    for (const [number, { id, title, text }] of articles.entries()) {
      insert.run(number, id, title, text)
      insertWords.run(number, cut(title), cut(text))
    }
  })
  insertAll()
  return database
}

const phrase = (text) => `"${cut(text).replaceAll('"', '""')}"`
const select = 'select id from word join article on number = word.rowid where word match ? order by rank'
const ask = (database, match, end) => database.prepare(`${select} ${end}`).pluck().all(match)
export const search = async (database, query) => ask(database, query.split(/\s+/).map(phrase).join(' '), 'limit 10')
export const find = async (database, text) => ask(database, phrase(text), '')
