import { rows } from '../../../base/fault.js'
import type { skipReasons as reasons } from '../../../base/sentences/sources.js'

const origin = '请检查文件的来源。'
const checkFile = '请检查文件；其余文章已编入索引。'
const leaveOut = '请用 --exclude 排除这个文件，或移出文件夹。'
const correctFile = '请改正文件，或排除它。'
const reader = '请用电子书阅读器检查文件。'
const unpackByHand = '请手工解压，检查内容。'
const split = '请拆分文件，或排除它；其余文章已编入索引。'

const jsonFlaw = ({ isCut, column }: { isCut: boolean; column: number }): string =>
  isCut ? '没有写完' : `${column === 0 ? '' : `第 ${column} 列`}有意外的字符`

const fieldKinds = {
  keyword: '既不是短文本，也不是短文本的列表',
  number: '不是数字',
  date: '不是日期',
  text: '不是文本，或过长',
  stored: '没有值',
}

export const skipReasons: Record<keyof typeof reasons, string> = {
  kind: '不读的类型',
  ignored: '被忽略文件排除',
  hidden: '隐藏',
  excluded: '被排除',
  output: '网站生成的内容',
  theme: '主题',
  layout: '布局',
  scaffold: '模板',
  draft: '草稿',
  settings: '设置',
  asset: '附带文件',
  empty: '没有正文的页面',
  list: '列表页',
  copy: '由已读的源文件生成的页面',
  outside: '不属于网站源文件',
  packages: '安装的软件包',
  export: '导出的结果',
}

export const sources = rows(() => ({
  PATH_MISSING: '没有这个文件或文件夹。请检查路径。',
  PATH_UNFIT: {
    unreadable: '无法读取。请检查路径与权限。',
    irregular: '不是普通文件。请给文件或文件夹。',
    name: '名字不是有效的 UTF-8。请改名。',
  },
  LINK_SKIPPED: {
    broken: '符号链接没有目标，或形成循环。请删去链接，或恢复它的目标。',
    outside: '符号链接指向文件夹之外，没有跟随。若要索引，请把它的目标也作为路径给出。',
    circular: '符号链接形成循环，没有跟随。请删去链接。',
  },
  FILE_TOO_LARGE: {
    size: '{size} MiB，超过单篇文章文件 {most} MiB 的上限。请拆分文件，或转成 JSONL。',
    memory:
      '{size} MiB，超过所给内存容得下的单篇文章文件大小（{most} MiB）。请调大 --memory，或拆分文件，或转成 JSONL。',
    articles: '文章总量超过文件大小的 {most} 倍；只读了前 {articles} 篇。请检查文件重复了什么，或拆分它。',
  },
  LEFT_OUT: ({ why }) => [`略过：${skipReasons[why]}`, '加 --drafts 则草稿也读，加 --all-pages 则列表页也读。'],
  KIND_UNREAD: {
    kind: '不读这类文件。请用“{command}”转换。',
    package: '读取它需要 {name}，尚未安装。请用“npm install -g {name}”安装，或用“{command}”转换。',
  },
  DOCUMENT_UNREAD: {
    damaged: '文件已损坏。请看别的程序能否打开。',
    encrypted: '文件已加密，或是 Word 2007 之前的格式。请去掉密码后另存；旧的 Word 文件请存为 .docx。',
    slow: '读取用时过长，或占用内存过多。请拆分文件，或排除它。',
    mail: '邮件无法解析。请检查这封邮件。',
  },
  PDF_WITHOUT_TEXT: {
    fonts: '字体没有嵌入文件，用它排的文字无法读取。请用“pdftotext FILE - | xunzhang index - --id FILE”提取。',
    all: '没有文字，只有页面图像。请先识别文字，例如用 ocrmypdf。',
    pages: '{all} 页中有 {count} 页没有文字。请先识别文字，例如用 ocrmypdf。',
  },
  NOTHING_READABLE: '所给的内容都读不了，索引没有改动。请看“xunzhang inspect 路径”。',
  RECORD_REPLACED: {
    one: '第 {by} 行的记录编号相同（“{id}”），取代了这一条。请让每条记录的编号不同。',
    several:
      '有 {count} 条记录被后面编号相同的记录取代，其中这一条（“{id}”）由第 {by} 行的取代。请让每条记录的编号不同。',
  },
  FIELD_VALUE: ({ field, type, count }) => [
    `${field} ${fieldKinds[type]}${count === 1 ? '' : `（共 ${count} 篇，这是第一篇）`}，已略去`,
    `请改正，或用 --field ${field}:类型 重新声明。`,
  ],
  FILE_FAILED: {
    vanished: `文件在读取时消失了。${checkFile}`,
    forbidden: '没有读取权限。请检查文件的权限；其余文章已编入索引。',
    other: '{detail}。请检查文件与权限；其余文章已编入索引。',
    irregular: `文件在读取时换成了别的东西。${checkFile}`,
    link: `文件在读取时换成了符号链接。${checkFile}`,
  },
  FILE_STOPS_THREAD: {
    memory: `读取它所需的内存超过一个线程的 {most} MiB。${split}`,
    size: `它太大，或嵌套太深，无法读取。${split}`,
    thread: `读取它时线程意外结束。${split}`,
  },
  READ_IN_PART: {
    lines: '超过 {most} 行；其后的各行没有清洗。要全部清洗，请拆分文字。',
    page: '不能确定网页的哪一部分是正文；最大的一块文字（{most} 字）已全部保留。请用“xunzhang inspect FILE”查看。',
    hidden: '标记有误或没有结束，{most} 个字因此没有读到。请改正标记，或改名为 .txt 按纯文本读取。',
    tags: 'HTML 标签超过 {most} 个，或字符引用超过该数的八倍；其后的文字没有清洗。要全部清洗，请拆分网页。',
    field: '标题或编号超过 {most} 个字，只取前面部分。请检查字段之间的分隔。',
    keys: '文章的其他字段过多，或超过 {most} 个字；部分未保存。要保存某个字段，请用 --field NAME:TYPE 声明。',
  },
  MORE_PROBLEMS: '另有 {count} 处类似的问题。请先解决已列出的。',
  ENCODING: {
    binary: '是二进制文件，不是文本。请用 --exclude 排除它，或移出文件夹。',
    unknown: '编码不是 UTF-8、UTF-16、GB18030 或 Big5。请转成 UTF-8。',
    doubtful: '没有完全相符的编码；按 {encoding} 读取。如果不对，请转成 UTF-8。',
  },
  BYTES_REPLACED: {
    places: `{count} 处不是有效的 {encoding}，已用 U+FFFD 代替。${origin}`,
    first: `有无效的 {encoding} 字节，已用 U+FFFD 代替；首次出现在这一行。${origin}`,
    nuls: `去掉了 {count} 个 NUL 字符。${origin}`,
  },
  TEXT_EMPTY: '没有正文。请检查文件的内容，或排除它。',
  FRONT_MATTER: {
    code: '文首数据是程序代码；程序代码从不执行。请在两行“---”之间用 YAML 写字段。',
    large: '文首数据超过 {most} KiB。请缩短它。',
    deep: '文首数据的值嵌套超过 {most} 层；只用了能读出的部分。请少嵌套几层。',
    many: '文首数据的值太多。请缩短它。',
    unclosed: '文首数据没有结束行。请以一行“---”结束它。',
    invalid: '文首数据不是有效的 {language}（{detail}）；只用了能读出的部分。请改正这一行。',
  },
  JSON_INVALID: {
    line: (flaw) => [`不是有效的 JSON（${jsonFlaw(flaw)}）`, '请改正或删去这一行。'],
    record: (flaw) => [`不是有效的 JSON（${jsonFlaw(flaw)}）`, '请改正或删去这条记录。'],
    file: (flaw) => [`不是有效的 JSON（${jsonFlaw(flaw)}）`, correctFile],
  },
  RECORD_UNFIT: {
    large: '记录有 {size} MiB，超过 {most} MiB 的上限。请拆分记录。',
    object: '不是记录：一行应是一个 JSON 对象。请改正或删去这一行。',
    empty: '记录没有正文。请给它“text”或“title”。',
    none: '没有带“text”或“title”的记录。请排除这个文件，或转成 JSONL。',
    values: '一条记录里的值超过 {most} 个。请拆分记录。',
    inFile: '一条记录里的值超过 {most} 个。请把文件转成 JSONL，或转成记录的列表。',
    tags: '这一条的 XML 标签超过 {most} 个。请去掉这一条。',
    warc: '记录超过 {most} MiB，或不是 WARC 文件。请检查文件。',
  },
  LIST_UNFIT: {
    cut: `列表不完整。${correctFile}`,
    continues: `列表之后还有内容，没有读取。${correctFile}`,
    empty: `列表是空的。${leaveOut}`,
    feedCut: '订阅源不完整。请重新获取，或改正文件。',
    feedEmpty: `订阅源里没有条目。${leaveOut}`,
    warcEmpty: '没有 WARC 记录。请检查文件。',
    warcCut: '最后一条记录不完整。请检查文件。',
  },
  FORMAT_UNKNOWN: {
    feed: `是 XML，但不是 RSS 或 Atom。${leaveOut}`,
    enex: `不是 ENEX 导出文件。${leaveOut}`,
    notebook: `不是 Jupyter 笔记本。${leaveOut}`,
  },
  ENTRIES_LEFT_OUT: {
    empty: '有 {count} 条既无标题也无正文。请检查其内容。',
    copied: '略过 {count} 条：其网页已收入。无需处理：正文可在网页中搜到。',
    posts: '略过 {draft} 篇未发布的文章，{other} 项附件、菜单与修订。若要收入，请发布后重新导出。',
    encrypted: '{count} 条笔记已加密，无法读取。请改为导出 .enex 文件。',
    cells: '有 {count} 个单元没有 source，没有读取。请改正文件。',
    pages: '有 {count} 个网页没有文字。请检查其内容。',
    damaged: '有 {count} 条记录已损坏。请检查文件。',
  },
  TABLE_UNFIT: {
    wide: '超过 {most} 列；多出的列没有读取。请检查单元格的分隔符。',
    empty: `表格里没有文章。${leaveOut}`,
    columns: '没有名为 text 或 title 的列。请在首行写列名。',
    cells: '单元格过多或过长，无法随文章保存；部分未读取。请检查单元格的分隔符。',
    quote: '引号没有闭合；从这一行起不再按引号读取。请检查引号。',
  },
  EPUB_DAMAGED: {
    zip: `EPUB 已损坏：不是有效的 zip。${reader}`,
    noList: `EPUB 已损坏：缺少章节目录。${reader}`,
    list: `章节目录已损坏，可能缺少章节。${reader}`,
    missing: `{all} 章里缺少 {missing} 章。${reader}`,
    repeated: `{all} 章里有 {repeated} 章重复，只读一次。${reader}`,
    empty: `EPUB 里没有章节。${reader}`,
  },
  PACKED: {
    damaged: `压缩数据已损坏或不完整。${unpackByHand}`,
    large: `解压后超过 {most} MiB。${unpackByHand}`,
    dense: `解压后超过原大小的 {most} 倍。${unpackByHand}`,
    line: `有一行超过 {most} MiB。${unpackByHand}`,
    files: `里面的文件超过 {most} 个。${unpackByHand}`,
    tags: `章节目录里的标签超过 {most} 个。${unpackByHand}`,
    zstd: `这个版本的 Node 不能解压 Zstandard（22.15 起可以）。${unpackByHand}`,
  },
}))
