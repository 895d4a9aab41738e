import { describe, expect, it } from 'vitest'
import { findRepeatedLines } from '../../src/source/repeated/repeated-lines.js'
import { readOne } from './read.js'

/** Invented pages in the shapes of real sites; what a reader would call the article is between the marks ⟦ and ⟧. */
const PAGES: Readonly<Record<string, { page: string; fields: object }>> = {
  'questions and answers': {
    fields: { title: '老木船为什么要在船底刷桐油？', author: '船匠阿海', date: '2021-04-11T09:32:00+08:00' },
    page: `首页\n等你来答\n会员\n\n老木船为什么要在船底刷桐油？\n\n关注问题 写回答\n造船\n木工\n老木船为什么要在船底刷桐油？\n关注者\n1,204\n被浏览\n356,817\n邀请回答\n好问题 32\n添加评论\n分享\n查看全部 86 个回答\n船匠阿海\n船匠阿海\n造了三十年船，手上有茧\n1,930 人赞同了该回答
⟦先说结论，桐油不是漆，它会钻进木头里，和木头一起变硬。漆是一层皮，皮破了水就进去；油是一身肉，磨掉一层还有一层。

刷油要挑天，太潮不干，太热起皱。一般选在清明前后，连刷三遍，每遍隔两天。第三遍刷完，船身是琥珀色的。

现在用玻璃钢的多了，不用刷油，可是也没有那个味道了。⟧

编辑于 2021-04-11 09:32\n著作权归作者所有\n赞同 1930\n128 条评论\n收起\n更多回答\n渔网\n桐油的味道一闻就知道到家了。\n发布于 2021-04-12 20:10`,
  },
  'a university': {
    fields: { title: '地质系师生在采石场旧址发现三叶虫化石层', author: '徐明', date: '2023-10-18' },
    page: `青石大学 新闻网\n设为首页 | 加入收藏 | 联系我们\n首页  学校要闻  综合新闻  媒体青石\n当前位置: 首页 >> 综合新闻 >> 正文\n\n地质系师生在采石场旧址发现三叶虫化石层\n\n作者：徐明 发布日期：2023-10-18 浏览次数：1287
⟦10月15日，地质系2021级学生在城西采石场旧址实习时，发现一处保存完好的三叶虫化石层。带队教师判断，这一层的年代约为四亿八千万年前。

发现化石的学生说，当时下着小雨，石头一湿，花纹忽然就出来了。⟧

（供稿：地质系  摄影：丁一  编辑：吴桐）\n\n上一条：图书馆通宵自习室开放\n下一条：运动会开幕\n【关闭】\n\n地址：青石市学院路1号\n版权所有 青石大学宣传部`,
  },
  'a magazine': {
    fields: { title: '在雪线上种树的女人', author: '沈一禾' },
    page: `四季\n封面故事 人物 在路上 食物 影像\n\n人物\n在雪线上种树的女人\n\n文 | 本刊记者 沈一禾\n图 | 高原
⟦到海拔三千九百米的苗圃去，要先坐三个小时班车，再走两个小时。央金走在前面，背上背着一捆云杉苗，每走一百步停一下，等我。

一

“树长得慢，人老得快。”她说，“我小时候种下的那一棵，现在才到我肩膀。”

二

冬天苗圃埋在雪里，她要每天去看。风把雪吹走，苗就会冻死，她用手把雪捧回去，一棵一棵地盖好。⟧

（本文刊于《四季》2020年第11期，有删节）\n\n点赞 320\n订阅《四季》\n往期\n第10期 河流的名字`,
  },
  'a gadget site': {
    fields: { title: '折叠屏手机也能防水了：青鸟发布新款铰链', author: '远舟', date: '2024-03-07T09:15:22+08:00' },
    page: `科技小屋\n首页 手机 电脑 评测 学院 排行榜\n小屋 > 手机 > 正文\n\n折叠屏手机也能防水了：青鸟发布新款铰链\n\n2024/3/7 9:15:22  来源：科技小屋  作者：远舟  责编：远舟\n评论：57
⟦科技小屋 3 月 7 日消息，青鸟公司今日发布第三代铰链，官方称可以让折叠屏手机在一米深的水中浸泡三十分钟不进水。

价格方面，首批搭载新铰链的手机售价 6999 元起，3 月 15 日上午 10 点开售。⟧

广告声明：文内含有的对外跳转链接（包括不限于超链接、二维码、口令等形式），结果仅供参考。\n投诉水文 我要纠错\n下载小屋APP，签到赚积分\n相关文章\n青鸟平板开始推送新系统`,
  },
  'a writing account': {
    fields: { title: '老宅子为什么都有一道高门槛？看完你就懂了', author: '砖瓦说', date: '2023-08-09T19:22:00+08:00' },
    page: `老宅子为什么都有一道高门槛？看完你就懂了\n砖瓦说\n2023-08-09 19:22\n·\n山西\n·优质文化领域创作者\n关注
⟦小时候去外婆家，进门要抬腿，大人总说别踩门槛，踩了长不高。其实门槛高，是有道理的。

还有人说门槛是一家人的脸面，官越大门槛越高，这话一半是真的。⟧
举报/反馈\n评论\n发表神评妙论\n相关推荐\n为什么古人睡觉要用瓷枕头\n17评论\n作者最新文章\n一口井能用多少年`,
  },
}

describe.each(Object.entries(PAGES))('page text: %s', (_name, { page, fields }) => {
  const article = page.replace(/[\s\S]*⟦|⟧[\s\S]*/g, '')
  const { articles, problems } = readOne('a.txt', page.replace(/[⟦⟧]/g, '\n'))

  it('the article is found whole, and nothing else', () => {
    expect(problems).toEqual([])
    expect(articles[0]!.body).toBe(article.split(/\n+/).join('\n'))
  })
  it('the fields are found', () => {
    expect(articles[0]).toMatchObject(fields)
  })
})

/** Reads a text as the text of a page, however few signs of one it has. */
const asPage = { cleaning: 'all' } as const

describe('text without furniture keeps every line', () => {
  it.each([
    ['a poem', '山居\n\n雨停了\n云还没有走\n屋檐下的水\n一滴\n一滴\n数着下午'],
    ['a list', '春天要做的事\n\n买种子\n修篱笆\n给猫洗澡\n去看河'],
    [
      'a letter',
      '亲爱的朋友：\n\n你上次来信说，河边的柳树已经绿了，我这里还在下雪，炉子一天也不敢灭。\n\n祝好\n\n阿河\n2021年2月3日',
    ],
    [
      'a conversation',
      '对话\n\n问：你为什么不走？\n\n答：我在等一封信，信里有一个地址，等了十一年，邮递员换了三个，我还是每天到门口去。\n\n问：等到了吗？\n\n答：等到了，是空的。',
    ],
    ['a chronicle', '清溪大事记\n\n1951年3月1日 大桥通车\n1958年5月2日 水库开工\n1962年7月8日 学校成立'],
    [
      'an interview',
      '船匠的一天\n\n记者：您好\n船匠：你好。\n记者：您是哪一年来的？\n船匠：忘了。\n记者：那时候……\n船匠：那时候什么都没有。\n记者：好的，谢谢您\n船匠：不客气。',
    ],
    [
      'a list of books',
      '今年读的书\n\n《河》\n作者：阿河\n写得很慢。\n\n《山》\n作者：阿山\n\n《海》\n作者：阿海\n没有读完。',
    ],
  ])('%s', (_name, text) => {
    const { articles, removed } = readOne('a.txt', text)
    const lines = text.split(/\n+/)
    expect([articles[0]!.title, ...articles[0]!.body.split('\n')].filter((line) => line !== '').sort()).toEqual(
      [...lines].sort(),
    )
    expect(removed.filter(({ reason }) => reason !== 'title repeated')).toEqual([])
  })
  it('who asks is its author, and what stands under the last answer is a credit', () => {
    const text = '船匠的一天\n\n记者：张小山\n\n记者：您是哪一年来的？\n\n船匠：忘了。\n\n责任编辑：李四'
    expect(readOne('a.txt', text, asPage).articles[0]).toMatchObject({
      author: '张小山',
      body: '记者：您是哪一年来的？\n船匠：忘了。',
    })
  })
  it('an author whom a foot introduces is no speaker', () => {
    const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
    const text = `桥头\n\n作者：阿河\n\n${prose}\n\n作者：阿河，前图书编辑，现居县城。`
    expect(readOne('a.txt', text, asPage).articles[0]).toMatchObject({ author: '阿河', body: prose })
  })
  it('a day that is surely not the post’s is its text', () => {
    const body = (day: string) =>
      readOne('a.md', `---\ntitle: 河\ndate: 2024-05-21\n---\n${day}\n\n水很高。`, asPage).articles[0]!.body
    expect(body('1998年3月2日 星期一 晴')).toBe('1998年3月2日 星期一 晴\n水很高。')
    expect(body('2024年5月20日')).toBe('水很高。')
    expect(body('2023年5月21日 清溪晚报')).toBe('水很高。')
  })
  it.each([
    ['a poem', '断章\n\n阿河\n\n水在桥下看人\n人在桥上看水\n\n水不说话\n水不说话'],
    ['a poem with its poet right below', '渡口\n阿河\n\n雨停了，\n云还没有走。'],
    ['a chapter', '渡口\n　　“谁？”\n　　没有人答。'],
    [
      'a paper',
      '清溪的水位\n\n阿河1，阿水2\n（1.某某大学地理学院，2.某某研究所）\n\n摘要：水位在春季上升，在秋季下降，与降水量显著相关，这是五十年的记录。',
    ],
  ])('the first line of %s is its title, and no line says who wrote it', (_name, text) => {
    expect(readOne('a.txt', text).articles[0]).toMatchObject({ title: text.split('\n', 1)[0], author: '' })
  })
  it('a name above the author is the title of a novel, not its first chapter', () => {
    const text =
      '《渡口》\n作者：阿河\n\n内容简介：\n一个关于渡口的故事。\n\n第一章 雨\n\n雨下了三天，河水涨到了桥头，老人们搬出板凳，坐在门口看水，谁也不说话，只有孩子们高兴。'
    const [article] = readOne('a.txt', text).articles
    expect(article).toMatchObject({ title: '《渡口》', author: '阿河' })
    expect(article!.body).toContain('一个关于渡口的故事。\n第一章 雨')
  })
  it.each(['上一章 目录 下一章', '下一章', '——END——'])('a chapter of short sentences below %j is text', (between) => {
    const first = '雨下了三天，河水涨到了桥头，老人们搬出板凳，坐在门口看水，谁也不说话，只有孩子们高兴。'
    const second = '第二章 雪\n“又下雪了。”他说。\n“嗯。”\n雪下到晚上。'
    expect(readOne('a.txt', `第一章 雨\n\n${first}\n\n${between}\n\n${second}\n`, asPage).articles[0]!.body).toBe(
      `${first}\n${second}`,
    )
  })
  it.each(['摄影：高原', '图片来源：视觉中国', '（图片由受访者提供）', '图源：受访者'])(
    '%s under an image ends no text',
    (credit) => {
      const first = '雨下了三天，河水涨到了桥头，老人们搬出板凳，坐在门口看水，谁也不说话，只有孩子们高兴。'
      const text = `桥头\n\n${first}\n\n${credit}\n\n水退了。\n\n桥还在。\n\n责任编辑：张三`
      expect(readOne('a.txt', text, asPage).articles[0]!.body).toBe(`${first}\n水退了。\n桥还在。`)
    },
  )
  it.each(['一、什么是小程序', 'App 的难处', '二、评论 5 条'])('the heading %j ends no text', (heading) => {
    const first = '雨下了三天，河水涨到了桥头，老人们搬出板凳，坐在门口看水，谁也不说话，只有孩子们高兴。'
    const text = `桥头\n\n${first}\n\n${heading}\n\n点开就用。\n\n下载某某APP`
    expect(readOne('a.txt', text, asPage).articles[0]!.body).toBe(`${first}\n${heading}\n点开就用。`)
  })
  it('words in brackets end no text that goes on', () => {
    const text =
      '在河边的讲话\n\n雨下了三天，河水涨到了桥头，老人们搬出板凳，坐在门口看水，谁也不说话，只有孩子们高兴。\n（掌声）\n我再说两句。\n（安静）\n河是大家的。\n（本章完）\n下一章\n他走了。'
    const [article] = readOne('a.txt', text).articles
    expect(article!.author).toBe('')
    for (const line of ['（掌声）', '我再说两句。', '（安静）', '河是大家的。']) expect(article!.body).toContain(line)
  })
  it('prose goes on after a list of recommendations in the middle', () => {
    const a =
      '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高，船有多大，鱼有多肥。'
    const b =
      '后来桥拆了，老人们搬到了镇上，只有水还是从前的水，每年春天涨一次，秋天落一次，像一个人慢慢地呼吸，没有停过。'
    expect(
      readOne('a.txt', `河\n\n${a}\n\n相关阅读\n别的文章一\n别的文章二\n\n${b}\n\n${a}`, asPage).articles[0]!.body,
    ).toBe([a, b, a].join('\n'))
    const short = '水里的事从此没有人再提起。'
    expect(
      readOne('a.txt', `河\n\n${a}\n\n相关专题\n别的文章一\n\n说到水，${short}\n\n桥头\n\n${b}\n\n${a}`, asPage)
        .articles[0]!.body,
    ).toBe([a, `说到水，${short}`, '桥头', b, a].join('\n'))
  })
  it('a sentence above the headline is text', () => {
    const a = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
    const page = `首页 | 登录 | 注册\n\n今年的水来得早，比往年都早了半个月。\n\n河上的桥\n\n2024-05-21 作者：林远\n\n${a}`
    expect(readOne('a.txt', page, asPage).articles[0]!.body).toBe(`今年的水来得早，比往年都早了半个月。\n${a}`)
  })
  it('a line «end» of a program ends no text', () => {
    const a = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
    const text = (end: string): string => `桥\n\n${a}\n\nsubgraph 河\n\n${end}\n\n河 --> 海`
    const body = (end: string): string => readOne('a.txt', text(end), asPage).articles[0]!.body
    expect(body('end').split('\n')).toEqual([a, 'subgraph 河', 'end', '河 --> 海'])
    expect(body('END').split('\n')).toEqual([a, 'subgraph 河'])
  })
})

describe('in text with the page around it, the author keeps', () => {
  const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
  const long = `${prose.slice(0, -1)}，船有多大，鱼有多肥，桥有多长。`
  const head = '首页 | 登录 | 注册\n\n河上的桥\n\n2024-05-21 作者：林远\n\n'
  const foot = '\n\n上一篇\n最后的磨坊\n下一篇\n一条溪的名字\n版权所有 清溪新闻网'
  const kept = (text: string, above = head): string[] =>
    readOne('a.txt', above + text + foot, asPage).articles[0]!.body.split('\n')

  it.each([
    ['what it names as reference', ['相关专题', '渡口知识体系', '桥梁面试题总结', '木船详解']],
    ['addresses', ['推荐阅读', '木船：https://example.org/1', '桥梁：https://example.org/2']],
    ['years', ['扩展阅读', '1965年 清溪大学 荣誉学位', '1969年 清溪大学 博士']],
  ])('a list of %s below a heading of sites', (_name, list) => {
    expect(kept([prose, ...list].join('\n'))).toEqual([prose, ...list])
    const headlines = ['相关阅读', '最后一座磨坊下月关门', '一条小溪有了自己的名字']
    expect(kept([prose, ...headlines].join('\n'))).toEqual([prose])
  })
  it('a list of numbers and addresses below a short heading', () => {
    const list = ['练习题目', '122. 渡船过河的最佳时机之二', '435. 互相不重叠的船期']
    expect(kept([prose, ...list].join('\n'))).toEqual([prose, ...list])
  })
  it('a table of contents below a button', () => {
    const contents = Array.from({ length: 20 }, (_, i) => `1.${i + 1} 第${i + 1}座桥`)
    expect(kept([prose, '目录', ...contents].join('\n'))).toEqual([prose, ...contents])
  })
  it('short sentences between a statement and the next long one', () => {
    const short = '也可以先在河边走一走，再决定要不要过桥。'
    expect(kept([prose, '风险提示：市场有风险，投资需谨慎，本文不作依据。', short, long].join('\n'))).toEqual([
      prose,
      short,
      long,
    ])
  })
  it('a warning of what the text is about', () => {
    const warning = '风险提示：过桥会应用修复，涉及安全的改动请单独审查。'
    expect(kept([prose, warning, prose].join('\n'))).toEqual([prose, warning, prose])
  })
  it('the first entries of a list, below a sentence', () => {
    const entries = [
      '这一周的桥和船都在这里，欢迎你来。',
      '一、桥',
      '1. 木桥 - 桥面宽三米，走马车',
      'https://b.example/wood/bridge',
    ]
    const page = `某某首页\n首页 | 登录 | 注册\n2024-05-21 作者：林远\n${entries.join('\n')}\n${prose}\n\n责任编辑：陈默\n分享到：\n更多新闻`
    expect(readOne('桥.txt', page).articles[0]!.body.split('\n')).toEqual([...entries, prose])
  })
  it('steps with arrows that a line announces', () => {
    const steps = [
      '造桥按真实的优先级编排，顺序为：',
      '「 经历与选址勘测 → 木料/石料/铁料 → 框架应用 → 设计与铺板上漆的场景 」',
    ]
    const page = `首页 | 登录 | 注册\n河上的桥和船为什么总要在清明节之前修好？\n2024-05-21 作者：林远\n${steps.join('\n')}\n${prose}\n\n责任编辑：陈默\n分享到：\n更多新闻`
    expect(readOne('桥.txt', page).articles[0]!.body.split('\n')).toEqual([...steps, prose])
  })
  it('fields and sentences above the headline', () => {
    const fields = ['主题：河上的桥和船', '每周四发布，分享有趣的桥，渡口等。 周刊列表', '我们先来写下一座桥的名字：']
    const above = `首页 | 登录 | 注册\n2024-05-21 作者：林远\n${fields.join('\n')}\n`
    expect(kept(`河上的桥和船为什么总要在清明节之前修好？\n\n${prose}`, above)).toEqual([...fields, prose])
  })
  it('the key words of each of several abstracts, and comments of a program', () => {
    const abstracts = ['一', '二', '三', '四'].flatMap((n) => [`关键词：桥${n}，船${n}`, `${prose}${n}。`])
    expect(kept(abstracts.join('\n'))).toEqual(abstracts)
    const code = ['a', 'b', 'c', 'd'].flatMap((name) => [`#计算桥长${name}`, `${name} = sum(1, 2)`])
    expect(kept([prose, ...code].join('\n'))).toEqual([prose, ...code])
    expect(kept([prose, '#桥', '#船'].join('\n'))).toEqual([prose])
  })
  it('arrows of a process, and an item (c)', () => {
    const process = '造桥过程：选址->打桩->铺板。'
    const item = '(c) 更新完桥面后，桥头的石阶也要更新。'
    expect(kept([process, prose, item, prose].join('\n'))).toEqual([process, prose, item, prose])
  })
})

describe('lines repeated across a folder', () => {
  const page = (i: number): string =>
    `清溪早报的第${'一二三四五六'[i]}个故事\n\n第${i}个人在河边走了很久，他说起第${i}座桥、第${i}条船，还有那年冬天没有落下来的雪，声音越来越低。\n\n清溪早报，陪你走过每一个早晨`
  const files = [0, 1, 2, 3, 4, 5].map((i) => ({ path: `清溪/${i}.txt`, bytes: Buffer.from(page(i)) }))

  it('are furniture', () => {
    const repeatedLines = findRepeatedLines(files)
    expect(repeatedLines.size).toBe(1)
    expect(readOne('清溪/0.txt', page(0)).articles[0]!.body).toContain('陪你走过')
    expect(readOne('清溪/0.txt', page(0), { repeatedLines }).articles[0]!.body).not.toContain('陪你走过')
  })
  it('inside an article without other furniture are kept', () => {
    const entry = '修复：第三座桥的栏杆不再摇晃'
    const version = (i: number): string =>
      `桥梁工具 ${i} 版\n\n${Array.from({ length: 30 }, (_, k) => `第${i}版第${k}项，${'走'.repeat(k + 3)}到桥头为止。\n${k === 15 ? `${entry}\n` : ''}`).join('')}`
    const files = [1, 2, 3, 4, 5].map((i) => ({ path: `说明/${i}.txt`, bytes: Buffer.from(version(i)) }))
    const repeatedLines = findRepeatedLines(files)
    expect(repeatedLines.has(entry)).toBe(true)
    expect(readOne('说明/1.txt', version(1), { repeatedLines }).articles[0]!.body).toContain(entry)
    expect(readOne('说明/1.txt', version(1), { repeatedLines, cleaning: 'all' }).articles[0]!.body).not.toContain(entry)
  })
  it.each([
    ['a sentence', '黄昏的渡口没有人，只有水还在走。', 15],
    ['a question', '船到哪里去了？没有人知道', 15],
    ['what trails off', '水一直流，一直流……', 15],
    ['a sentence of Latin words', 'The river remembers every boat.', 15],
    ['a line that is none', '渡口文化传媒 版权归原作者', 4],
  ])('in 30 articles, %s from so many on', (_name, line, least) => {
    const folder = (sharing: number) =>
      Array.from({ length: 30 }, (_, i) => {
        const own = `第${i}个人在河边走了很久，他说起第${i}座桥、第${i}条船，还有那年冬天没有落下来的雪，声音越来越低。`
        return { path: `${i}.txt`, bytes: Buffer.from(i < sharing ? `${own}\n\n${line}\n` : own) }
      })
    expect([...findRepeatedLines(folder(least - 1))]).toEqual([])
    expect([...findRepeatedLines(folder(least))]).toEqual([line])
  })
  it('a sentence too needs four articles', () => {
    const all = (n: number) => files.slice(0, n).map(({ path }, i) => ({ path, bytes: Buffer.from(`${page(i)}。`) }))
    expect(findRepeatedLines(all(3)).size).toBe(0)
    expect(findRepeatedLines(all(4)).size).toBe(1)
  })
  it('but copies of one article are no evidence', () => {
    const copies = [0, 1, 2, 3, 4, 5].map((i) => ({ path: `清溪/${i}.txt`, bytes: Buffer.from(page(0)) }))
    expect(findRepeatedLines(copies).size).toBe(0)
  })
  it('nor are lines of different folders', () => {
    expect(findRepeatedLines(files.map((file, i) => ({ ...file, path: `${i}/a.txt` }))).size).toBe(0)
  })
})
