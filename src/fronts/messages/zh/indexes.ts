import type { indexes as english } from '../../../base/sentences/indexes.js'

const rebuild = '请用“xunzhang index --force”重建。'
const ownFolder = '请用 --index 另选文件夹。'
const emptied = '请确认文件都在；索引不变。加 --force 则按现有内容重建。'
const goOn = '，再运行一次命令；上次提交的索引不变。'

const checked = {
  page: (page: number) => `第 ${page} 页`,
  table: () => '页表',
  manifest: () => '清单',
}

const givenFlaws = {
  object: ['不是对象', '请给出含“id”和“text”或“title”的对象。'],
  id: ['缺失、为空或超过 2000 个字符', '请给出不与其他文章重复的文本或数字。'],
  text: ['不是文本', '请给出字符串。'],
  texts: ['不是文本列表', '请给出字符串数组。'],
  date: ['不是日期', '请给出 Date，或“2024-05-21”这样的文本。'],
  json: ['无法用 JSON 表示', '请给出文本、数字、列表或普通对象。'],
  large: ['过大', '请缩短，或去掉。'],
  empty: ['既无正文也无标题', '请给出“text”或“title”。'],
  number: ['不是有限的数', '请给出数字。'],
} as const

export const indexes: ReturnType<typeof english> = {
  INDEX_MISSING: ['这里没有索引', '请用“xunzhang index”建立。'],
  INDEX_CLOSED: ['索引已关闭', '请重新打开。'],
  INDEX_ON_CLUSTER: [
    '这是集群上的集合，不是文件夹',
    '请用 --index DIR 指定索引文件夹；文章用“xunzhang push”推送到集群。',
  ],
  ANALYZER_DIFFERS: ({ found, expected }) => [
    `建立时的分析器是 ${found}，本程序的是 ${expected}`,
    '请运行“xunzhang index”更新它。',
  ],
  ARTICLE_MISSING: ({ id }) => [`没有编号为“${id}”的文章`, '编号见“xunzhang search”的结果。'],
  FORMAT_VERSION: ({ found, expected }) => [`格式版本是 ${found}，应为 ${expected}`, rebuild],
  SECTION_MISSING: ({ section }) => [`缺少“${section}”一节：文件由另一版本写成`, rebuild],
  INDEX_FILE_MISSING: ['文件不见了', rebuild],
  INDEX_FILE_UNREADABLE: ({ system }) => [`无法读取文件（${system}）`, `请检查磁盘与权限。${rebuild}`],
  HEADER_MISSING: ['首行不是清单的开头：文件已损坏', rebuild],
  TRAILER_MISSING: ['文件没有尾部：已损坏', rebuild],
  SIZE_WRONG: ({ found, expected, isLeast }) => [
    `文件有 ${found} 字节，应${isLeast === true ? '至少有' : '为'} ${expected}：已损坏`,
    rebuild,
  ],
  READ_SHORT: ({ found, expected, at }) => [
    `位置 ${at} 处应有 ${expected} 字节，只能读出 ${found}：文件已损坏`,
    rebuild,
  ],
  CHECKSUM_WRONG: ({ of, page = 0, found, expected }) => [
    `${checked[of](page)}的校验和是 ${found}，应为 ${expected}：文件已损坏`,
    rebuild,
  ],
  FILE_REPLACED: ({ found, expected }) => [`文件被换过：校验和是 ${found}，应为 ${expected}`, rebuild],
  ARTICLE_COUNT: ({ found, expected }) => [`有 ${found} 篇文章，清单上是 ${expected} 篇`, rebuild],
  DELETED_COUNT: ({ found, expected }) => [`标为已删除的文章有 ${found} 篇，清单上是 ${expected} 篇`, rebuild],
  POSTING_COUNT: ({ found, expected }) => [`有 ${found} 条倒排记录，段表上是 ${expected} 条`, rebuild],
  FILE_NUMBER: ({ article, file, files }) => [`文章 ${article} 指向第 ${file} 个文件，一共只有 ${files} 个`, rebuild],
  TEXT_LENGTH: ({ article }) => [`文章 ${article} 的正文长度与记录不符`, rebuild],
  FILE_UNLISTED: ({ article, path }) => [`文章 ${article} 来自 ${path}，目录中却没有这个文件`, rebuild],
  INCONSISTENT_SECTION: ({ section, article }) => [
    `“${section}”一节${article === undefined ? '' : `在第 ${article} 篇文章处`}前后不符：文件已损坏`,
    rebuild,
  ],
  INCONSISTENT_FILE: ['内容前后不符：文件已损坏', rebuild],
  IMPOSSIBLE_VALUE: ({ key }) => [`“${key}”的值不合理：文件已损坏`, rebuild],
  INDEX_LOCKED: ({ pid, host, isElsewhere }) => [
    `${pid === undefined ? '另一个进程' : `${host} 上的进程 ${pid}`}正在写这个索引`,
    isElsewhere ? '请等它完成；如果它已不在运行，请删去此文件。' : '请等它完成，或停止它。',
  ],
  LOCK_NOT_A_FILE: ['不是普通文件', '请删除或改名：索引的写锁要用这个名字。'],
  INTERRUPTED: ['已中断：上次提交的索引不变', '再运行一次命令即可继续。'],
  DISK_FULL: ['空间不足', `请腾出空间${goOn}`],
  FILE_SIZE_LIMIT: ['文件会超过这里允许的大小', `请提高上限（ulimit -f）或换一个文件系统${goOn}`],
  WRITE_FORBIDDEN: ['无法写入这里', '请用 --index 另选文件夹，或修改权限。'],
  NOT_A_FOLDER: ['不是文件夹', ownFolder],
  FOLDER_IN_THE_WAY: ['要写的文件名被一个文件夹占用', '请删除该文件夹或给它改名。'],
  TOO_MANY_OPEN_FILES: ['打开的文件太多', `请用“ulimit -n”提高上限${goOn}`],
  DISK_REFUSES: ({ system }) => [`磁盘报错（${system}）`, `请检查磁盘${goOn}`],
  NO_PATHS: ['没有给出路径，索引里也还没有来源', '请给出文件夹或文件；空列表加“force”会建成空索引。'],
  NOTHING_TO_INDEX: ['没有可索引的内容：索引还没有来源，这里也没有 ./corpus 文件夹', '请写“xunzhang index 文件夹”。'],
  NAMES_EMPTY: ['文件名列表是空的', '请检查输出列表的命令；索引没有改动。加 --force 则接受空列表。'],
  INPUT_TWICE: ['标准输入不能既是文件名列表又是文章', '“-”只能给一次：作参数，或用于 --files-from。'],
  ID_WITHOUT_INPUT: ['--id 用来给标准输入的文章命名，这里却没有读标准输入', '请加上“-”，或去掉 --id。'],
  ID_INVALID: ({ id }) => [`“${id}”不能作索引里的文件名`, '请给 report.pdf 这样的名称。'],
  ROOT_MISSING: [
    '以前索引过这里，现在却不在了',
    '请恢复它，或用“xunzhang forget 路径”从索引中去掉；索引没有改动。加 --force 则视为空。',
  ],
  PIPE_MISSING: [
    '这份内容来自管道，重建时无法再读一遍',
    '请用“xunzhang index - --force”重新输入，或用 --only 路径 --force 舍去它；索引没有改动。',
  ],
  ROOT_UNKNOWN: ({ roots }) => [
    '索引的来源里没有它',
    roots.length === 0 ? '索引还没有来源。' : `索引的来源是 ${roots.join('、')}。`,
  ],
  PATH_IN_ROOT: ({ root }) => [
    `它在 ${root} 之内，后者是作为整体编入索引的`,
    `请用“xunzhang index ${root} --exclude 模式”排除它，或用“xunzhang forget ${root}”去掉整个来源。`,
  ],
  PATH_EMPTIED: ['这里现在没有可读的文件，上次提交时还有', emptied],
  ARTICLES_GONE: ({ count }) => [`这里现在没有文章，索引里却有 ${count} 篇`, emptied],
  INPUT_EMPTY: ['标准输入为空', '请检查管道前的命令；索引不变。加 --force 则视为没有文章。'],
  ARTICLE_INVALID: ({ number, key, flaw }) => [
    `第 ${number} 篇文章${key === '' ? '' : `的“${key}”`}：${givenFlaws[flaw][0]}`,
    givenFlaws[flaw][1],
  ],
  GIVEN_STOP_THREAD: ({ count }) => [
    `为程序给出的 ${count} 篇文章建索引，所需内存超出一个线程的上限`,
    '请拆分过长的文本，或用“jobs: 1”。',
  ],
  SEVERAL_INDEXES: ['这里同时打开了多个索引', '请单独打开要更改的那个索引。'],
  FIELDS_DIFFER: ({ field, type }) => [
    type === '' ? `索引没有字段“${field}”` : `索引的字段“${field}”已声明为 ${type}`,
    '字段只声明一次：请去掉声明，或另建索引。',
  ],
  FIELD_DECLARATION: ({ value }) => [
    `“${value}”不是字段声明`,
    '请写成 NAME:TYPE，TYPE 为 keyword、number、date、text 或 stored；NAME 用字母、数字和 _，或用汉字。',
  ],
  CHANGES_PENDING: ['索引有尚未提交的更改', '请先调用 commit() 或 rollback()。'],
  GIVEN_ARTICLES_LOST: ({ count }) => [
    `重建会丢失程序通过库添加的 ${count} 篇文章`,
    '请先删除它们，或另建索引后重新给出。',
  ],
  ARTICLES_IN_INDEX: ['文章放在索引文件夹里', '请用 --index DIR 给索引另选一个文件夹。'],
}
