import { rows } from '../../../base/fault.js'
import type { operands as english } from '../../../base/sentences/program.js'
import type { WantedValue } from '../../../base/options/spec.js'

export const operands: typeof english = {
  command: '命令',
  options: '选项',
  pattern: '模式',
  path: '路径',
  file: '文件',
  folder: '文件夹',
  fileOrInput: '文件|-',
  query: '查询',
  queries: '查询文件',
  judgements: '判断文件',
  id: '编号',
  word: '词',
  text: '文字',
  number: '数',
  numberOrAll: '数|all',
  size: '大小',
  field: '名称:类型',
  fieldName: '字段',
  window: '数|sentence',
  context: '数|sentence|paragraph',
  url: '地址',
  address: '地址',
  secret: '口令',
}

const didYouMean = (guess: string | undefined, otherwise: string) =>
  guess === undefined ? otherwise : `是否想写 ${guess}？`
const helpOf = (command: string) => `请看“xunzhang help ${command.split(' ', 1)[0]}”。`

const orOne = (words: readonly string[]) => (words.length === 0 ? '' : `，或 ${words.join('、')}`)

const wanted = ({ type, min, max, choices }: WantedValue) =>
  ({
    whole: ` ${min} 到 ${max} 的整数${orOne(choices)}`,
    size: '字节数',
    one: ` ${choices.join('、')} 之一`,
    list: `列表，元素取自 ${choices.join('、')}`,
    flag: ' true 或 false',
    text: '字符串',
    texts: '字符串列表',
    items: '数组、可迭代对象或异步可迭代对象',
    place: '非空字符串',
    id: '字符串或数',
    callback: '函数',
    signal: ' AbortSignal',
    object: '对象',
  })[type]

const reinstall = '请重新安装 xunzhang，或用“npm run build”构建。'
const alsoBroken = (more: number): string => (more === 0 ? '' : `；另有 ${more} 行有误`)

const wordFlaws = {
  empty: () => '这个词没有可见的字符',
  long: (most: string) => `这个词超过 ${most} 个字符`,
  large: (text: string) => `词频 ${text} 太大`,
  frequency: (text: string) => `“${text}”不是词频：应为不小于 0 的整数`,
  tag: (text: string) => `“${text}”既不是词频，也不是词性`,
  surplus: (text: string) => `“${text}”是多余的一项`,
}

const synonymFlaws = {
  arrows: '有不止一个 =>',
  gap: '逗号或 => 旁边缺少词',
  single: '只有一个词，没有同义词',
}

export const program = rows(() => ({
  COMMAND_UNKNOWN: ({ name, guess }) => [
    `没有命令“${name}”`,
    didYouMean(guess === undefined ? undefined : `“xunzhang ${guess}”`, '请看“xunzhang help”。'),
  ],
  OPTION_UNKNOWN: ({ option, guess }) => [
    `没有选项 ${option}`,
    didYouMean(guess, '请看 --help；以短横线开头的词写在“--”之后。'),
  ],
  OPTION_FORM: {
    name: '没有这个选项。选项有 {choices}。',
    missing: ({ option, value }) => [
      `${option} 缺少值`,
      `请写 ${option} ${typeof value === 'string' ? operands[value] : value.literal}。`,
    ],
    unwanted: '{option} 不带值。请只写 {option}。',
    batch: '--batch 从文件读取查询，这里却又写了查询。请去掉查询，或去掉 --batch。',
    repeated: '给出了多次。请只给一次。',
    origin: '“{value}”不是网站的来源。请写协议与名称，如 https://my.site。',
    exclude: '{first} 与 {second} 不能同用。请去掉其中一个。',
  },
  OPTION_VALUE: ({ value, ...rest }) => [`${value} 不是有效的值`, `应为${wanted(rest)}。`],
  NUMBER_INVALID: {
    whole: ({ option, value, min, max, or = [] }) => [
      `${option} 是“${value}”`,
      `请给 ${min} 到 ${max} 的整数${orOne(or)}。`,
    ],
    size: '{option} 是“{value}”。请给字节数，如 512M 或 2G。',
    weight: '{value} 不能作为权重。请给出 0 到 1 之间的数。',
  },
  CHOICE_INVALID: ({ option, value, choices, guess }) => [
    `${option} 是“${value}”`,
    didYouMean(guess, `请选 ${choices.join('、')} 之一。`),
  ],
  ARGUMENT: {
    missing: ({ command, operand }) => [`${command} 缺少${operands[operand]}`, helpOf(command)],
    unexpected: ({ command, takes, value }) => [
      `${command} ${takes.length === 0 ? '不带参数' : `只需一个${takes.map((name) => operands[name]).join('和一个')}`}；多余的参数“${value}”`,
      helpOf(command),
    ],
    action: '{command} 缺少动作。请写 {command} 加 {actions} 之一。',
    noAction: '{command} 没有动作“{name}”。请写 {command} 加 {actions} 之一。',
    query: '查询是空的。请写要找的词，或用 --batch 文件。',
  },
  READING: {
    fine: '按 {by} 划分，时段超过 {most} 个。请用 --by month 或 --by year，或在查询里加 date:2020..2024。',
    series: '有 {count} 个查询，一次最多统计 {most} 个。请分几次查询。',
    field: '“{field}”没有可统计的值。请用 {known} 之一。',
  },
  FILE_UNREADABLE: '无法读取（{system}）。请检查路径与权限。',
  FILE_MISSING: {
    file: '无法读取文件。请检查路径与权限。',
    system: '无法读取（{system}）。请检查路径与权限。',
  },
  COLLECTION_UNKNOWN: '没有名为“{name}”的文集。请从 {known} 中选，或不写以查询全部。',
  CURSOR_INVALID: '不是这个查询的续页标记。请用同一查询上次返回的 cursor，或不写。',
  TOKEN: {
    needed: '{host} 可从其他机器访问。请用 --token 或 --token-file 给出口令（至少 16 个字符），或不写 --host。',
    weak: '口令太短，或含有不允许的字符。口令请用至少 16 个字母和数字。',
  },
  ADDRESS_TAKEN: '无法监听（{system}）。请换一个 --port，或用 --port 0 任选空闲端口。',
  ENDPOINT_INVALID:
    '{value} 不是模型的地址。请写全，如 http://localhost:8080/v1/rerank 或 http://localhost:8080/v1/embeddings。',
  RERANKER_FAILED: '重排失败（{cause}），结果保持原来的顺序。请检查 --rerank 的地址，以及模型是否在运行。',
  EMBEDDER_FAILED:
    '向量模型出错（{cause}），结果只按词查找。请检查 --embed 的地址，以及模型是否在运行；--embed-timeout 可放宽时限。',
  EMBEDDING_STOPPED:
    '向量模型出错（{cause}），按词查找不受影响。请检查 --embed 的地址，以及模型是否在运行，然后再运行一次。',
  VECTORS_MISSING: '索引里没有向量，结果只按词查找。请先运行“xunzhang index --embed URL”。',
  MODEL_DIFFERS: ({ found, expected }) => [
    `索引的向量出自${expected || '未命名的模型'}，不是${found || '未命名的模型'}，结果只按词查找`,
    '请用 --embed-model 给出该名称，或用“xunzhang index --embed URL --embed-model NAME”重做全部向量。',
  ],
  VECTOR_LENGTH:
    '模型给出的向量有 {found} 维，索引里的有 {expected} 维，无法比较。请用生成这些向量的模型，或用“xunzhang index --embed URL --embed-model NAME”重做全部向量。',
  LINE_INVALID: {
    query: () => ['不是查询', '请写纯文字，或在一行内写 {"_id": "1", "text": "…"}。'],
    judgement: '不是相关性判断。请写查询、文章、等级，以制表符分开。',
  },
  NO_JUDGED_QUERY: '没有查询带有相关文章。请检查两个文件的查询编号是否一致。',
  WATCH_LIMIT:
    '系统无法监视这么多文件（{system}）。请提高上限（fs.inotify.max_user_watches），或不用 --watch，不时运行“xunzhang index”。',
  WORD_FILE: {
    lexicon: ({ isIrregular }) => [`无法读取词典${isIrregular ? '：不是普通文件' : ''}`, '请检查 --lexicon 的路径。'],
    synonyms: ({ isIrregular }) => [
      `无法读取同义词文件${isIrregular ? '：不是普通文件' : ''}`,
      '请检查 --synonyms 的路径。',
    ],
  },
  LEXICON_LINE: ({ flaw, text, more }) => [
    wordFlaws[flaw](text) + alsoBroken(more),
    '一行是一个词，后面可有词频与词性，以空格分开。',
  ],
  COMPILED_LEXICON: {
    unknown: `不是编译好的词典。${reinstall}`,
    version: `编译好的词典版本是 {found}，应为 {expected}。${reinstall}`,
    size: `编译好的词典有 {found} 字节，应为 {expected}。${reinstall}`,
  },
  SYNONYMS_LINE: ({ flaw, more }) => [synonymFlaws[flaw] + alsoBroken(more), '一行写作“a, b, c”或“a, b => c, d”。'],
  NOT_INSTALLED: {
    data: 'xunzhang 的数据文件缺失。请重新安装 xunzhang；若从源码运行，请先执行“npm run build”。',
    nodejieba: 'nodejieba 没有安装或没有编译成功。请用“npm install nodejieba”安装，或去掉 --tokenizer。',
    terminal: '没有终端。请在终端里运行，或用“xunzhang search”。',
  },
  EXPORT_MISSING:
    '这里既不是生成好的网站，也不是导出的结果。请给出含有 index.html 的文件夹，或“xunzhang export --to DIR”写入的文件夹。',
  TOKENIZER_WORDS: '切分函数 {name}：“{word}”不是“{text}”的下一个词。请让 tokenize 返回的词连起来就是原文，每次相同。',
  WORD_NOT_HAN: '这个词不全是汉字。字母、数字与符号按规则切分，直接搜索即可。',
}))
