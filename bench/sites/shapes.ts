/** What bloggers write: one function for each shape. All of it is written for this benchmark; `take` returns prose. */
import type { Post, PostBlock } from './post.js'

type Shape = (take: () => string, round: number) => Pick<Post, 'title' | 'tags' | 'blocks'>

const p = (text: string): PostBlock => ({ kind: 'paragraph', text })
const h = (text: string): PostBlock => ({ kind: 'heading', text })
const code = (language: string, ...lines: readonly string[]): PostBlock => ({
  kind: 'code',
  language,
  text: lines.join('\n'),
})
const list = (...items: readonly string[]): PostBlock => ({ kind: 'list', items })
const steps = (...items: readonly string[]): PostBlock => ({ kind: 'steps', items })
const table = (...rows: readonly (readonly string[])[]): PostBlock => ({ kind: 'table', rows })
const image = (alt = ''): PostBlock => ({ kind: 'image', alt })
const quote = (text: string): PostBlock => ({ kind: 'quote', text })

export const shapes: Readonly<Record<string, Shape>> = {
  essay: (take, n) => ({
    title: ['河边的旧书店', '雨季回乡记', '一个人的长跑'][n % 3]!,
    tags: ['随笔', '城市'],
    blocks: [take(), take(), take(), take(), take(), take()].map(p),
  }),
  'short-note': (_, n) => ({
    title: ['换了一把新椅子', '今天停电', '搬家第三天'][n % 3]!,
    tags: ['碎碎念'],
    blocks: [
      p(
        ['坐了十年的椅子散架了。新的很硬，但腰不疼了。', '停了四个小时，正好把书看完。', '还有六个箱子没拆，先睡。'][
          n % 3
        ]!,
      ),
    ],
  }),
  'two-lines': (_, n) => ({
    title: ['周记 第十二周', '周记 第三十周', '周记 第四十四周'][n % 3]!,
    tags: ['周记'],
    blocks: [p('这周没有写代码，看了两部老电影。'), p('下周要出差，先停更。')],
  }),
  'code-with-comments': (take, n) => ({
    title: ['用 Go 写一个限流器', '写一个最小的模板引擎', '自己动手做一个缓存'][n % 3]!,
    tags: ['Go', '后端'],
    blocks: [
      p('令牌桶的想法很简单：桶里按固定的速度放令牌，请求来了就拿走一个，拿不到就等。'),
      h('结构'),
      code(
        'go',
        '// Limiter 按固定速度放行请求',
        'type Limiter struct {',
        '    mu     sync.Mutex // 保护下面的字段',
        '    tokens float64    // 现在有多少令牌',
        '    last   time.Time  // 上一次放令牌的时间',
        '}',
      ),
      p('注意锁的范围，不要在持锁的时候睡眠。'),
      h('取令牌'),
      code(
        'go',
        '// Allow 在有令牌时返回 true',
        'func (l *Limiter) Allow() bool {',
        '    l.mu.Lock()',
        '    defer l.mu.Unlock()',
        '    // 先把这段时间该放的令牌放进去',
        '    now := time.Now()',
        '    l.tokens += now.Sub(l.last).Seconds() * l.rate',
        '    return l.tokens >= 1',
        '}',
      ),
      h('小结'),
      p(take()),
    ],
  }),
  'mostly-code': (_, n) => ({
    title: ['Nginx 配置备忘', 'Docker Compose 备忘', 'Makefile 备忘'][n % 3]!,
    tags: ['运维'],
    blocks: [
      p('备份一下，免得每次都查。'),
      code(
        'nginx',
        'server {',
        '    listen 443 ssl http2;',
        '    server_name blog.example.net;',
        '    # 静态文件缓存一个月',
        '    location ~* \\.(js|css|png)$ { expires 30d; }',
        '    # 其余转给后端',
        '    location / { proxy_pass http://127.0.0.1:8080; }',
        '}',
      ),
      p('改完以后重载：'),
      code('bash', '# 先检查再重载', 'nginx -t && nginx -s reload'),
    ],
  }),
  screenshots: (_, n) => ({
    title: ['小程序上线全过程', '公众号后台设置指南', '微信支付接入步骤'][n % 3]!,
    tags: ['教程', '小程序'],
    blocks: [
      p('第一次上线小程序，把步骤记下来。'),
      h('注册账号'),
      p('打开公众平台，点击右上角的“立即注册”。'),
      image('注册页面'),
      p('选择“小程序”，填写邮箱。'),
      image(),
      h('提交审核'),
      p('点击右上角“提交审核”。'),
      image(),
      p('审核一般要一到两天。'),
      image('审核结果'),
      p('通过以后点“发布”，搜索小程序的名字就能看到了。'),
    ],
  }),
  tutorial: (take, n) => ({
    title: ['给博客加上评论系统', '给博客加上全文搜索', '把博客搬到新的服务器'][n % 3]!,
    tags: ['博客', '教程', 'Hexo'],
    blocks: [
      p(take()),
      h('准备'),
      list('一台能上网的电脑', 'Node.js 18 以上', '一个 GitHub 账号'),
      h('安装'),
      steps('下载安装包并解压', '运行 `npm install`', '修改 `_config.yml` 中的 `comment` 一项', '重新生成并部署'),
      h('常见问题'),
      p('评论不显示？先看浏览器的控制台有没有报错。'),
      p('分享按钮和评论框重叠，可以在样式里给 `.share` 加上 `clear: both`。'),
      h('参考'),
      list('[官方文档](https://example.net/docs)', '[配置说明](https://example.net/config)'),
    ],
  }),
  table: (take, n) => ({
    title: ['三款静态博客的对比', '四种键盘轴体的手感', '五家图床的价格'][n % 3]!,
    tags: ['对比'],
    blocks: [
      p('用了两年，写一点比较。'),
      table(
        ['名称', '语言', '构建时间', '主题数'],
        ['Hexo', 'JavaScript', '八秒', '三百多'],
        ['Hugo', 'Go', '一秒', '两百多'],
        ['Jekyll', 'Ruby', '二十秒', '很多'],
      ),
      p(take()),
      table(['来源', '价格', '备注'], ['自建', '每月三十元', '要自己维护'], ['云存储', '按量', '流量贵']),
    ],
  }),
  'link-list': (_, n) => ({
    title: ['值得收藏的中文播客', '常用的在线工具', '读过的技术博客'][n % 3]!,
    tags: ['收藏'],
    blocks: [
      p('按推荐程度排列，持续更新。'),
      list(
        '[河岸电台](https://example.net/a)：讲城市和建筑，推荐语：慢，但值得',
        '[夜航船](https://example.net/b)：历史闲谈，更新很勤',
        '[灶台边](https://example.net/c)：做饭的播客，听了会饿',
        '[半导体故事](https://example.net/d)：从晶体管讲起',
      ),
      h('已经停更的'),
      list('[旧闻](https://example.net/e)', '[一小时](https://example.net/f)'),
    ],
  }),
  books: (take, n) => ({
    title: ['二〇一九年读过的书', '二〇二〇年读过的书', '二〇二一年读过的书'][n % 3]!,
    tags: ['阅读', '年度总结'],
    blocks: [
      p('一共三十二本，下面是印象最深的几本。'),
      h('《候鸟的地图》'),
      p('作者：陆远舟'),
      p('推荐语：把一条迁徙路线写成了一部家族史。'),
      p(take()),
      h('《最后一班渡轮》'),
      p('作者：何青禾'),
      p('来源：朋友送的二手书'),
      quote('水退了以后，码头上只剩下一排没有名字的船。'),
      p(take()),
    ],
  }),
  interview: (_, n) => ({
    title: ['和一位修表匠聊天', '和一位调音师聊天', '和一位灯塔看守聊天'][n % 3]!,
    tags: ['访谈'],
    blocks: [
      p('问：您做这一行多久了？'),
      p('答：三十七年。从学徒算起。'),
      p('问：现在还有人来修吗？'),
      p('答：有，少。多半是老人的东西，舍不得扔。'),
      p('问：会带徒弟吗？'),
      p('答：没人学。坐不住。'),
    ],
  }),
  changelog: (_, n) => ({
    title: ['主题更新日志', '插件更新日志', '工具更新日志'][n % 3]!,
    tags: ['更新'],
    blocks: [
      h('1.4.0'),
      list('新增：暗色模式', '修复：手机上目录不能滚动', '修复：标签页的链接'),
      h('1.3.2'),
      list('修复：评论数不显示', '优化：首页加载时间'),
      h('1.3.0'),
      list('新增：全文搜索', '移除：旧的统计代码'),
    ],
  }),
  poem: (_, n) => ({
    title: ['冬夜', '渡口', '山中'][n % 3]!,
    tags: ['诗'],
    blocks: [p('灯灭了'), p('雪还在下'), p('有人从河的那一边'), p('喊我的名字')],
  }),
  commands: (_, n) => ({
    title: ['Git 常用命令', 'Vim 常用命令', 'tmux 常用命令'][n % 3]!,
    tags: ['Git', '备忘'],
    blocks: [
      h('撤销'),
      p('撤销最近一次提交，保留修改：'),
      code('bash', 'git reset --soft HEAD~1'),
      p('丢掉工作区的修改：'),
      code('bash', 'git checkout -- .   # 小心，不能恢复'),
      h('查看'),
      p('谁改了这一行：'),
      code('bash', 'git blame -L 10,20 README.md'),
      p('图形化的历史：'),
      code('bash', 'git log --oneline --graph --all'),
    ],
  }),
  troubleshooting: (take, n) => ({
    title: ['一次内存泄漏的排查', '一次磁盘写满的排查', '一次超时的排查'][n % 3]!,
    tags: ['Java', '排查'],
    blocks: [
      h('现象'),
      p('凌晨两点收到报警，内存占用到了百分之九十五。'),
      code(
        'text',
        'java.lang.OutOfMemoryError: Java heap space',
        '    at java.util.Arrays.copyOf(Arrays.java:3210)',
        '    at net.example.Cache.put(Cache.java:42)',
      ),
      h('分析'),
      p('用 `jmap` 导出堆，发现八成是缓存的键。'),
      p(take()),
      h('解决'),
      p('把键改成弱引用，加上上限，重启。'),
      p('上线两周，没有再报警。'),
    ],
  }),
  english: (take, n) => ({
    title: ['Notes on SQLite WAL', 'Notes on TLS 1.3', 'Notes on B-Trees'][n % 3]!,
    tags: ['database'],
    blocks: [
      p(
        'These are my notes on the write-ahead log. Readers never block the writer, and the writer never blocks readers.',
      ),
      p('检查点把日志写回主文件，之后日志从头开始。'),
      list('A checkpoint copies pages back', 'A reader remembers the last valid frame', '写入只有一个'),
      p(take()),
    ],
  }),
  recipe: (_, n) => ({
    title: ['红烧豆腐', '葱油拌面', '番茄牛腩'][n % 3]!,
    tags: ['做饭'],
    blocks: [
      h('用料'),
      list('北豆腐一块', '小葱两根', '生抽一勺', '糖半勺'),
      h('步骤'),
      steps(
        '豆腐切块，用厨房纸吸干水。',
        '小火煎到两面金黄。',
        '加生抽、糖和半碗水，盖上盖子焖五分钟。',
        '收汁，撒葱花。',
      ),
      p('没有北豆腐可以用老豆腐代替。'),
    ],
  }),
  reprint: (take, n) => ({
    title: ['转载：老城的水系', '转载：桥的简史', '转载：一条街的名字'][n % 3]!,
    tags: ['转载'],
    blocks: [
      p('原文写得很好，征得作者同意转到这里，文末有原文地址。'),
      p(take()),
      p(take()),
      p(take()),
      p('原文地址：https://example.net/old-town'),
    ],
  }),
}
