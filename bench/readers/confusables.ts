/**
 * Characters that schoolchildren learn to distinguish (形近字), written by hand for measuring only: families with a
 * component in common, and pairs that differ in a stroke. The program has a table of its own
 * (`src/search/expand/suggest/index.ts`), from which nothing was taken.
 */
const families =
  '请清情晴睛蜻精静靖猜 抱跑饱泡炮袍雹苞 房访放防仿纺芳肪妨 份粉芬纷盼盆 波坡破被披彼玻皱 格路客略络洛骆阁 把吧爸肥疤芭 洋样详氧祥翔' +
  ' 冷领零铃岭玲龄 校较胶郊效咬狡绞 浪狼粮郎娘朗廊 诗持待特侍恃 消削销俏悄稍哨梢 该孩刻核咳骇 很根跟恨狠痕垦 提题堤匙 期棋旗基欺斯' +
  ' 慢漫馒蔓 模漠摸膜墓幕慕暮摹 论轮伦沦 烧绕晓浇饶挠翘 唱倡猖 喝渴揭歇竭 住注柱驻往蛀 植值殖置 经轻径劲颈茎 洪供哄拱 沟购构钩 优忧扰犹' +
  ' 底低抵邸 挺艇庭廷 板版饭返贩扳 胡湖糊蝴 搞稿高镐 桃跳挑逃眺 站战粘沾钻 票漂飘标瓢 般搬船盘 村材财木 池地他她驰 吵抄炒秒妙沙砂' +
  ' 块快决缺诀 估姑枯故固胡 性姓星胜牲 讲进井 拍怕伯柏迫泊 织职识积帜 近听折析斩 坐座挫锉 愉输偷榆喻 辩辨瓣辫 源原愿 编遍篇骗偏 拾给恰' +
  ' 证政征症整 抢枪苍创舱 渔鱼鲁 坚竖紧贤 贷货贸货 载裁栽戴截 瑞端喘湍 坏怀杯环还 拥佣涌 肤扶扑 陪倍培赔剖 暖缓援媛 密蜜秘 缘绿录碌 促捉' +
  ' 副幅福富 脑恼 朝潮嘲 练炼拣 驶使吏 旅族旋施 宣宜喧 炉护户 弦玄炫眩 惊凉谅掠晾 操燥躁澡噪 躲射 侧测厕则 腾胜 摇遥谣 梦焚 掉悼 晚挽勉免'
const pairs =
  '己已 未末 土士 日曰 拨拔 候侯 竞竟 免兔 历厉 折拆 治冶 崇祟 徒徙 茶荼 即既 梁粱 赢羸 乌鸟 外处 便使 午牛 今令 壮状 具真 直真 万方 目且 旦且 问间' +
  ' 人入 大太 买卖 见贝 爪瓜 井开 石右 力刀 九丸 千干 夫天 王玉 主王 由甲 电申 元无 半平 矢失 厂广 来米 东车 鸟岛 斤斥 农衣 圆园 贫贪 享亨 享亭 晴睛' +
  ' 氏氐 沉沈 泪汨 兴光 名各 令冷 困因 困固 因固 灭灰 亦赤 弟第 庄压 床庆 库裤 应庆 犬尤 斗头 代伐 付附 仓仑 仪议 场扬 报极 投设 技枝 扬杨 扮份 拉位 招绍' +
  ' 昨作 映英 昌冒 春眷 晨震 最撮 服报 机肌 朴扑 束柬 杰然 李季 孝考 老者 考老 历压 受爱 妥采 孤狐 宁字 官宫 宵宴 密蜜 寒赛 察擦 尤龙 尺尽 层屋 居局 展屏' +
  ' 岩若 币市 布希 帅师 席度 广产 延廷 弱粥 影景 微徽 徵微 必心 忘忙 思恩 急稳 恐巩 悔侮 惜借 惯贯 愁秋 感惑 成戍 戒械 房户 扎札 抖科 拒柜 拣炼 振震 捕铺 据居' +
  ' 接按 控空 推准 描猫 换唤 搜瘦 撒撤 撤澈 播翻 收牧 改攻 敏繁 散撒 料科 断继 易昂 昆混 是题 晓骁 暑署 曾会 朋明 望旺 术本 杀余 板扳 林材 架驾 染柒 柄病 栏拦 栋陈'

/** Characters that are mistaken for a character, without itself; empty for most. */
export function confusedWith(character: string): readonly string[] {
  const groups = `${families} ${pairs}`.split(' ').filter((group) => group.includes(character))
  return [...new Set(groups.join(''))].filter((other) => other !== character)
}
