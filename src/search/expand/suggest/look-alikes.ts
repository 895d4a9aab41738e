/**
 * Characters that look alike: they differ in a stroke or in one component. Simplified characters; each group stands for
 * all pairs in it, as does each family of `components.ts`.
 */
import { lazy } from '../../../base/growing.js'
import type { Syllable } from '../pinyin/table.js'

/*
 * Reads keys that were meant as zhuyin (bopomofo) but typed on a keyboard set to letters: `su3cl3` for 你好. The usual
 * layout (大千): each key is a sign, and a tone, or a space for the first tone, ends a syllable.
 */

/** The zhuyin sign of each key, in pinyin spelling. */
const initials: Readonly<Record<string, string>> = {
  ...{ 1: 'b', q: 'p', a: 'm', z: 'f', 2: 'd', w: 't', s: 'n', x: 'l', e: 'g', d: 'k', c: 'h' },
  ...{ r: 'j', f: 'q', v: 'x', 5: 'zh', t: 'ch', g: 'sh', b: 'r', y: 'z', h: 'c', n: 's' },
}
const glides: Readonly<Record<string, string>> = { u: 'i', j: 'u', m: 'v' }
const rhymes: Readonly<Record<string, string>> = {
  ...{ 8: 'a', i: 'o', k: 'e', ',': 'e', 9: 'ai', o: 'ei', l: 'ao' },
  ...{ '.': 'ou', 0: 'an', p: 'en', ';': 'ang', '/': 'eng', '-': 'er' },
}
const tones: Readonly<Record<string, number>> = { ' ': 1, '': 1, 6: 2, 3: 3, 4: 4, 7: 5 }

const syllable = /([1qaz2wsxedcrfv5tgbyhn]?)([ujm]?)([8ik,9ol.0p;/-]?)([3467 ]|$)/y

/** Glide and rhyme that pinyin contracts: the spelling after an initial, and the spelling without one. */
const contracted: Readonly<Record<string, readonly [string, string]>> = {
  ...{ iou: ['iu', 'you'], ien: ['in', 'yin'], ieng: ['ing', 'ying'] },
  ...{ uei: ['ui', 'wei'], uen: ['un', 'wen'], ueng: ['ong', 'weng'] },
  ...{ ven: ['vn', 'yun'], veng: ['iong', 'yong'], i: ['i', 'yi'], u: ['u', 'wu'] },
}

/** @returns two or more syllables, or undefined if some key is not part of a syllable */
export function readZhuyin(keys: string): readonly Syllable[] | undefined {
  const typed = keys.trim().toLowerCase()
  if (!/[3467 ]/.test(typed)) return undefined
  const found: Syllable[] = []
  for (syllable.lastIndex = 0; syllable.lastIndex < typed.length;) {
    const [all, initial, glide, rhyme, tone] = syllable.exec(typed) ?? []
    if (all === undefined || all.trim() === '' || initial! + glide! + rhyme! === '') return undefined
    const text = spell(initials[initial!] ?? '', glides[glide!] ?? '', rhymes[rhyme!] ?? '')
    found.push({ text, tone: tones[tone!]! })
  }
  return found.length < 2 ? undefined : found
}

function spell(initial: string, glide: string, rhyme: string): string {
  if (glide === '') return initial + (rhyme === '' ? 'i' : rhyme)
  const [behind, alone] = contracted[glide + rhyme] ?? [glide + rhyme, glideAlone[glide]! + rhyme]
  if (initial === '') return alone
  return initial + (/^[jqx]$/.test(initial) ? behind.replace('v', 'u') : behind)
}

const glideAlone: Readonly<Record<string, string>> = { i: 'y', u: 'w', v: 'yu' }

/**
 * Common characters grouped by a shared component: readers, and people who write with a pen or a stroke-based input
 * method, confuse them. One family for each group; the component itself comes first if it is a character.
 */
const families =
  '白拍怕伯泊柏迫帕珀 包饱跑泡炮袍抱咆鲍雹苞胞刨 贝坝狈 卑碑牌脾婢 本体笨 比批昆毕陛 必秘密泌 辟壁避臂劈癖譬僻 扁编骗遍偏篇蝙 ' +
  '宾滨缤 丙病柄炳 皮波彼披被坡玻颇跛婆破 卜扑朴仆补 不否杯坏怀还环 布怖 才材财团闭 采彩菜踩睬 参惨掺渗 仓枪抢苍舱创沧 曹槽糟遭嘈 ' +
  '昌唱倡猖 长张帐胀涨账 尝偿 巢剿 朝潮嘲 辰晨震振唇辱 成城诚盛 呈程逞 乘剩 尺迟 斥拆诉 出拙础屈 垂睡锤捶唾 春椿蠢 此紫柴雌些 ' +
  '卒醉碎粹翠 寸村衬讨守付 大太犬达驮 旦但担胆坦 单弹蝉阐 当挡档铛 刀叨召 登灯蹬瞪凳 氐低底抵纸邸 弟第梯递剃 帝蹄啼缔 ' +
  '丁订钉顶盯叮打灯厅 定淀绽 冬疼终图 东冻栋陈 董懂重 斗抖科料 豆逗短登 度渡踱 段锻 兑说税脱锐悦阅 多移哆 朵躲 我俄饿鹅娥哦 ' +
  '而耐 耳饵取 发拨泼 番翻播潘 反返饭贩板版扳 凡帆 方芳防仿访纺房放妨坊肪 非排徘悲辈匪 分纷粉芬份氛盼盆贫扮颁 蜂峰锋逢缝 奉捧棒 ' +
  '夫扶肤芙 弗佛拂沸费 孚浮俘孵乳 付附府符咐俯腐 父斧爸爷 甫捕铺辅补浦葡 复腹履覆 福幅副辐逼富 干杆肝汗旱岸刊赶 冈刚钢岗纲 ' +
  '高搞稿敲膏 告造靠浩酷皓 各格络客路洛略阁骆酪赂 艮很恨狠跟根银限眼退痕 恒桓宣 更硬梗便 工功攻红江虹贡空项缸 公松讼颂翁 共供洪哄拱 ' +
  '勾沟构购钩 古姑故枯估固胡苦居 谷俗浴欲裕容 骨滑猾 瓜孤狐弧 官馆管棺 光晃恍辉 广扩矿旷 圭桂挂佳娃洼蛙哇街 鬼愧魂魄槐块 ' +
  '果课棵颗裸 亥该孩刻核咳骇 合哈给拾恰洽答塔 可何河荷柯坷阿 曷喝渴揭歇竭葛 黑墨默嘿 胡湖糊蝴 户护沪炉庐 化花货华 奂换唤焕 荒慌谎 ' +
  '皇煌蝗惶 灰恢诙 会绘烩 火伙灭灰 或惑域 几机肌饥讥 己记纪忌起配改 及极级吸汲圾 吉结洁桔秸 奇寄骑椅倚绮 家嫁稼 加架驾茄贺 ' +
  '夹峡侠狭颊 甲钾押鸭闸 坚竖贤肾紧 间简涧 监蓝篮滥鉴 见现观视规舰砚 建健键腱 将奖浆酱桨 交校较郊胶饺咬效绞 焦蕉礁瞧 角确触解 ' +
  '皆阶谐楷 介界价阶芥 巾币帽帕 斤近听折析斩斯所 今令冷念含吟琴贪 京惊凉景掠谅晾影 径经轻劲颈茎怪 井进讲 竟境镜 敬警擎 居剧据锯 ' +
  '巨拒距矩柜 具俱惧 卷倦圈拳 夬决快块缺诀抉 军运挥浑晕辉 君群裙郡 康糠慷 亢抗航坑炕杭吭 考烤拷 空控腔 口扣叩 夸跨垮胯 匡框筐眶 ' +
  '困捆 来莱睐 兰拦栏烂 劳捞涝唠 乐烁砾 雷蕾擂 里理厘狸童埋 力历办边加 厉励 立粒笠拉啦泣位 利梨犁莉 连莲链涟 良浪狼粮郎娘朗琅 ' +
  '两俩辆 列烈例裂 林淋琳彬 令冷领铃岭零龄玲怜邻 流硫琉 留溜榴 龙笼拢聋胧垄袭 娄楼搂数屡 录绿碌氯 仑论轮抡伦沦 罗锣箩萝 吕侣铝 ' +
  '马妈骂码蚂玛吗驾 买卖实 满瞒 曼慢漫蔓馒 毛耗尾笔 每梅海悔侮霉敏 门们闷闻问 免晚挽勉兔 苗描猫瞄 米迷谜咪 民眠抿 名铭 ' +
  '莫模摸膜漠寞墓幕暮慕募 木沐林休 目相泪盯 那哪挪娜 乃奶仍扔 南喃楠 难滩摊瘫 能熊罢 尼泥呢妮 念捻 鸟鸣鸡鸭 宁拧柠狞 农浓脓 ' +
  '奴怒努 禺偶遇寓愚隅 般盘搬船 旁傍膀榜谤 朋崩绷棚鹏 彭膨澎 票漂飘瓢标膘 平评苹坪秤 普谱 妻凄 其期棋旗欺基斯 齐挤济剂 乞吃迄 ' +
  '气汽 千迁歼 前剪箭煎 欠欢歌吹饮软次 乔桥娇骄侨轿 且姐组祖租粗阻助查 切砌彻 青请清情晴睛蜻精静靖猜 求球救 区驱躯枢欧殴呕抠 ' +
  '取趣最娶聚 去法却怯劫 全拴诠 壤嚷让镶 人认从 容溶蓉榕熔 如茹絮 若诺惹 桑嗓 少砂抄炒吵秒妙纱省沙 山仙灿岸 善膳 尚常赏堂掌裳 ' +
  '召招绍照昭沼超 舍啥 申伸神审坤绅 生性姓胜星牲 失铁跌秩 师狮筛 十计汁针什 石硕拓 史使驶 士壮志吉 市柿肺闹 式试拭 是提题堤匙 ' +
  '寺诗持待特侍等恃 受授 投没股役设段 叔椒淑寂 蜀独烛浊触 术述 束速辣刺嗽 司词伺饲 斯撕嘶 肃萧箫啸 遂隧 孙逊 也他她地池驰 ' +
  '台抬胎治始冶殆 太态汰 炭碳 唐糖塘搪 兆逃跳挑眺姚桃 天吞添 田细佃苗亩 廷挺庭艇蜓 同洞铜筒桐 童撞幢瞳 土吐杜肚社牡 屯纯顿盹钝 ' +
  '它蛇驼鸵舵 完院玩皖 宛碗婉惋 亡忘盲忙茫芒 王旺枉狂汪 韦伟围违纬 未味妹昧 胃谓猬 文蚊纹坟 勿物忽 屋握 吴误娱 五伍语悟 ' +
  '夕岁多名 西洒晒栖牺 析晰 昔惜借错措猎腊醋 息熄 先洗选宪 咸减喊感憾 相想箱湘厢霜 向响晌 象像橡 肖消削销俏悄哨稍梢硝屑 射谢榭 ' +
  '辛辣辞 星醒腥猩 开形型研刑 凶胸汹 秀诱透锈绣 玄弦炫眩 旬询殉 川训顺驯 亚哑恶 炎谈淡毯 央英映秧殃 羊洋样详氧祥翔痒养鲜 ' +
  '扬杨场肠汤烫畅 尧烧绕浇晓饶挠翘 摇遥瑶谣 要腰 夜液 衣依 乙亿忆艺 义议仪蚁 易踢惕剔锡 益溢 因烟姻恩 音暗意 婴樱 永咏泳 ' +
  '用拥佣 甬通痛勇涌桶 由油邮抽轴袖宙届笛 尤优忧犹扰稳 于宇芋吁 予预序舒野豫 俞愉输偷榆喻愈 羽翅翁 元远玩园完冠 员圆损陨 原源愿 ' +
  '云运会动坛 匀均韵 责债绩积渍 曾增赠憎 乍作昨炸诈怎窄 占站点店战粘沾贴帖 斩渐暂崭 章障樟彰 者都著猪暑煮诸赌堵睹屠署 折浙哲誓逝 ' +
  '真填镇滇慎颠 贞侦帧 正政证征整症 支枝技肢歧翅 知痴智 直植值殖置 止址企趾齿 只积织职识帜 旨指脂 至到倒室屋致侄 中种钟忠肿冲仲 ' +
  '州洲酬 周调绸稠雕 朱珠株蛛殊 主住柱注驻往 专传转砖 庄桩脏赃 卓掉桌绰悼罩 兹滋磁慈 子仔籽孜 宗综踪崇棕 足捉促 尊遵蹲樽 ' +
  '字宇宁官宫'

const groups =
  '己已巳 未末 日曰目 土士 人入八 大太犬丈 天夭无 干千于 刀力刁 戊戌戍成 拔拨 晴睛情清请 辨辩辫瓣 侯候 徽微徵 冒昌 贝见 鸟乌 ' +
  '折拆析 治冶 茶荼 环坏怀 快块决 钓钩钧 历厉 卷券 间问闻 幕慕墓暮 密蜜 竞竟 免兔 兵乒乓 毫豪 壁璧 粱梁 坐座 住往注驻柱 ' +
  '抱饱跑泡炮袍 胞苞 操燥躁澡 经径轻劲 浅线钱残 栽裁载戴 拢扰 凤风 午牛 今令 代伐 何河 伸神 低底抵 佳桂挂 侵浸 俊峻 ' +
  '傲熬 僵疆 优忧扰 仑仓 仪议 传转 体休 伟纬 估沽 伯泊 但坦 作昨 佣拥 使便 依衣 侠狭 债绩 偏编骗 偷愉榆 像象 准淮推 凉谅 ' +
  '减咸 刚钢纲 划戏 创苍抢枪 别另 刮刹 剌刺 削消 剂济 副幅福 励厉 劫却 勃脖 勇涌 勒勤 匆勿 区巨 卑婢 协胁 单卓 卫已 厂广 ' +
  '厕侧测 厘理 厦夏 吃乞 吗妈 吓下 员圆 吹炊 吵抄炒 味昧妹 呼乎 咐附 咬校 哄洪供 哀衰衷 品晶 唇辱 唤换 啄琢 喂畏 喝渴 ' +
  '喧宣 嘲潮 噪澡 园圆 固因困 圈卷 场扬杨汤 均钧 坊防仿访 坚竖 垮挎 垂睡锤 埋理 城诚 培陪赔倍 堆推 堤提题 塞寨 墙樯 壮状 ' +
  '夕歹 奋备 奖浆桨 妄忘 娇骄桥 娘狼 婉碗惋 嫁稼 孔扎 孤狐弧 宁守 宜宣 客容 寄奇 寇冠 密秘 寒塞赛 察擦 寸才 射谢 尉慰 ' +
  '尺尽 层尼 屈届 屏屠 岁罗 岗冈 岛鸟 岳兵 峰蜂锋 崇祟 嵌欠 川州 巡迅 差着 巾币 布希 帅师 席度 帐胀 帽冒 幻幼 库裤 座挫 ' +
  '廷延 弋戈 弦玄 弹掸 归扫 形刑 影景 彼波 徒陡徙 得碍 循遁 忆亿 忽葱 怖布 思恩 怨怒 恨狠很 恰洽 恳垦 悔海 悟语 患惠 ' +
  '悬县 情惰 惯贯 愤喷 慌荒 慢漫 懂董 成咸 战占 扣扫 扮份纷 抓爪 投没 抖科 抗坑航 护户 报服 抵低 押鸭 拌伴 拍伯 拐捌 招沼绍 ' +
  '拨拔 括活 拾给 持特待 挑跳桃 挖控 挡档 挤济 振震 挽晚 捉促 捕铺 捞涝 损捐 掉悼 掘屈 探深 接楼 描猫瞄 揭竭 援缓暖 搏博 ' +
  '摇谣遥 摘滴 摸模漠 撒散 撕斯 播翻 擅檀 政致 敏繁 斤斥 斩渐 施旋 旅族 旧旦 旱早 昂仰 明朋 易晃 星醒 晒洒 普晋 智暂 ' +
  '暑署 暴瀑爆 最撮 月用 肌机饥 肚杜 肝肚 股投 肯背 胖伴 胀帐 胆担但 脏赃 脑恼 脱说 腊蜡借 膊搏 木本 术木 朴扑 杂杀 杆秆 ' +
  '材村 杖仗 束柬 杯怀 板版扳 枉旺 枚枝 枯姑 柏伯 栋冻 栏拦 核该 根很 株珠 格恪 桂挂 桩庄 梅悔 械戒 棉绵 棋旗 植值直 ' +
  '榜傍 模膜 横黄 欢次 欧殴 欲浴 歇渴 止正 武式 歼奸 残浅 毁设 毒毐 氏民 气汽 永水 汁什 汉汗 江扛 池地 汰汏 沙砂 沿铅 泄世 ' +
  '法洁 泥尼 泪汨 洒酒 洗冼 洞铜 津律 浪狼 浮俘 涂徐 涉步 润闰 涨张 液夜 淡谈 混棍 渔鱼 港巷 湖糊 湾弯 溪奚 滑猾 滨宾 滩摊 ' +
  '漂飘票 演寅 潜替 灭灾 灯打 灰炭 炼练 烂栏 烈裂 烟咽 热势 焰陷 煤媒 照昭 煮著 熊能 爪瓜 爷爸 片斤 牙呀 牧枚 犯范 状壮 ' +
  '狱犹 狼狠 猎借 玉王主 玩完 珍诊 班斑 球求 理埋 琴琵 瑞端 瓜爪 瓦互 甘廿 甲申由田 畅扬 番翻 疫疾 疼痛 病痛 瘦搜 白百 皇星 ' +
  '皮波 盆盒 盖益 盐监 盲育 盾循 省看 眉冒 眠眼 睁净 瞒满 知和 矮短 码妈 砖转 破坡披 础咄 硬便 碎醉 碑牌 磁滋 社杜 祖租组 祝祀 ' +
  '神伸 票漂 禁楚 福幅 禾木 秀季 私和 秋愁 秒抄 秘密 积识 称你 移侈 稀希 程逞 稳隐 穷穿 空控 突穾 窄炸 窗囱 竖坚 站沾 竹行 ' +
  '笔毛 笨苯 第弟 筒同 简间 籍藉 糕羔 糖塘搪 索素 累罗 红虹 纪记 纳钠 纸低 线钱 组租 细佃 终冬 绍招 结洁 绘给 统充 绢捐 维准 ' +
  '绿录 缘绿 缝逢 罚罪 署暑 羊半 美关 群裙 羽习 老考 耐而 耳取 聊柳 职识 联朕 肃萧 育盲 脆危 腐府 臣巨 舟丹 般船 良艮 艰难 ' +
  '节书 芒忙 苗笛 苦若 英央 范犯 茎经 荐存 荒慌 莫草 获荻 萍平 著着 葬莽 蓝篮 蔬疏 薄簿 藏臧 虎虚 虑虚 虫中 蛇驼 蚀饰 袖抽 ' +
  '被披 裤库 裙群 裹裏 西四 要耍 观现 规视 角用 解懈 触浊 订钉 训川 讯迅 论沦 讽枫 设没 证征 评坪 诉拆 词司 试式 诗侍待 诚城 ' +
  '话活 诞延 询洵 详祥 语悟 误吴 诱透 谁难 调凋 谊宜 豆头 象像 货贷 贪贫 购沟构 贴站 费弗 贺架 赏尝 赔陪 赖懒 赤亦 走定 赴卜 ' +
  '赵起 趁珍 趣取 足促 跃沃 距巨 跨垮 路露 踏蹋 踢惕 蹲樽 身射 车东 轨轧 轮论 软欠 输偷 辅铺 辈非 辉晖 辞辟 辣棘 边力 迁千 ' +
  '过达 运云 近进 返反 还怀 远玩 违伟 连莲 迟尺 迫追 述术 迷谜 退腿 适括 逃挑 逆朔 选先 递弟 途涂 通诵 逝浙 速束 逢缝 遇偶 遍编 ' +
  '道首 遗遣 邀激 那哪 邮油 郊交 部陪 都著 酒洒 酱浆 酸俊 醋错 里理 重董 野墅 金全 针什 钉订 钟种 铁轶 铃玲 银根 铺捕 销消 锁琐 ' +
  '锅祸 错借 锦绵 键健 镇填 镜境 长张 闪闭 闲闹 阁阂 阅悦 队认 阳阴 阵陈 阻组 附咐 际标 陆击 陌佰 降绛 限很 院完 除徐 险检 ' +
  '陪赔 陵凌 随隋 隔融 难谁 雀省 集焦 雕调 雨两 雪雷 零岭 雾务 震振 霉莓 青责 静净 面画 鞋蛙 顶项顷 须顺 顿项 预须 领岭 颗棵 ' +
  '题提 颜彦 额客 风凤 飞气 食良 饥饭 饰蚀 饼拼 馆管 首道 驱躯 驾架 验检 骑椅 骗编 骤聚 高亭 鬼魂 鱼渔 鲁兽 鲜蚌 麦妻 麻床 黄横 默墨 鼓豉 齿龄'

const all = lazy(() => `${groups} ${families}`.split(' '))
const known = new Map<string, ReadonlySet<string>>()

/**
 * Characters that look like a character; empty for most. Scans the groups, because few characters are ever looked up.
 */
export function lookAlikes(character: string): ReadonlySet<string> {
  const found = known.get(character)
  if (found !== undefined) return found
  const others = new Set(
    all()
      .filter((group) => group.includes(character))
      .join(''),
  )
  others.delete(character)
  known.set(character, others)
  return others
}
