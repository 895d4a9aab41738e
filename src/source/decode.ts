/**
 * Bytes to text, one decision per file: a byte order mark, else valid UTF-8, else what the page declares if it decodes,
 * else whichever of UTF-16, GB18030 and Big5 gives the most ordinary Chinese.
 */
import { problem, unread, type Problem } from './article.js'
import { isAscii, isUtf8, transcode } from 'node:buffer'
import { createRequire } from 'node:module'
import type * as Iconv from 'iconv-lite'
import { lazy } from '../base/growing.js'

/** Loaded for the first text that needs it: half a megabyte of tables, for encodings that few collections have. */
const iconv = lazy(() => createRequire(import.meta.url)('iconv-lite') as typeof Iconv)

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5'

export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
  /** Why: `bom`, `valid`, `declared`, `statistics`, or `damaged` if some bytes were not text. */
  readonly reason: 'bom' | 'valid' | 'declared' | 'statistics' | 'damaged'
  /** Set if bytes had to be replaced by U+FFFD, or the encoding is doubtful. */
  readonly problem?: Problem
}

/** Bytes that are examined if there is no byte order mark. */
const SAMPLE = 64 * 1024
/** With this share of common characters or more, a guess is not reported as doubtful. */
const SURE = 0.3
const SURE_UTF16 = 0.5
/** Three-byte characters of UTF-8 that other encodings contain by chance. */
const FEW = 2

/**
 * @param charset what a header outside of the bytes declares
 * @returns the text without its byte order mark, or a problem if the bytes are not text
 */
export function decode(bytes: Uint8Array, path: string, charset?: string): Decoded | Problem {
  const buffer = bufferOf(bytes)
  const marked = byMark(buffer)
  if (marked !== undefined) {
    const { encoding, length } = marked
    return { text: decodeAs(buffer.subarray(length), encoding), encoding, reason: 'bom' }
  }
  const nul = buffer.indexOf(0)
  const holdsNul = nul >= 0 && nul < SAMPLE
  if (!holdsNul && isUtf8(buffer))
    return declaredOverUtf8(buffer, charset) ?? { text: decodeValid(buffer), encoding: 'utf-8', reason: 'valid' }
  if (holdsNul) return withNul(buffer, path)
  return byDeclaration(buffer, charset) ?? byStatistics(buffer, path)
}

function byMark(b: Buffer): { encoding: Encoding; length: number } | undefined {
  if (b.length >= 3 && b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (b.length >= 2 && b[0] === 0xff && b[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (b.length >= 2 && b[0] === 0xfe && b[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return b.length >= 4 && b.readUInt32BE(0) === 0x84319533 ? { encoding: 'gb18030', length: 4 } : undefined
}

/** Some short double-byte texts are valid UTF-8 by chance. This is considered only if such an encoding is declared. */
function declaredOverUtf8(buffer: Buffer, charset: string | undefined): Decoded | undefined {
  if (buffer.length > 256 || isAscii(buffer)) return undefined
  const encoding = declared(buffer, charset)
  if (encoding !== 'gb18030' && encoding !== 'big5') return undefined
  const text = decodeAs(buffer, encoding)
  return commonness(text) > commonness(buffer.toString('utf8')) ? { text, encoding, reason: 'declared' } : undefined
}

const DECLARATION = /charset\s*=\s*(?:["']\s*)?([\w-]{3,20})|encoding\s*=\s*["']([\w-]{3,20})["']/i

function declared(buffer: Buffer, charset: string | undefined): Encoding | undefined {
  const match = DECLARATION.exec(buffer.subarray(0, 4096).toString('latin1'))
  const name = (charset ?? match?.[1] ?? match?.[2] ?? '').toLowerCase()
  if (/^(?:gb2312|gbk|gb18030|gb_2312-80|cp936|x-gbk|hz-gb-2312)$/.test(name)) return 'gb18030'
  if (/^(?:big5|big5-hkscs|cp950|x-x-big5)$/.test(name)) return 'big5'
  return name === 'utf-8' || name === 'utf8' ? 'utf-8' : undefined
}

function byDeclaration(buffer: Buffer, charset: string | undefined): Decoded | undefined {
  const encoding = declared(buffer, charset)
  if (encoding === undefined || encoding === 'utf-8') return undefined
  const text = decodeAs(buffer, encoding)
  return text.includes('\ufffd') ? undefined : { text, encoding, reason: 'declared' }
}

/** UTF-16 without a mark has NULs wherever it has ASCII. Other files are text only if they have few NULs. */
function withNul(buffer: Buffer, path: string): Decoded | Problem {
  const sample = buffer.subarray(0, SAMPLE & ~1)
  for (const encoding of holdsUtf8(sample) ? [] : (['utf-16le', 'utf-16be'] as const)) {
    const text = decodeAs(sample, encoding)
    if (!/[\0\ufffe\uffff]/.test(text) && commonness(text) > 0.15 && !isMostlyAscii(sample))
      return { text: decodeAs(buffer, encoding), encoding, reason: 'statistics' }
  }
  const text = buffer.toString('utf8')
  const nuls = text.split('\0').length - 1
  const few = nuls * 50 < text.length || (nuls <= 8 && !isAscii(buffer) && commonness(text.replaceAll('\0', '')) > 0.3)
  if (!few || !isUtf8(buffer) || isBinary(buffer)) return binary(path)
  const found = problem(path, 'BYTES_REPLACED', { what: 'nuls', count: nuls })
  return { text: text.replaceAll('\0', ''), encoding: 'utf-8', reason: 'damaged', problem: found }
}

const binary = (path: string): Problem => unread(path, 'ENCODING', { what: 'binary' })

function isBinary(buffer: Buffer): boolean {
  return /^(?:\x89PNG|GIF8|\xff\xd8\xff|%PDF|PK\x03\x04|\x7fELF|\x1f\x8b|MZ|Rar!|\xd0\xcf\x11\xe0|7z\xbc\xaf)/.test(
    buffer.subarray(0, 8).toString('latin1'),
  )
}

function byStatistics(buffer: Buffer, path: string): Decoded | Problem {
  if (isBinary(buffer)) return binary(path)
  const sample = buffer.subarray(0, SAMPLE)
  const isUtf16 = !holdsUtf8(sample)
  let best: { encoding: Encoding; score: number } | undefined
  for (const encoding of ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const) {
    const score = plausibility(decodeAs(sample, encoding))
    // Any bytes decode to some characters of UTF-16.
    if (encoding.startsWith('utf-16') && (!isUtf16 || score < SURE_UTF16 || isMostlyAscii(sample))) continue
    if (best === undefined || score > best.score) best = { encoding, score }
  }
  if (best === undefined || best.score < 0.05) return unread(path, 'ENCODING', { what: 'unknown' })
  const text = decodeAs(buffer, best.encoding)
  const bad = text.split('\ufffd').length - 1
  if (bad === 0 && best.score >= SURE) return { text, encoding: best.encoding, reason: 'statistics' }
  const encoding = best.encoding.toUpperCase()
  const found =
    bad === 0
      ? problem(path, 'ENCODING', { what: 'doubtful', encoding })
      : problem(path, 'BYTES_REPLACED', { what: 'places', count: bad, encoding })
  return { text, encoding: best.encoding, reason: 'damaged', problem: found }
}

/**
 * Whether the bytes contain characters of UTF-8. Two ASCII letters may look like a common character of UTF-16, but the
 * bytes of UTF-16 hardly ever form a three-byte character of UTF-8.
 */
function holdsUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const wide = text.match(/[\u0800-\ufffc]/g)?.length ?? 0
  return wide > FEW && wide > 4 * (text.split('\ufffd').length - 1)
}

/** Two ASCII letters form a character of UTF-16, sometimes a common one. But ASCII in UTF-16 is half NULs. */
function isMostlyAscii(bytes: Buffer): boolean {
  let ascii = 0
  for (const byte of bytes) if (byte > 0 && byte < 0x80) ascii++
  return ascii > bytes.length * 0.9
}

/** At most 1; bytes that can't be decoded reduce it. A character cut at the sample's end does not count. */
function plausibility(text: string): number {
  const bad = text.slice(0, -2).split('\ufffd').length - 1
  return commonness(text) - (20 * bad) / Math.max(1, text.length)
}

/** From this many bytes on, a second copy costs less than V8's own decoding of UTF-8. */
const WORTH_A_COPY = 256

/** Decodes valid UTF-8 by way of UTF-16, to which Node converts with vector instructions: a third of the time. */
export function decodeValid(buffer: Buffer): string {
  if (buffer.length < WORTH_A_COPY || isAscii(buffer)) return buffer.toString('utf8')
  return transcode(buffer, 'utf8', 'utf16le').toString('utf16le')
}

/** Decodes bytes in a given encoding; invalid ones become U+FFFD. */
export function decodeAs(buffer: Buffer, encoding: Encoding): string {
  return encoding === 'utf-8' || encoding === 'utf-16le'
    ? buffer.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le')
    : iconv().decode(buffer, encoding, { stripBOM: false })
}

const COMMON =
  '的一是不了在人有我他这这個个上们們来來到时時大地为為子中你说說生国國年着著就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間斯知世什两兩次使身者被高已亲親其进進此话話常与與活正感' +
  '见見明问問力理尔爾点點文几幾定本公特做外孩相西果走将將月十实實向声聲车車全信重三机機工物气氣每并並别別真打太新比才便夫再书書部水像眼等体體却加电電主界门門利海受听聽表德少克代员員许許稜先口由死安写寫性马馬光白或住难難望教命花结結乐樂色更拉东東神记記处處让讓母父应應直字场場平报報友关關放至张張认認接告入笑内內英军軍候民岁歲往何度山觉覺路带帶万萬男边邊风風解叫任金快原吃' +
  '妈媽变變通师師立象数數四失满滿战戰远遠格士音轻輕目条條呢病始达達深完今提求清王化空业業思切怎非找片罗羅钱錢语語元喜曾离離飞飛科言干幹流欢歡约約各即指合反题題必该該论論交终終林请請医醫晚制製球决決传傳画畫保读讀运運及则則房早院量苦火布品近坐产產答星精视視五连連司巴奇管类類未朋且婚台夜青北队隊久乎越观觀落尽盡形影红紅百令周週识識步希亚亞术術留市半热熱送兴興造谈談容极極' +
  '随隨演收首根讲講整式取照办辦强強石古华華拿计計您装裝似足双雙妻尼转轉诉訴米称稱丽麗客南领領节節衣站黑刻统統断斷福城故历歷惊驚脸臉选選包紧緊争爭另建维維绝絕树樹系係伤傷示愿願持千史谁誰准準联聯妇婦纪紀基买買志静靜阿诗詩独獨复復痛消社算义義竟确確酒需单單治卡幸兰蘭念举舉仅僅钟鐘怕共毛句息功官待究跟穿室易游遊程号號居考突皮哪费費倒价價图圖具刚剛脑腦永歌响響商礼禮细細专專黄黃块塊' +
  '脚腳味灵靈改据據般破引食仍存众眾注筆笔甚某沉血备備习習校默务務土微娘须須试試怀懷料调調广廣苏蘇显顯赛賽查密议議底列富梦夢错錯座参參八除跑亮假印设設线線温溫虽雖掉京初养養香停际際致陽阳纸紙李纳納验驗助激够夠严嚴证證帝饭飯忘趣支春集丈木研班普导導顿頓睡展跳获獲艺藝六波察群皇段急庭创創区區奥奧器谢謝弟店否害草排背止组組州朝封睛板角况況曲馆館育忙质質河续續哥呼若推境遇雨标標姐充围圍' +
  '案倫伦护護冷警贝貝著雪索剧劇啊船险險烟煙依斗鬥值帮幫汉漢慢佛肯闻聞唱沙局伯族低玩资資屋击擊速顾顧泪淚洲团團圣聖旁堂兵七露园園牛哭旅街劳勞型烈姑陈陳莫鱼魚异異抱宝寶权權鲁魯简簡态態级級票怪寻尋杀殺律胜勝份汽右洋范範床舞秘午登楼樓贵貴吸责責例追较較职職属屬渐漸左录錄丝絲牙党黨继繼托赶趕章智冲衝叶葉胡吉卖賣坚堅喝肉遗遺救修松臨临藏担擔戏戲善卫衛药藥悲敢靠伊村戴词詞森耳差短祖云雲规規' +
  '窗散迷油旧舊适適乡鄉架恩投弹彈铁鐵博雷府压壓超负負勒杂雜醒洗采毫嘴毕畢九冰既状狀乱亂景席珍童顶頂派素脱农農疑练練野按犯拍征徵坏壞骨余餘承置臓彩灯燈巨琴免环環姆暗换換技翻束增忍餐洛塞缺忆憶判欧歐层層付阵陣玛瑪批岛島项項狗休懂武革良恶惡恋戀委拥擁娜妙探呀营營退摇搖弄桌熟诺諾宣银銀势勢奖獎宫宮忽套康供优優课課鸟鳥喊降夏困刘劉罪亡鞋健模败敗伴守挥揮鲜鮮财財孤枪槍禁恐伙夥杰傑迹妹藸遍盖蓋副坦牌江顺順秋萨薩菜划劃授归歸浪听凡预預奶雄升碃编編典袋莱含盛济濟蒙棋端腿招释釋介烧燒误誤'

const SET = new Uint8Array(0x10000)
for (const character of COMMON) SET[character.charCodeAt(0)] = 1
for (const character of '，。、；：？！“”‘’（）《》—…·「」『』　') SET[character.charCodeAt(0)] = 2

/** The share, 0 to 1, of common Han characters and punctuation among all that is not ASCII; 1 for pure ASCII. */
function commonness(text: string): number {
  let common = 0
  let all = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    all++
    if (SET[code] !== 0) common++
  }
  return all === 0 ? 1 : common / all
}

/* The same bytes as a Buffer, without copying them. */

export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
