import { rows } from '../../../base/fault.js'

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

export const words = rows(() => ({
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
  WORD_NOT_HAN: '这个词不全是汉字。字母、数字与符号按规则切分，直接搜索即可。',
}))
