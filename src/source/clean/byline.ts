/** Lines that say who wrote an article, when, and for whom. */
import { findDate } from '../fields/dates.js'
import { simplified, withoutZeroWidth } from '../lines.js'

const LABEL =
  '(?:来源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|作者|作\\s*者|文|撰文|撰稿|记者|编辑|责编|责任编辑|编者|发布者|发布人|发表于|发布于|发布时间|发表时间|发布日期|发布|出版|更新时间|更新于|更新|时间|日期|阅读|浏览|浏览量|阅读量|点击|点击数|评论|字号|字数|分类|标签|频道|栏目|原创|转载自|转自|来自|IP属地|审核|校对|浏览次数|访问量|By|by|BY|Source|Author|图|摄影|供图|供稿|供稿单位|采写|文图|图文)'
const SOURCE =
  /(?:来源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|转载自|转自|来自|Source)\s*[:：]\s*([^\s|｜·,，。；:：]{1,30})/
const AUTHOR_LABEL =
  '(?:作\\s*者|撰\\s*文|撰稿|采写|图文|文图|文\\s*(?:[/／、]\\s*)?图|文字|文|口述|整理|楼主|发布者|发布人|博主|\\p{Script=Han}{0,8}记者|通讯员|By|by|BY|Author)'
const NAME = '(?:\\p{Script=Han}[\\s\u3000]\\p{Script=Han}(?=[\\s）)]|$)|[^\\s|｜,，。；:：）)/／【】\\[\\]]{2,20})'
const AUTHOR = new RegExp(
  `(?:^|[\\s|｜·(（/□■◎●○])${AUTHOR_LABEL}(?:\\s*[:：/／丨|｜︱│┃]\\s*(?:本报记者\\s*|本刊记者\\s*)?|\\s+(?=\\S{2,4}(?:[\\s、]|$)))(${NAME}(?:[、\\s](?!(?:at|on|in)\\s)[^\\s|｜,，。；:：\\d）)/]{2,4}(?=[\\s|｜）)、]|$)){0,3})`,
  'u',
)
/** «某某 发表于 2020-1-1»: who, then when. */
const POSTED = /^(?:由\s*)?@?([^\s:：|]{2,14})\s+(?:发表于|发布于|发表在|发布在|写于|于)\s*(?:[:：]\s*)?\d/
/** «posted @ 2020-1-1 10:00 某某 阅读(12) 评论(3) 编辑»: when, who, then counters and buttons. */
const CLOSING =
  /^posted\s*(?:@|on)\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s+(\S(?:[^()（）:：]{0,28}\S)?))?(?:$|\s+(?:阅读|浏览|评论|Views|Reads?|Comments)\s*[(（:：])/i
/** «某某 · 2020-1-1»: the same with a sign between them. */
const LED = /^@?([^\s:：|｜·•]{2,12})\s*[·•|｜]\s*\d{1,4}[-/.年]\d/
/** «原创 某某 某号 2020-1-1»: the first line of a page in a messenger account. */
const ORIGINAL = /^原创\s+([^\s\d]{2,12})\s+\S/
/** «某社记者某某», «记者某某／某地报道» without a sign between. */
const REPORTING =
  /(?:^|[\s□■◆●])\p{Script=Han}{0,8}记者\s*(\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4}){0,3})(?=[／/\s]|$)/u
const PLACE = /[／/]\s*\p{Script=Han}{2,6}?(?:即时|综合|专题|连线)?报[导道]/u
const HELPERS = /(?:实习生|通讯员|摄影|摄像|编辑)[\s:：/／|｜]*[㐀-鿿]{2,4}(?=[\s、]|$)/g
/** «（作者系某大学教授）» names nobody, «（作者张三，系…）» does. */
const SIGNED =
  /[（(](?:本文)?(?:作者|供稿|撰稿)\s*(?:(?:[:：]|为|是)\s*)?(\p{Script=Han}{2,4}?)(?:\s*[，,系为是）)]|[（(])/u
const CLOCK =
  /\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?(?:[\sT]*(?:上午|下午)?\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2})?\s*[分秒]?)?|\d{1,2}\/\d{1,2}\/\d{4}(?:[\s-]+\d{1,2}:\d{2})?/g
const LABELLED = new RegExp(
  `${LABEL}\\s*(?:[:：/／丨|｜︱│┃]\\s*(?:本报记者\\s*|本刊记者\\s*)?[^\\s|｜]{0,30}|\\(\\d+\\)|\\s\\d[\\d,.]*[万wWkK]?)`,
  'g',
)

/** A site's own address beside the date. */
const ADDRESS = /(?:https?:\/\/|\bwww\.)[\w./-]{1,80}/gi
/** When the writer, not the text, appeared on the site. */
const OF_MEMBER = /^(?:注册|加入|最后登录|上次登录|在线)(?:时间|日期|于)?\s*[:：]/
/** A line that begins with the time of posting may contain more than other bylines. */
const POSTED_AT = /^(?:本文|本帖)?(?:发表于|发布于|发表时间|发布时间|提交日期|发表日期)\s*(?:[:：]\s*)?(?=\d{4})/
const LONG_REST = 60

/** Adjacent spans leave no blank before a date. */
const GLUED_DATE = /(?<=[^\d\s/.-])(?=(?:19|20)\d\d\s*[年/.-]\s*\d)/g

const TIME_OF_POSTING =
  /^(?:本文)?(?:发布于|编辑于|发表于|最后编辑于|最后更新于?|更新于|最近更新|修改于|发布时间|发表时间|更新时间)\s*(?:[:：]\s*)?(?:\d|昨天|今天|前天|刚刚)/

/** True for a line that begins with when a text was posted, as it stands below texts. */
export const isTimeOfPosting = (line: string): boolean => TIME_OF_POSTING.test(line) || isClosing(line)

export const isClosing = (line: string): boolean => CLOSING.test(line)

interface Byline {
  readonly date: string
  readonly author: string
  readonly source: string
  /** True if it contains a day and nothing else that is typical of bylines: no time, label, name or outlet. */
  readonly isBare: boolean
}

/** Reads a line of date, source, author and counters; undefined if the line says anything else. */
export function readByline(line: string): Byline | undefined {
  if (line.length > 120 || /。/.test(line) || OF_MEMBER.test(line)) return undefined
  // The headline may follow the time of posting.
  if (/[！？]|[“”][^，]{0,20}，/.test(line) && !POSTED_AT.test(line)) return undefined
  return byline(withoutZeroWidth(line).replace(GLUED_DATE, ' '))
}

function byline(line: string): Byline | undefined {
  const plain = simplified(line)
  const date = findDate(plain)
  const closing = CLOSING.exec(plain)
  if (closing !== null) return { date, author: asWritten(closing[1] ?? '', plain, line), source: '', isBare: false }
  const source = asWritten(SOURCE.exec(plain)?.[1] ?? '', plain, line)
  const author = authorIn(plain)
  if (
    date === '' &&
    source === '' &&
    author === '' &&
    !/^(?:图|摄影|供图|文图|图文|供稿)\s*[:：/／丨|｜︱│┃]\s*\S{2,8}$/.test(plain)
  )
    return undefined
  const labelled = plain.search(LABELLED) >= 0
  const rest = plain
    .replace(ADDRESS, ' ')
    .replace(CLOCK, ' ')
    .replace(LABELLED, ' ')
    .replace(author, ' ')
    .replace(PLACE, ' ')
    .replace(HELPERS, ' ')
    .replace(/[\s|｜·•\-—/／()（）【】[\]:：,，&、□■◆●]+/g, '')
  const long = date !== '' ? 16 : labelled ? 6 : author !== '' && /(?:记者|通讯员)$/.test(rest) ? 16 : 0
  if (rest.length > (POSTED_AT.test(plain) ? LONG_REST : long)) return undefined
  const name = author || (date !== '' && isName(rest) ? rest : '')
  const isBare = /^\d{4}-\d\d-\d\d$/.test(date) && !labelled && source === '' && name === '' && !OUTLET.test(rest)
  return { date, author: asWritten(name, plain, line), source, isBare }
}

/** What publishers' names end with. */
const OUTLET = /[网報报社台刊号版]$/

/** The text that stood in the same place before the line was converted to Simplified. */
function asWritten(found: string, plain: string, line: string): string {
  const at = plain.indexOf(found)
  return at < 0 ? found : line.slice(at, at + found.length)
}

const TITLED =
  /^(\p{Script=Han}{2,4})\s+(?:副?主任|主治|主管|住院|执业)?(?:医师|医生|药师|律师|营养师|教授|副教授|研究员|讲师)(?:\s|$)/u

/** The person that a card at the head of a page presents: name, then profession. */
export function titledAuthor(line: string): string {
  return line.length > 60 ? '' : (TITLED.exec(line)?.[1] ?? '')
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和'

/** True for two or three Han characters that begin with a surname and do not name an outlet. */
export function isName(text: string): boolean {
  return (
    /^\p{Script=Han}{2,3}$/u.test(text) &&
    SURNAMES.includes(simplified(text.charAt(0))) &&
    !/[网報报社台刊]$/.test(text)
  )
}

function authorIn(line: string): string {
  const found =
    AUTHOR.exec(line)?.[1] ??
    POSTED.exec(line)?.[1] ??
    ORIGINAL.exec(line)?.[1] ??
    reporters(line) ??
    SIGNED.exec(line)?.[1] ??
    person(LED.exec(line)?.[1])
  const name = beforeHelpers((found ?? '').trim())
  return /^(?:发布|发表|编辑|来源|时间|佚名|未知|网络|admin|系|为)/.test(name) ? '' : name
}

function beforeHelpers(names: string): string {
  const at = names.search(/[\s、](?:编辑|摄影|通讯员|实习生|图片|报道)(?![㐀-鿿])/)
  let end = at < 0 ? names.length : at
  while (at >= 0 && end > 0 && /[\s、]/.test(names.charAt(end - 1))) end--
  return names.slice(0, end)
}

function reporters(line: string): string | undefined {
  const names = REPORTING.exec(line)?.[1]
  return names?.split('、').every(isName) === true ? names : undefined
}

/** The name before a date, unless it is that of an outlet. */
function person(name: string | undefined): string | undefined {
  return name === undefined || OUTLET.test(name) || /[时小]讯$|^\d/.test(name) ? undefined : name
}

const DATELINE =
  /^[^。！？，]{0,40}?[（(](?:本报|本刊|本网|见习|实习|特约|新华社|中新社|首席|驻[^\s（）()]{1,8})?\s*(?:记者|通讯员|作者|文\/|撰文)\s*(?:[:：]\s*)?(\p{Script=Han}{2,4}(?:[\s、·]+\p{Script=Han}{2,4}){0,3})[^（）()]{0,20}[）)]/u
const REPORTER =
  /^(?:本报讯|本报[^。！？，]{0,20}[电讯])\s+(?:本报)?(?:见习|实习)?记者\s*(\p{Script=Han}{2,4}(?:[\s、]\p{Script=Han}{2,4}){0,3})(?=\s|[报）])/u
/** «（某社记者某某某某地17日电）»: only their usual lengths tell name and place apart. */
const WIRED =
  /^[（(]\p{Script=Han}{2,6}记者(\p{Script=Han}{3}(?=\p{Script=Han}{2}\d)|\p{Script=Han}{2}(?=\p{Script=Han}{2}\d)|\p{Script=Han}{3})\p{Script=Han}{2,4}?\d{1,2}日/u

/** The reporter whom a dateline names: «某社某地5月1日电（记者 某某）». */
export function datelineAuthor(paragraph: string): string {
  const head = withoutZeroWidth(paragraph.slice(0, 120))
  const plain = simplified(head)
  const names = (WIRED.exec(plain) ?? DATELINE.exec(plain) ?? REPORTER.exec(plain))?.[1]
  return names === undefined
    ? ''
    : asWritten(names, plain, head)
        .trim()
        .split(/[\s、]+/)
        .filter((name) => !/^(?:报道|摄影|通讯员|实习生)/.test(name))
        .join('、')
}
