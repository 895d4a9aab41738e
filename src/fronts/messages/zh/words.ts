import type { words as english } from '../../../base/sentences/words.js'

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

export const words: ReturnType<typeof english> = {
  LEXICON_UNREADABLE: ({ isIrregular }) => [
    `无法读取词典${isIrregular ? '：不是普通文件' : ''}`,
    '请检查 --lexicon 的路径。',
  ],
  LEXICON_LINE: ({ flaw, text, more }) => [
    wordFlaws[flaw](text) + alsoBroken(more),
    '一行是一个词，后面可有词频与词性，以空格分开。',
  ],
  COMPILED_LEXICON_UNKNOWN: ['不是编译好的词典', reinstall],
  COMPILED_LEXICON_VERSION: ({ found, expected }) => [`编译好的词典版本是 ${found}，应为 ${expected}`, reinstall],
  COMPILED_LEXICON_SIZE: ({ found, expected }) => [`编译好的词典有 ${found} 字节，应为 ${expected}`, reinstall],
  SYNONYMS_UNREADABLE: ({ isIrregular }) => [
    `无法读取同义词文件${isIrregular ? '：不是普通文件' : ''}`,
    '请检查 --synonyms 的路径。',
  ],
  SYNONYMS_LINE: ({ flaw, more }) => [synonymFlaws[flaw] + alsoBroken(more), '一行写作“a, b, c”或“a, b => c, d”。'],
  DATA_FILE_MISSING: ['xunzhang 的数据文件缺失', '请重新安装 xunzhang；若从源码运行，请先执行“npm run build”。'],
  JIEBA_MISSING: ['nodejieba 没有安装或没有编译成功', '请用“npm install nodejieba”安装，或去掉 --tokenizer。'],
  EXPORT_TOKENIZER: ({ tokenizer }) => [
    `用 ${tokenizer} 分词的索引不能在浏览器里搜索`,
    '请用 --tokenizer native 或 bigram 重新建立。',
  ],
  EXPORT_MISSING: [
    '这里既不是生成好的网站，也不是导出的结果',
    '请给出含有 index.html 的文件夹，或“xunzhang export --to DIR”写入的文件夹。',
  ],
  WORD_NOT_HAN: ['这个词不全是汉字', '字母、数字与符号按规则切分，直接搜索即可。'],
  WORDS_NEED_FOLDER: ['只有文件夹里的索引能添加词', '请用 --index DIR 指定索引文件夹。'],
  WORDS_NEED_LEXICON: ({ tokenizer }) => [
    `这个索引用 ${tokenizer} 分词，不能添加词`,
    '请用“xunzhang index --tokenizer native”重建。',
  ],
  TAUGHT_WORDS_LOST: ['添加过的词丢失了', '请用“xunzhang lexicon add”再次添加。'],
}
