/** What a word looks like: a transliterated foreign name, a Chinese name, or any other word. */
export type WordKind = 'transliteration' | 'name' | 'word'

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
export function kindOfWord(word: string, loose: number): WordKind {
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
