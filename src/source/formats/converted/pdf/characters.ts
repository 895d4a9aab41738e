/**
 * Replaces characters that PDF files use in place of others. A font may have one glyph for a radical and the ideograph
 * that looks like it, and programs write the radical; vertical type has punctuation of its own. Radicals: Unicode 16,
 * EquivalentUnifiedIdeograph.txt.
 */

/** Each radical, followed by its ideograph. Kangxi radicals (from U+2F00) need no table, because NFKC maps them. */
const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻' +
  '⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食' +
  '⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'

/** Each vertical form, followed by the usual form. */
const VERTICAL =
  '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』'

const MEANT = new Map<string, string>()
for (const pairs of [RADICALS, VERTICAL]) {
  const characters = [...pairs]
  for (let at = 0; at < characters.length; at += 2) MEANT.set(characters[at]!, characters[at + 1]!)
}

const STAND_INS = /[\u2e80-\u2eff\u2f00-\u2fd5\ufe10-\ufe19\ufe30-\ufe44]/g

/** The text with the intended characters. */
export function meantCharacters(text: string): string {
  return text.replace(
    STAND_INS,
    (one) => MEANT.get(one) ?? (one >= '\u2f00' && one <= '\u2fd5' ? one.normalize('NFKC') : one),
  )
}
