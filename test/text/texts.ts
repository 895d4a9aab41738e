/** Random texts that hold everything the text room must survive. */
import fc from 'fast-check'

const hanWords = [
  '中国',
  '人民',
  '南京市',
  '长江',
  '大桥',
  '研究生',
  '命',
  '起源',
  '的',
  '和',
  '尚未',
  '结婚',
  '乾隆',
  '哪吒',
]
const traditional = ['後來', '裡面', '門戶', '電腦', '頔', '𬱖', '麼', '⺠', '⼈', '⻓', '薴']
const compatible = [
  'ＡＢＣ',
  '％',
  '，',
  '：',
  '１２',
  '㎏',
  '①',
  'ﬁ',
  '℃',
  '㈠',
  '½',
  '…',
  '㍻',
  '￣',
  '´',
  'ℌ',
  '㌔',
  'Ⅳ',
]
const kana = ['カ', 'ガ', 'ｶﾞ', 'ｷ', 'ﾞ', 'か\u3099', 'は\u309a', 'ー', 'ひらがな', '々', '〇']
const hangul = ['한국', '\u1112\u1161\u11ab', '\u1161', '\u11ab', 'ㅎ', 'ㅏ', 'ㄴ', 'ﾡ', '가\u11a8']
const marks = [
  '\u0301',
  '\u0323',
  '\u0308',
  '\u0338',
  '\u0345',
  '\u0344',
  '\u3099',
  '\u302e',
  '\u20e3',
  '\u05b0',
  '\u093c',
  '\u{1d165}',
]
const hidden = ['\u200b', '\u200d', '\ufeff', '\u00ad', '\u202e', '\u0000', '\ufe0f', '\u034f', '\u{e0101}', '\u3164']
const blanks = [' ', '  ', '\t', '\n', '\r\n', '\u3000', '\u00a0', '\u2028', '\u0085', ' \u200b ']
const latin = [
  'a',
  'É',
  'İ',
  'ß',
  'Σ',
  'ς',
  'iPhone',
  'COVID-19',
  '3.14',
  '10%',
  'a@b.cn',
  'https://x.y/z?q=1',
  'Ω',
  'я',
  'שלום',
  'مرحبا',
  'ไทย',
  'नमस्ते',
  'ﷺ',
  'क़',
  'ẛ̣',
]
const others = [
  '😀',
  '👨‍👩‍👧',
  '🇨🇳',
  '𠮷',
  '𝐀',
  '𐐀',
  '\ud83d',
  '\udc00',
  '-',
  '+',
  '=',
  '。',
  '、',
  '“',
  '\ue000',
  '\u{20000}',
  '⁄',
  '<',
]

const pieces = [hanWords, traditional, compatible, kana, hangul, marks, hidden, blanks, latin, others].map((list) =>
  fc.constantFrom(...list),
)

/** Texts of up to 24 pieces. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(fc.oneof(...pieces), { maxLength: 24 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 24 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
        .map((units) => String.fromCharCode(...units)),
    },
  )

/** Runs of Han from words and frequent characters. */
export const hanText = (maxLength = 40): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...hanWords, '𠮷', '龘'),
        fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point)),
      ),
      { minLength: 1, maxLength },
    )
    .map((parts) => parts.join(''))
