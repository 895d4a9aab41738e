import { rows } from '../../../base/fault.js'

const rebuild = '请用“xunzhang index --force”重建。'
const ownFolder = '请用 --index 另选文件夹。'
const emptied = '请确认文件都在；索引不变。加 --allow-empty 则去掉它的文章，以后也如此。'
const goOn = '，再运行一次命令；上次提交的索引不变。'

const once = '字段只声明一次：请去掉声明，或另建索引。'

const givenFlaws = {
  object: ['不是对象', '请给出含“id”和“text”或“title”的对象。'],
  id: ['缺失、为空或超过 2000 个字符', '请给出不与其他文章重复的文本或数字。'],
  text: ['不是文本', '请给出字符串。'],
  texts: ['不是文本列表', '请给出字符串数组。'],
  date: ['不是日期', '请给出 Date，或“2024-05-21”这样的文本。'],
  json: ['无法用 JSON 表示', '请给出文本、数字、列表或普通对象。'],
  large: ['过大', '请缩短，或去掉。'],
  empty: ['既无正文也无标题', '请给出“text”或“title”。'],
  body: ['缺失，却有“body”', '请改称“text”。'],
  half: ['含有半个字符（孤立的代理项）', '请在字符之间截断。'],
  number: ['不是有限的数', '请给出数字。'],
} as const

export const indexes = rows(() => ({
  INDEX_MISSING: '这里没有索引。请用“xunzhang index 文件夹”建立。',
  INDEX_UNFIT: {
    others: '文件夹里有别的文件，却没有索引。请给索引一个自己的文件夹。',
    object: '这不是已打开的文件夹索引。请给出 createIndex 或 openIndex 的返回值。',
    lexicon: '建立时用了词典，打开时却没有给出。请给出同一词典。',
    cursor: '游标不属于此次提交中的这个搜索，或与 offset 同时给出。请从第一页重新搜索。',
    closed: '索引已关闭。请重新打开。',
    cluster: '这是集群上的集合，不是文件夹。请用 --index DIR 指定索引文件夹；文章用“xunzhang push”推送到集群。',
    several: '这里同时打开了多个索引。请单独打开要更改的那个索引。',
    pending: '索引有尚未提交的更改。请先调用 commit() 或 rollback()。',
    given: '重建会丢失程序通过库添加的 {count} 篇文章。请先删除它们，或另建索引后重新给出。',
    export: '用 {tokenizer} 分词的索引不能在浏览器里搜索。请用 --tokenizer native 或 bigram 重新建立。',
    words: '只有文件夹里的索引能添加词。请用 --index DIR 指定索引文件夹。',
    tokenizer: '这个索引用 {tokenizer} 分词，不能添加词。请用“xunzhang index --tokenizer native”重建。',
    function: '这个索引由程序的切分函数 {tokenizer} 切分。请在那个程序里用它的“tokenizer”打开。',
    remote: '{command} 只用于本地索引。请用 --index DIR 指定索引文件夹。',
  },
  ANALYZER_DIFFERS: {
    index: '建立时的分析器是 {found}，本程序的是 {expected}。请运行“xunzhang index”更新它。',
    collection:
      '建立时的分析器是 {found}，本程序的是 {expected}。请用“xunzhang push --force”重新推送，或用当初推送的程序。',
    push: '推送时的分析器是 {found}，本程序的是 {expected}。请使用与上次相同的选项，或用 --force 全部重新推送。',
  },
  ARTICLE_NAMES: '有 {count} 篇文章叫“{id}”：{ids}。请给出其中一个编号。',
  ARTICLE_MISSING: ({ id, guess }) => [
    `没有编号为“${id}”的文章`,
    guess === undefined ? '编号见“xunzhang search”的结果。' : `是否想看“xunzhang show ${guess}”？`,
  ],
  VERSION_DIFFERS: {
    format: ({ found, expected }) => [
      `格式版本是 ${found}，应为 ${expected}`,
      found > expected
        ? '索引由更新版本的 xunzhang 写成：请升级本程序。'
        : '请用“xunzhang index 文件夹 --force”重建，写明它的各个文件夹。',
    ],
    section: `缺少“{section}”一节：文件由另一版本写成。${rebuild}`,
    layout: '集合的格式是 {found}，应为 {expected}。请用“xunzhang push --force”重新推送。',
  },
  INDEX_FILE: {
    missing: `文件不见了。${rebuild}`,
    unreadable: `无法读取文件（{system}）。请检查磁盘与权限。${rebuild}`,
    foreign: '这个文件属于另一个程序。请给索引一个自己的文件夹。',
    header: `首行不是清单的开头：文件已损坏。${rebuild}`,
    trailer: `文件没有尾部：已损坏。${rebuild}`,
    size: `文件有 {found} 字节，应为 {expected}：已损坏。${rebuild}`,
    least: `文件有 {found} 字节，应至少有 {expected}：已损坏。${rebuild}`,
    short: `位置 {at} 处应有 {expected} 字节，只能读出 {found}：文件已损坏。${rebuild}`,
    replaced: `文件被换过：校验和是 {found}，应为 {expected}。${rebuild}`,
    section: `“{section}”一节前后不符：文件已损坏。${rebuild}`,
    article: `“{section}”一节在第 {article} 篇文章处前后不符：文件已损坏。${rebuild}`,
    content: `内容前后不符：文件已损坏。${rebuild}`,
    value: `“{key}”的值不合理：文件已损坏。${rebuild}`,
    words: '添加过的词丢失了。请用“xunzhang lexicon add”再次添加。',
  },
  CHECKSUM_WRONG: {
    page: `第 {page} 页的校验和是 {found}，应为 {expected}：文件已损坏。${rebuild}`,
    table: `页表的校验和是 {found}，应为 {expected}：文件已损坏。${rebuild}`,
    manifest: `清单的校验和是 {found}，应为 {expected}：文件已损坏。${rebuild}`,
  },
  COUNT_DIFFERS: {
    articles: `有 {found} 篇文章，清单上是 {expected} 篇。${rebuild}`,
    deleted: `标为已删除的文章有 {found} 篇，清单上是 {expected} 篇。${rebuild}`,
    postings: `有 {found} 条倒排记录，段表上是 {expected} 条。${rebuild}`,
  },
  ARTICLE_DAMAGED: {
    file: `文章 {article} 指向第 {file} 个文件，一共只有 {files} 个。${rebuild}`,
    text: `文章 {article} 的正文长度与记录不符。${rebuild}`,
    source: `文章 {article} 来自 {path}，目录中却没有这个文件。${rebuild}`,
  },
  ENGINE_REPLACED: '引擎读取索引之后，另一个程序提交了修改。请调用 rollback() 和 refresh()，然后重新修改。',
  INDEX_LOCKED: ({ pid, host, isElsewhere }) => [
    `${pid === undefined ? '另一个进程' : `${host} 上的进程 ${pid}`}正在写这个索引`,
    isElsewhere ? '请等它完成；如果它已不在运行，请删去此文件。' : '请等它完成，或停止它。',
  ],
  NOT_WRITABLE: {
    lock: '不是普通文件。请删除或改名：索引的写锁要用这个名字。',
    forbidden: '无法写入这里。请用 --index 另选文件夹，或修改权限。',
    folder: `不是文件夹。${ownFolder}`,
    name: '要写的文件名被一个文件夹占用。请删除该文件夹或给它改名。',
    handles: `打开的文件太多。请用“ulimit -n”提高上限${goOn}`,
    disk: `磁盘报错（{system}）。请检查磁盘${goOn}`,
    file: '无法写入（{system}）。请检查路径、权限与剩余空间。',
  },
  INTERRUPTED: {
    index: '已中断：上次提交的索引不变。再运行一次命令即可继续。',
    push: '已中断：上次推送的内容不变。再运行一次命令即可继续：已送达的不会重发。',
  },
  DISK_FULL: {
    space: `空间不足。请腾出空间${goOn}`,
    size: `文件会超过这里允许的大小。请提高上限（ulimit -f）或换一个文件系统${goOn}`,
  },
  NO_PATHS: {
    build: '没有给出路径，索引里也还没有来源。请给出文件夹或文件；空列表加“force”会建成空索引。',
    sync: '列表是空的，从文件读入的文章会因此全部移除。请给出文件夹或文件。',
  },
  SOURCE_REFUSED: {
    none: '没有可索引的内容：索引还没有来源，这里也没有 ./corpus 文件夹。请写“xunzhang index 文件夹”。',
    unrecorded: '无法从索引里读出以前索引了哪些文件夹。请写明它们：“xunzhang index 文件夹 --force”。',
    twice: '标准输入不能既是文件名列表又是文章。“-”只能给一次：作参数，或用于 --files-from。',
    unread: '--id 用来给标准输入的文章命名，这里却没有读标准输入。请加上“-”，或去掉 --id。',
    id: '“{id}”不能作索引里的文件名。请给 report.pdf 这样的名称。',
    unknown: '索引的来源里没有它。索引的来源是 {roots}。',
    noSource: '索引的来源里没有它。索引还没有来源。',
    within:
      '它在 {root} 之内，后者是作为整体编入索引的。请用“xunzhang index {root} --exclude 模式”排除它，或用“xunzhang forget {root}”去掉整个来源。',
    inIndex: '文章放在索引文件夹里。请用 --index DIR 给索引另选一个文件夹。',
  },
  SOURCE_GONE: {
    list: '文件名列表是空的。请检查输出列表的命令；索引没有改动。加 --force 则接受空列表。',
    root: '以前索引过这里，现在却不在了。请恢复它，或用“xunzhang forget 路径”从索引中去掉；索引没有改动。加 --force 则视为空。',
    pipe: '这份内容来自管道，重建时无法再读一遍。请用“xunzhang index - --force”重新输入，或用 --only 路径 --force 舍去它；索引没有改动。',
    files: `这里现在没有可读的文件，上次提交时还有。${emptied}`,
    articles: `这里现在没有文章，索引里却有 {count} 篇。${emptied}`,
    input: '标准输入为空。请检查管道前的命令；索引不变。加 --force 则视为没有文章。',
  },
  ARTICLE_INVALID: ({ number, key, flaw }) => [
    `第 ${number} 篇文章${key === '' ? '' : `的“${key}”`}：${givenFlaws[flaw][0]}`,
    givenFlaws[flaw][1],
  ],
  GIVEN_STOP_THREAD: '为程序给出的 {count} 篇文章建索引，所需内存超出一个线程的上限。请拆分过长的文本，或用“jobs: 1”。',
  FIELD_DECLARATION: {
    differs: `索引的字段“{field}”已声明为 {type}。${once}`,
    unknown: `索引没有字段“{field}”。${once}`,
    form: '“{value}”不是字段声明。请写成 NAME:TYPE，TYPE 为 keyword、number、date、text 或 stored；NAME 用 2 到 32 个字母、数字和 _，或用 1 到 16 个汉字。',
    taken: '“{value}”：这个名称在文章或查询中另有含义。请换一个。',
  },
}))
