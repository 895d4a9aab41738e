import { rows } from '../../../base/fault.js'

const dates = '请写 date:2024、date:2024-05-21、date:2022..2024 或 date:>=2024-05。'
const fewer = '请去掉一些。'

export const queries = rows(() => ({
  BRACKETS: {
    unopened: '右括号没有对应的左括号。请删去它，或在前面写 \\。',
    unclosed: '括号没有闭合。请闭合它，或在前面写 \\。',
    empty: '括号里没有内容。请在其中写内容，或在每个括号前写 \\。',
    deep: '括号嵌套超过 {most} 层。请少用几层。',
  },
  QUOTES: {
    unclosed: '引号没有闭合。请用 {closer} 闭合，或在前面写 \\。',
    empty: '引号里没有内容。请在其中写要精确查找的文字。',
    single: '引号里只有一段文字。请在两段之间写空格，如 "新闻 报道"~10。',
  },
  OPERATOR: {
    distance: '“{text}”不是编辑距离。请用 ~1 或 ~2；单写 ~ 即 ~1。',
    boost: '权重超出范围。请用大于 0、不超过 {most} 的数。',
    operand: '{operator} 两边都要有内容。请补上，或给它加引号。',
    exclusion: '没有写要排除什么。请在 - 或 NOT 后写要排除的内容。',
  },
  PROXIMITY: {
    operand:
      '{operator} 两边只能是词、引号里的文字、前缀，或由它们组成的括号。请把字段、日期、排除和模糊词写在外面，如 title:(甲 NEAR/10 乙) -丙。',
    far: '距离超过 {most} 个字符。请用 PARAGRAPH，或只写出两个词。',
    many: '连用的邻近运算符超过 {most} 个。请去掉一些。',
  },
  FIELD_UNKNOWN: ({ field, known }) => [
    `没有字段“${field}”`,
    `请用 ${known.map((name) => `${name}:`).join(' ')} 之一，或给文字加引号。`,
  ],
  TAKEN_AS_TEXT: {
    field: ({ field, known, latin }) => [
      `没有字段“${field}:”，按文字查找`,
      `字段有 ${known.map((name) => `${name}:`).join(' ')}，也可写 ${latin.map((name) => `${name}:`).join(' ')}。`,
    ],
    minus: '这里的 - 被当作文字。要排除后面的内容，请改用 NOT。',
    star: '“{text}”里的 * 按原样查找。它只在词尾代表其余的字；词中的字不确定时请用 ~。',
  },
  FIELD_OPERAND: {
    empty: '{field}: 没有值。请在冒号后写值，如 {field}:新闻。',
    number: '{field}: 后应是数。请写 {field}:10、{field}:10..20 或 {field}:>=10。',
    date: '{field}: 后应是日期。请写 {field}:2024-05、{field}:2022..2024 或 {field}:>=2024。',
  },
  DATE: {
    expected: `date: 后应是日期。${dates}`,
    missing: `date: 没有值。${dates}`,
    unfinished: `日期没有写完：“{text}”。${dates}`,
    impossible: `没有这样的日期：“{text}”。${dates}`,
  },
  QUERY_TOO_LONG: {
    length: '查询超过 {most} 个字符。请缩短它。',
    parts: `查询里的引号、选择、排除与筛选共 {count} 项，最多 {most} 项。${fewer}`,
    fuzzy: `查询里有 {count} 个模糊词，最多 {most} 个。${fewer}`,
  },
  TIME_EXCEEDED: '{seconds} 秒内算不出结果。请换用较少见的词，或少要一些结果、缩短时间范围。',
}))
