/** Single lines: which rule they fall under, whether they are prose, what a byline says. */
import { findDate } from '../fields/dates.js'
import { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } from '../rules.js'
import type { LineRule } from '../rules.js'

const LONGEST = Math.max(...[...LINE_RULES, ...TAIL_RULES, ...HEAD_RULES, ...FOOT_RULES].map((rule) => rule.longest))

/** The first rule of a set that a line falls under. */
export function ruleFor(line: string, rules: readonly LineRule[]): LineRule | undefined {
  if (line.length > LONGEST) return undefined
  const plain = /[\u200b-\u200f\u2060\ufeff]/.test(line) ? line.replace(/[\u200b-\u200f\u2060\ufeff]/g, '') : line
  for (const rule of rules) if (plain.length <= rule.longest && rule.pattern.test(plain)) return rule
  return undefined
}

/** Running text: long enough for a sentence, with the punctuation of one. */
export function isProse(line: string): boolean {
  return (
    line.length >= 36 &&
    /[，。！？；、,.!?;]/.test(line) &&
    (line.length >= 80 || /[。！？；…”」.!?;：，,]/.test(line.slice(8)))
  )
}

/** Prose that can't be a headline: it ends as a sentence does. */
export function isSentence(line: string): boolean {
  return line.length >= 30 && /[。！？…!?”」』）)；;.]$/.test(line) && /[，。；、,]/.test(line)
}

const LABEL =
  '(?:来源|來源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|作者|作\\s*者|文|撰文|撰稿|记者|記者|编辑|編輯|责编|责任编辑|编者|发布者|发布人|发表于|发布于|發佈於|发布时间|發布時間|发表时间|发布日期|发布|更新时间|更新于|更新|时间|日期|阅读|浏览|浏览量|阅读量|点击|点击数|评论|字号|字数|分类|标签|频道|栏目|原创|转载自|转自|来自|IP属地|审核|校对|浏览次数|访问量|By|by|BY|Source|Author|图|摄影|供图|供稿|供稿单位|采写|文图|图文)'
const SOURCE =
  /(?:来源|來源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|转载自|转自|来自|Source)\s*[:：]\s*([^\s|｜·,，。；:：]{1,30})/
const AUTHOR_LABEL =
  '(?:作\\s*者|撰\\s*文|撰稿|采写|图文|文图|文\\s*[/／、]?\\s*图|文字|文|口述|整理|楼主|发布者|发布人|博主|\\p{Script=Han}{0,8}(?:记者|記者)|通讯员|By|by|BY|Author)'
const NAME = '(?:\\p{Script=Han}[\\s\u3000]\\p{Script=Han}(?=[\\s）)]|$)|[^\\s|｜,，。；:：）)/【】\\[\\]]{2,20})'
const AUTHOR = new RegExp(
  `(?:^|[\\s|｜·(（/□■◎●○])${AUTHOR_LABEL}(?:\\s*[:：/／丨|｜︱│┃]\\s*(?:本报记者\\s*|本刊记者\\s*)?|\\s+(?=\\S{2,4}(?:[\\s、]|$)))(${NAME}(?:[、\\s][^\\s|｜,，。；:：\\d）)/]{2,4}(?=[\\s|｜）)、]|$)){0,3})`,
  'u',
)
/** «某某 发表于 2020-1-1»: who, then when. */
const POSTED = /^@?([^\s:：|]{2,14})\s+(?:发表于|发布于|发表在|发布在|写于|于)\s*[:：]?\s*\d/
/** «（作者系某大学教授）» names nobody, «（作者张三，系…）» does. */
const SIGNED =
  /[（(](?:本文)?(?:作者|供稿|撰稿)\s*(?:[:：]|为|是)?\s*(\p{Script=Han}{2,4}?)(?:\s*[，,系为是）)]|[（(])/u
const CLOCK =
  /\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?(?:\s*[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?(?:[\sT]*(?:上午|下午)?\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2})?\s*[分秒]?)?/g
const LABELLED = new RegExp(
  `${LABEL}\\s*\\s*(?:[:：/／丨|｜︱│┃]\\s*(?:本报记者\\s*|本刊记者\\s*)?[^\\s|｜]{0,30}|\\(\\d+\\)|\\s\\d[\\d,.]*[万wWkK]?)`,
  'g',
)

/** Spans side by side leave no blank before a date. */
const GLUED_DATE = /(?<=[^\d\s])(?=(?:19|20)\d\d\s*[年/.-]\s*\d)/

interface Byline {
  readonly date: string
  readonly author: string
  readonly source: string
}

/** Reads a line of date, source, author and counters; undefined where the line says anything else. */
export function readByline(line: string): Byline | undefined {
  if (line.length > 120 || /[。！？]/.test(line)) return undefined
  return byline(line.replace(GLUED_DATE, ' '))
}

function byline(line: string): Byline | undefined {
  const date = findDate(line)
  const source = SOURCE.exec(line)?.[1] ?? ''
  const author = authorIn(line)
  if (
    date === '' &&
    source === '' &&
    author === '' &&
    !/^(?:图|摄影|供图|文图|图文|供稿)\s*[:：/／丨|｜︱│┃]\s*\S{2,8}$/.test(line)
  )
    return undefined
  const labelled = line.search(LABELLED) >= 0
  const rest = line
    .replace(CLOCK, ' ')
    .replace(LABELLED, ' ')
    .replace(author, ' ')
    .replace(/[\s|｜·•\-—/()（）【】[\]:：,，&、]+/g, '')
  const long = date !== '' ? 16 : labelled ? 6 : 0
  if (rest.length > long) return undefined
  return { date, author: author || (date !== '' && isName(rest) ? rest : ''), source }
}

const TITLED =
  /^(\p{Script=Han}{2,4})\s+(?:副?主任|主治|主管|住院|执业)?(?:医师|医生|药师|律师|营养师|教授|副教授|研究员|讲师)(?:\s|$)/u

/** The person whom a card at the head of a page presents: name, then profession. */
export function titledAuthor(line: string): string {
  return line.length > 60 ? '' : (TITLED.exec(line)?.[1] ?? '')
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾陸顧龍錢湯賀龔龐蘭顏嚴溫蘆韋畢聶叢齊莊塗時關紀歐項陽衛單寧閔車邊饒鄔臧宮蓋黨談連欒計竇遲喬鄒'

/** Two or three Han characters that begin with a surname, and no outlet. */
function isName(text: string): boolean {
  return /^\p{Script=Han}{2,3}$/u.test(text) && SURNAMES.includes(text.charAt(0)) && !/[网報报社台刊]$/.test(text)
}

function authorIn(line: string): string {
  const found = AUTHOR.exec(line)?.[1] ?? POSTED.exec(line)?.[1] ?? SIGNED.exec(line)?.[1] ?? ''
  const name = found.trim().replace(/(?:[\s、]+(?:编辑|摄影|通讯员|实习生|图片|报道))+$/u, '')
  return /^(?:发布|发表|编辑|来源|时间|佚名|未知|网络|admin|系|为)/.test(name) ? '' : name
}

/** The person who signs a text at its very end, in brackets. */
export function signature(line: string): string {
  const name = /^[（(](\p{Script=Han}{2,3})[）)]$/u.exec(line)?.[1] ?? SIGNED.exec(line)?.[1] ?? ''
  return isName(name) ? name : ''
}

const EDITOR_AT_END =
  /\s*[（(【[]?\s*(?:责任编辑|責任編輯|责编|責編|本文编辑)\s*[:：]\s*[^\s，。！？（）()【】]{1,12}(?:[\s、][^\s，。！？（）()【】]{1,6})?\s*[）)】\]]?$/
const THE_END = /\s*[（(【]\s*(?:本文|全文)?(?:完|完结|全文完|结束|END)\s*[）)】]$/i
const TITLE_AT_START = /^[（(【[]?\s*(?:原标题|原標題|原题|原文标题)\s*[:：]\s*/

/** What a page puts at the end of a paragraph, an editor's name or （完）, taken off. */
export function trimParagraph(text: string): string {
  if (!/[编編完结束DdND）)】\]]/.test(text.slice(-16))) return text
  const trimmed = text.replace(EDITOR_AT_END, '').replace(THE_END, '')
  return trimmed === '' ? text : trimmed
}

/** The headline in an «原标题：…» line. */
export function originalTitle(line: string): string {
  const quoted = /原(?:标题|標題|题)\s*[:：]?\s*[《“]([^》”]{4,})[》”]/.exec(line)?.[1]
  return (
    quoted ??
    (TITLE_AT_START.test(line)
      ? line
          .replace(TITLE_AT_START, '')
          .replace(/[）)】\]]$/, '')
          .trim()
      : '')
  )
}

const TAGS =
  /(?:^|[\s|｜·])(?:标签|標籤|标记|关键词|关键字|關鍵詞|關鍵字|话题|Tags?|Keywords?)\s*[:：]\s*([^|｜]{1,90}?)(?=\s*(?:[|｜]|$|\s(?:阅读|评论|浏览|作者|来源|分类)))/i
const HASHTAGS = /^(?:#[^#\s]{1,20}(?:#|(?=\s|$))\s*){1,12}$/

/** The tags that a line names, with their separators; '' without. `whole` asks that the line says nothing else. */
export function readTags(line: string, whole = false): string {
  if (HASHTAGS.test(line)) return line.replace(/#/g, ',')
  const match = TAGS.exec(line)
  if (match?.[1] === undefined || (whole && match.index > 1)) return ''
  return match[1].trim().replace(/#/g, ' ').replace(/\s+/g, ' ')
}

const DATELINE =
  /^[^。！？，]{0,40}?[（(](?:本报|本刊|本网|见习|实习|特约|新华社|中新社|首席|驻[^\s（）()]{1,8})?\s*(?:记者|記者|通讯员|作者|文\/|撰文)\s*[:：]?\s*(\p{Script=Han}{2,4}(?:[\s、·]+\p{Script=Han}{2,4}){0,3})[^（）()]{0,20}[）)]/u
const REPORTER =
  /^(?:本报讯|本报[^。！？，]{0,20}[电讯])\s+(?:本报)?(?:见习|实习)?(?:记者|記者)\s*(\p{Script=Han}{2,4}(?:[\s、]\p{Script=Han}{2,4}){0,3})(?=\s|[报）])/u

/** The reporter whom a dateline names: «某社某地5月1日电（记者 某某）». */
export function datelineAuthor(paragraph: string): string {
  const head = paragraph.slice(0, 120)
  const names = (DATELINE.exec(head) ?? REPORTER.exec(head))?.[1]
  return names === undefined
    ? ''
    : names
        .trim()
        .split(/[\s、]+/)
        .filter((name) => !/^(?:报道|摄影|通讯员|实习生)/.test(name))
        .join('、')
}

/** Four or more short words in a row, and no sentence: the channels of a site. */
export function isMenu(line: string): boolean {
  const words = line.split(/[\s|｜·]+/)
  return words.length >= 4 && words.every((word) => /^[\p{Script=Han}A-Za-z]{1,6}$/u.test(word)) && line.length <= 120
}

const LONGEST_HEADLINE = 300

/** For comparing headlines: blanks, width and punctuation don't count; '' for what is too long to be one. */
export function headlineKey(text: string): string {
  if (text.length > LONGEST_HEADLINE) return ''
  return text
    .normalize('NFKC')
    .replace(/[\p{P}\p{Z}\p{C}\s]+/gu, '')
    .toLowerCase()
}

/** True where a line is the headline with this key; lines much longer than it are not even looked at. */
export function isHeadline(line: string, key: string): boolean {
  return line.length >= key.length && line.length <= 2 * key.length + 20 && headlineKey(line) === key
}
