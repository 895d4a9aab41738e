/** Every reason of an error or a problem in Chinese. The English tables define the reasons and their parameters. */
import { lazy } from '../../../base/growing.js'
import { rows, type Phrasing } from '../../../base/fault.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { sources } from './sources.js'

const narrow = '请加一个词、给短语加引号，或用 --match all。'
const sameOptions = '请使用与上次相同的选项，或用 --force 全部重新推送。'
const checkServer = '请检查该地址是否是 OpenSearch 节点，中间没有别的程序代答。'
const again = '没有提交，上次推送的内容不变；请再运行一次命令。'

const cluster = rows(() => ({
  CLUSTER_ADDRESS: {
    others: '集群上的集合只能单独检索。请只给一个 --index，或只给文件夹。',
    form: '不是集合的地址。请写 opensearch://host:9200/collection（小写），TLS 用 opensearchs://；密钥放在 OPENSEARCH_KEY。',
    certificates: '读不了证书文件。请检查 OPENSEARCH_CA。',
    key: 'API 密钥里有换行或其他无法发送的字符。请检查 OPENSEARCH_KEY。',
  },
  CLUSTER_ANSWER: {
    large: `集群给出了超过 {most} MiB 的应答。${checkServer}`,
    'no JSON': `集群给出了不是 JSON 的应答。${checkServer}`,
    'other form': `集群给出了形式不符的应答。${checkServer}`,
  },
  CLUSTER_FAILS: {
    silent: ({ seconds, detail }) => [
      `集群在 ${seconds} 秒内没有应答${detail === '' ? '' : `（${detail}）`}`,
      '请检查集群是否在运行、地址是否正确。',
    ],
    forbids: '集群拒绝访问（{status}）。请把 OPENSEARCH_KEY 设为该集群认可的密钥。',
    status: ({ status, detail, mayPass }) => [
      `集群回答 ${status}：${detail}`,
      mayPass ? '请查看节点与分片的状态，再试一次。' : '请看 docs/CLUSTER.md 的“Limits”。',
    ],
    nodes: '每个分片 {replicas} 个副本需要 {replicas} 个节点，现有 {nodes} 个。请启动更多节点，或减小 --replicas。',
    list: '已推送文件的列表缺了一部分。请检查集群的节点与分片；如果没有缺失，请用 --force 全部重新推送。',
    version: '服务器是 {version}，推送需要 OpenSearch 2.12。请更新服务器。',
    overtaken: '查询试了几次，每次途中都有新的推送提交。请再查询一次。',
    shards: ({ lost, shards }) =>
      lost.length === shards
        ? ['没有分片能连上', '请启动集群的节点。']
        : [`${shards} 个分片中的 ${lost.join('、')} 连不上`, '请启动存有它的节点，或用 --allow-partial 搜索其余部分。'],
  },
  PUSH_INCOMPLETE: {
    arrived: `{arrivals} 篇文章里只有 {arrived} 篇送达。${again}`,
    removed: `{removals} 篇文章里只有 {gone} 篇标为已删除。${again}`,
  },
  TOO_BROAD: {
    scores: `超过 {most} 篇文章得分太近，分不出先后。${narrow}`,
    tied: `匹配的文章超过 {most} 篇，数量太多，无法分出先后。${narrow}`,
    checked: '为 {word} 要读超过 {most} 篇文章。请加一个较少见的词。',
    fuzzy: '为“{word}~”要读超过 {most} 篇文章。请多写几个字，或去掉“~”。',
  },
  PINYIN_TOO_BROAD: '拼音只在不超过 {most} 篇的集合里可用。请不用拼音搜索。',
  COLLECTION_MISSING: {
    none: '这里没有集合。请用“xunzhang push PATH --to {address}”推送文章。',
    unfinished: '还没有完成过推送。请用“xunzhang push PATH --to {address}”推送文章。',
  },
  PUSH_LOCKED: {
    running: '进程 {pid} 自 {since} 起一直在推送。请等它完成，或停止它。',
    elsewhere:
      '另一台机器上的进程 {pid} 自 {since} 起一直在推送。请等它完成；如果它已不在运行，请在 {until} 之后再试。',
    overtaken: '另一次推送抢先了。请等一次推送结束再开始下一次；请再运行一次。',
  },
  PUSH_OPTION: {
    clean: `推送时用了 --clean。${sameOptions}`,
    unclean: `推送时没有用 --clean。${sameOptions}`,
    shards: `集合有 {shards} 个分片，不能更改。${sameOptions}`,
    consistency:
      '每个分片只有 {replicas} 个副本，无法由 {wanted} 个副本确认写入。--write-consistency 不能大于 --replicas。',
  },
}))

const dates = '请写 date:2024、date:2024-05-21、date:2022..2024 或 date:>=2024-05。'
const fewer = '请去掉一些。'

const queries = rows(() => ({
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
  REGEX: {
    invalid: '不是正则表达式：{detail}。请用 RE2 的语法，/ 写作 \\/。',
    long: '正则表达式超过 {most} 个字符。请写短些。',
    unavailable: '这里不能用正则表达式。请用词、引号里的文字或前缀。',
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
    distance: '{operator} 没有写距离。请写字数，如 NEAR/10。',
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

const keyNames = '按键写作 enter、f5、ctrl-r、alt-shift-n。'

const settings = rows(() => ({
  SETTINGS_FILE: {
    unreadable: '无法读取设置文件。请检查文件权限。',
    syntax: '{detail}。请用 YAML 写设置。',
  },
  SETTING: {
    all: '设置应由名称与值组成。请每行写一项“名称: 值”。',
    map: '{name} 应由名称与值组成。请每行写一项“名称: 值”。',
    unknown: '没有设置 {name}。可用的有：{known}。',
    choice: '{name} 应为 {choices} 之一。请用其中之一。',
    value: '{name} 应是一个值。请写作“{name}: 值”。',
    list: '{name} 应是一个值，或一列值。请写作“{name}: 值”。',
    colour: '{name} 应写颜色。请用这些词：{words}。',
    editor: ({ name }) => [`${name} 应是含 {file} 的命令`, '请写成：vim +{line} {file}。'],
  },
  KEY: {
    none: `{name} 没有写按键。${keyNames}`,
    unknown: `{name}：{key} 不是按键。${keyNames}`,
    other: '{name}：终端把 {key} 当作 {other} 发送。请换一个按键。',
    taken: '{name}：{key} 已经是 {other} 的按键。每个命令请用自己的按键。',
  },
}))

const parts = { record: '条记录', chapter: '章', entry: '条' }

export const chinese: Phrasing = {
  sentences: lazy(() => ({
    ...queries(),
    ...indexes(),
    ...sources(),
    ...cluster(),
    ...program(),
    ...settings(),
  })),
  column: (column) => `查询第 ${column} 列`,
  part: ({ kind, number }) => `第 ${number} ${parts[kind]}`,
  colon: '：',
  stop: '。',
  comma: '、',
}
