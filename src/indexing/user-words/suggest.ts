/**
 * Suggests new words of a collection: strings whose parts occur together more often than by chance (cohesion), that
 * occur in many contexts (branching entropy of the characters before and after them), and that the segmenter cuts apart
 * (Jin, Tanaka-Ishii 2006). Names come first, because no dictionary has the names of a particular collection.
 */
import { place, whole } from '../../base/options/spec.js'
import { checkOptions, checkValue } from '../../base/options/options.js'
import { createDecodedText, surfaceRange } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createAnalysis, type Analyzer } from '../../text/analysis/analysis.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { machine, openSegments, type Environment } from '../../storage/commit/snapshot.js'
import { countCandidates, type Candidate, type Counts, type Place } from './candidates.js'
import { readLexiconState, requireTeachable } from '../../storage/commit/lexicon-state.js'

/** What a word looks like: a transliterated foreign name, a Chinese name, or any other word. */
type WordKind = 'transliteration' | 'name' | 'word'

/** Characters with which foreign names are transliterated, from the usual tables. */
const sounds = new Set(
  '阿埃艾爱安昂奥澳巴白拜班邦保堡鲍贝本比彼毕别宾波伯博勃布查察昌楚茨达大戴丹当道德登迪蒂丁东都杜敦多厄恩尔法凡范方菲费芬冯佛弗夫' +
    '福富盖甘冈高戈哥格葛古瓜圭哈海汉豪赫黑亨胡华怀惠霍基吉纪加贾简姜杰金津京久卡凯坎康考科克肯孔库夸昆拉莱赖兰朗劳勒雷黎里' +
    '理利莉立丽连廉良列烈林琳龙隆卢鲁路露伦罗洛吕马玛迈麦曼芒毛梅门蒙米密缅明摩莫墨默姆穆拿娜纳乃奈南内能尼涅宁牛纽农努诺' +
    '欧帕派潘庞培佩彭皮平珀普奇齐契恰钱乔切钦琴丘让热仁日荣茹儒瑞若萨塞赛桑瑟森沙山珊尚绍舍申什圣施史士舒斯丝司思斯松苏索' +
    '塔泰坦唐陶特滕提田廷通图土托瓦万旺威韦维伟卫温文翁沃乌伍武西希锡夏香肖谢辛欣兴休许逊雅亚延扬耶叶伊易因英尤于雨约宰赞早' +
    '泽曾扎詹章哲珍芝治中朱兹祖佐',
)

/** The four hundred most common family names of one character, and those of two characters. */
const families = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付' +
    '方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔文赖樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂焦向柳邢骆' +
    '岳齐梅莫庄辛管祝左涂谷祁时舒耿卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶' +
    '刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原' +
    '官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺',
)
const longFamilies = new Set(
  '欧阳 上官 司马 诸葛 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 端木 呼延 南宫 独孤'.split(' '),
)
/** Endings that replace a given name or address a person, so that the word isn't a full name. */
const noGivenName = /[某总氏姓老先女男家们姐哥叔爷奶妈爸嫂伯局队处科]$/u

/** @param loose characters that are tokens by themselves; most characters of a name are, as it is in no dictionary */
function kindOfWord(word: string, loose: number): WordKind {
  const characters = [...word]
  if (characters.length >= 3 && loose > 0 && characters.every((one) => sounds.has(one))) return 'transliteration'
  return isName(word, characters, loose) ? 'name' : 'word'
}

function isName(word: string, characters: readonly string[], loose: number): boolean {
  const family = longFamilies.has(word.slice(0, 2)) ? 2 : families.has(characters[0]!) ? 1 : 0
  const given = characters.length - family
  const isLoose = loose >= given && loose >= 2
  return family > 0 && (given === 2 || family + given === 3) && isLoose && !noGivenName.test(word)
}

export interface SuggestedWord {
  readonly word: string
  readonly kind: WordKind
  /** The number of articles that contain the word, and of its occurrences, in the examined sample. */
  readonly articles: number
  readonly count: number
  /** Logarithm of how much more often than by chance its parts occur together, at the weakest place. */
  readonly cohesion: number
  /** Entropy of the characters before and after the word, in nats; the smaller of the two. */
  readonly entropy: number
  /** Passages in original spelling. */
  readonly examples: readonly { readonly id: string; readonly text: string }[]
}

export interface SuggestOptions {
  /** Default 10. */
  readonly limit?: number
}

/** Articles in the sample, evenly spread; a larger sample hardly changes the result. */
const mostArticles = 50_000
const leastCount = 4
const leastArticles = 2
/** In a small collection, a quarter of the possible maximum is enough. */
const leastCohesion = 4
const shareOfPossible = 1 / 4
const leastEntropy = 0.9
/** Tokens of an example on each side. */
const surroundings = 10

/** @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, USAGE if the index is tokenized without a dictionary */
export function suggestWords(
  dir: string,
  options: SuggestOptions = {},
  { fileSystem: fs }: Environment = machine,
): SuggestedWord[] {
  checkValue('dir', dir, place)
  checkOptions(options, { limit: whole(0) })
  const { limit = 10 } = options
  const manifest = requireTeachable(fs, dir)
  const { taught, applied } = readLexiconState(fs, dir, manifest)
  const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '', words: applied })
  const segments = openSegments(fs, dir, manifest, 'mirror')
  try {
    const known = new Set(taught.map(({ word }) => word))
    return suggest(segments, analyzer, known, limit)
  } finally {
    for (const segment of segments) segment.close()
  }
}

function suggest(
  segments: readonly SegmentReader[],
  analyzer: Analyzer,
  known: ReadonlySet<string>,
  limit: number,
): SuggestedWord[] {
  const counts = countCandidates(segments, sample(segments))
  const isNew = createNewTest(analyzer)
  const least = Math.min(leastCohesion, Math.log(counts.total + 1) * shareOfPossible)
  return [...counts.candidates.values()]
    .filter(({ word, count, articles }) => count >= leastCount && articles >= leastArticles && !known.has(word))
    .map((candidate) => rate(candidate, counts))
    .filter(({ cohesion, entropy }) => cohesion >= least && entropy >= leastEntropy)
    .filter(({ candidate }) => isNew(candidate.word))
    .sort((a, b) => rankOf(a) - rankOf(b) || b.score - a.score || (a.candidate.word < b.candidate.word ? -1 : 1))
    .slice(0, limit)
    .map(describe)
}

/** A sample of the live articles, as article numbers for each segment. */
function sample(segments: readonly SegmentReader[]): number[][] {
  const all = segments.reduce((sum, segment) => sum + segment.articles, 0)
  const step = Math.max(1, all / mostArticles)
  let next = 0
  let at = 0
  return segments.map((segment) => {
    const chosen: number[] = []
    for (let article = 0; article < segment.articles; article++, at++) {
      if (at < next) continue
      next += step
      if (!segment.isDeleted(article)) chosen.push(article)
    }
    return chosen
  })
}

/** The weakest association over all ways to split the string in two. */
function cohesionOf({ word, count, ends }: Candidate, { candidates, tokens, total }: Counts): number {
  const occurrences = (part: string): number => candidates.get(part)?.count ?? tokens.get(part) ?? count
  const places = ends.slice(0, -1).map((end) => {
    const left = Math.max(count, occurrences(word.slice(0, end)))
    const right = Math.max(count, occurrences(word.slice(end)))
    return Math.log((count * total) / (left * right))
  })
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the characters of a word
  return Math.min(...places)
}

function entropyOf(counts: ReadonlyMap<number, number>, total: number): number {
  let sum = 0
  for (const count of counts.values()) sum -= (count / total) * Math.log(count / total)
  return sum
}

interface RatedCandidate {
  readonly candidate: Candidate
  readonly kind: WordKind
  readonly cohesion: number
  readonly entropy: number
  readonly score: number
}

function rate(candidate: Candidate, counts: Counts): RatedCandidate {
  const { word, count, articles, ends, before, after } = candidate
  const cohesion = cohesionOf(candidate, counts)
  const entropy = Math.min(entropyOf(before, count), entropyOf(after, count))
  const loose = ends.filter((end, i) => end - (ends[i - 1] ?? 0) === 1).length
  const score = Math.log(1 + articles) * cohesion * Math.min(entropy, 3)
  return { candidate, kind: kindOfWord(word, loose), cohesion, entropy, score }
}

/** Sorts both kinds of names before other words. */
function rankOf({ kind }: RatedCandidate): number {
  return kind === 'word' ? 1 : 0
}

function describe({ candidate, kind, cohesion, entropy }: RatedCandidate): SuggestedWord {
  const { word, articles, count, places } = candidate
  const round = (value: number): number => Math.round(value * 100) / 100
  return {
    word,
    kind,
    articles,
    count,
    cohesion: round(cohesion),
    entropy: round(entropy),
    examples: places.map(exampleOf),
  }
}

const text = createDecodedText()

function exampleOf({ segment, article, field, first, last }: Place): SuggestedWord['examples'][number] {
  segment.decode(article, field, text)
  const from = Math.max(0, first - surroundings)
  const to = Math.min(text.tokenCount, last + surroundings)
  return { id: segment.record(article).id, text: surfaceRange(text, segment.vocabulary, from, to).trim() }
}

/** Tests whether the segmenter cuts a string apart that stands alone. */
function createNewTest(analyzer: Analyzer): (word: string) => boolean {
  const analysis = createAnalysis()
  return (word) => analyzer.analyze(word, analysis).tokenCount > 1
}
