/** What the manual says in addition to the help: the query language, formats, and the headings of the man page. */
import { formats } from './terms.js'

/** Every operator of the query language: how it is written, an example that finds something in the sample corpus, and its meaning. */
export const operators = {
  words: ['A B', '核桃 账本', 'both words: articles with all of them first, then those with most (--match)'],
  every: ['*', '* date:2024', 'every article, newest first'],
  exact: ['"A B"  “A B”  「A B」  \'A', '"阿尔曼别托夫"', 'exactly this string, wherever it stands'],
  not: ['-A  NOT A', '核桃 -账本', 'without this'],
  or: ['A | B  A OR B', '茶 | 咖啡', 'one of them, or both'],
  group: ['(A | B) C', '(茶 | 咖啡) 水温', 'brackets group'],
  title: ['title:A  标题:A', '标题:核桃', 'in the title'],
  author: ['author:A  作者:A', '作者:远山报', 'by this author'],
  tag: ['tag:A  标签:A', 'tag:贸易', 'with this tag or category'],
  path: ['path:A  路径:A', 'path:jekyll', 'in the path of the file'],
  site: ['site:A  网站:A', 'site:example.com', 'from this site, by the web address'],
  date: [
    'date:D  date:D..D  date:>=D  日期:D',
    '核桃 date:2022..2024',
    'on these days; D is 2024, 2024-05, 2024-05-21 or 2024年5月; either end of .. may be open',
  ],
  prefix: ['A*', '阿尔曼*', 'words that begin like this; * works only at the end of a word'],
  fuzzy: ['A~  A~2', 'unicod~', 'words that differ in at most one letter; with ~2, in two'],
  regex: [
    '/A/',
    '/阿[尔耳]曼.{1,3}夫/',
    'a regular expression (RE2) that a line matches; --regex reads the whole query as one',
  ],
  near: ['A NEAR/10 B', '核桃 NEAR/20 贸易', 'at most so many characters apart, in either order'],
  close: ['"A B"~10', '"茶 水温"~20', 'the words of the quotes in this order, at most so many characters apart'],
  sentence: ['A SENTENCE B', '核桃 SENTENCE 贸易', 'both in one sentence'],
  paragraph: ['A PARAGRAPH B', '核桃 PARAGRAPH 贸易', 'both in one paragraph'],
  boost: ['A^2', '茶^2 核桃', 'its weight, multiplied by this'],
  pinyin: [
    'pinyin  py',
    'aermanbietuofu',
    'Latin letters are also read as pinyin, in full or as initials (--no-pinyin)',
  ],
  escape: ['\\', '核桃 \\(', 'makes the sign after it an ordinary character'],
} as const

type Meanings = Readonly<Record<keyof typeof operators, string>>

export const manual = {
  queryTitle: 'The query language. Full-width and half-width signs mean the same; quote the query for your shell.',
  operatorHeadings: { written: 'written', means: 'means', example: 'example' },
  operators: Object.fromEntries(Object.entries(operators).map(([key, [, , means]]) => [key, means])) as Meanings,
  readTitle: 'Files that are read, by the end of their names:',
  readNote:
    'For a compressed file, the name before .gz or .zst counts. From any other file, extract the text first: pdftotext f.pdf - | xunzhang index -',
  kinds: formats,
  printedTitle: 'Formats that search prints (--format):',
  formats: {
    text: 'for people: rank and title; date, author, ID; the passage',
    json: 'one object: query, total, hits, facets; with --batch one per line',
    ndjson: 'an object for each hit, one per line; with --batch one for each query',
    tsv: 'rank, id, score, title, date, author, path, passage, tab-separated; --fields chooses',
    csv: 'RFC 4180 with a header; --fields chooses columns, --bom is for spreadsheets',
    vimgrep: "path:line:column:text, for vim's quickfix list and other editors; columns count bytes",
    trec: 'run lines for trec_eval: query Q0 article rank score xunzhang',
  },
  fieldsTitle: 'Columns for --fields:',
  jsonNote:
    'Offsets in JSON (highlights, titleHighlights) count UTF-16 units of the string beside them, as JavaScript does: text.slice(start, end).',
  settingsText: [
    'Options that you would type each time can go into the settings file:',
    '$XDG_CONFIG_HOME/xunzhang/config.yaml, that is ~/.config/xunzhang/config.yaml. "all" is for every command that has the option.',
  ],
  settingsNotes: [
    'They count as if they were typed. Highest first: the command line, $XUNZHANG_INDEX, settings of the command, "all".',
    'A mistake is reported with its line. --no-settings uses none of them. Keys and colours of the terminal UI',
    'stand beside "commands" (docs/screens).',
  ],
  man: {
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    description: 'DESCRIPTION',
    descriptionText:
      'xunzhang indexes folders of Chinese articles and searches them: quoted strings exactly, anything else ranked, with passages. Without a command it opens the terminal UI.',
    commands: 'COMMANDS',
    common: 'Options of every command',
    query: 'QUERY LANGUAGE',
    formats: 'FORMATS',
    settings: 'SETTINGS',
    environment: 'ENVIRONMENT',
    environmentRows: {
      XUNZHANG_INDEX: 'the index, where --index is not given',
      NO_COLOR: 'if set, text has no colours',
      XUNZHANG_TOKEN: 'the token that serve demands, where neither --token nor --token-file is given',
      OPENSEARCH_KEY: 'the key of a cluster',
      XUNZHANG_RERANK_KEY: 'the key of the model that --rerank asks',
      XUNZHANG_EMBED_KEY: 'the key of the model that --embed asks',
      'LC_ALL, LC_MESSAGES, LANG': 'the language of messages: Chinese if it begins with zh',
    },
    status: 'EXIT STATUS',
    statusText: '0 if something was found or done, 1 if nothing was found, 2 after an error.',
    seeAlso: 'SEE ALSO',
  },
}
