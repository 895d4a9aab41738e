import type * as english from '../en/terms.js'

export const facetNames: typeof english.facetNames = { author: '作者', tag: '标签', site: '网站', year: '年份' }
export const facetPlurals = { ...facetNames }
export const facetHeadings = { ...facetNames }

const { year: _, ...filters } = facetNames
export const filterNames: readonly string[] = Object.values(filters)

export const formats: typeof english.formats = {
  markdown: ['Markdown', 'Markdown，有无文首数据均可（Hexo、Jekyll、Hugo、MDX、Quarto、R Markdown 等）'],
  org: ['Org', 'Org mode、org-roam'],
  notebook: ['Jupyter 笔记本', 'Jupyter 笔记本'],
  enex: ['ENEX', 'Evernote 与印象笔记的导出；.notes 已加密，只计数'],
  docx: ['Word', 'Word 文档；需安装 mammoth：npm install -g mammoth'],
  pdf: ['PDF', '一页一篇；需安装 unpdf：npm install -g unpdf'],
  mail: ['邮件', '邮件与邮箱，一封一篇'],
  mhtml: ['MHTML', '存成单个文件的网页'],
  html: ['HTML', '保存的网页、SingleFile；浏览器与 Pocket 的书签'],
  'html page': ['HTML 网页'],
  text: ['纯文本', '纯文本、粘贴的网页'],
  jsonl: ['JSONL', '每行一个 JSON 对象：title、text、date、author、tags、url、_id 等'],
  json: ['JSON', '一个这样的对象，或其列表；Telegram、Wallabag、Karakeep 的导出'],
  table: ['表格', '首行写明同样的字段名'],
  feed: ['订阅源', 'RSS 与 Atom；WordPress 的导出'],
  epub: ['EPUB', '电子书，一章一篇'],
  warc: ['WARC', '网页存档'],
  gzip: ['gzip', '以上各种的压缩文件'],
  zstd: ['Zstandard', '以上各种的压缩文件（需 Node 22.15 或更新）'],
}

export const terms = (): typeof english.terms => ({
  stats: {
    articles: '文章',
    deleted: '已删未合并',
    terms: '词项',
    postings: '倒排记录',
    segments: '段',
    bytes: '大小',
    sourceBytes: '文章大小',
    analyzer: '分析器',
    formatVersion: '格式',
    committed: '上次提交',
    roots: '来源',
  },
  parts: {
    postings: '倒排表',
    pairs: '二元词典',
    terms: '词项词典',
    vocabulary: '词汇表',
    texts: '正文',
    records: '记录',
    columns: '列存值',
    other: '其他',
  },
  article: { author: '作者', date: '日期', url: '来源', tags: '标签', categories: '分类', path: '文件' },
  facets: facetPlurals,
  explanation: {
    term: (text, fields, documents, idf, weight) =>
      `${text}（${fields.join('、')}；见于 ${documents} 篇，idf ${idf}，权重 ${weight}）`,
    near: (query, fields) => `${query}（${fields.join('、')}）`,
    features: {
      'all words': '含全部词',
      window: '各词相近',
      characters: '各字相近',
      order: '词序一致',
      single: '单字',
      lead: '开头相符',
      digit: '近处有数字',
    },
    fields: { title: '标题', body: '正文', captions: '图说', tags: '标签', author: '作者', metadata: '元数据' },
  },
  inspection: {
    read: '读取',
    leftOut: '略过',
    labels: {
      format: '格式',
      encoding: '编码',
      frontMatter: '文首数据',
      readAs: '读作',
      articles: '文章',
      removed: '删去的块',
    },
    formats,
    frontMatter: { yaml: 'YAML', toml: 'TOML', json: 'JSON', other: '其他', none: '无' },
    readAs: { source: '原稿（照录）', page: '网页（清洗）' },
    encoding: (name, reason) => `${name}（${reason}）`,
    encodingReasons: {
      bom: '有字节顺序标记',
      valid: '有效',
      declared: '文件声明',
      statistics: '按统计判断',
      damaged: '有损坏',
    },
    removed: {
      hidden: '隐藏',
      script: '脚本',
      advert: '广告',
      navigation: '导航',
      share: '分享',
      promotion: '推广',
      disclaimer: '声明',
      recommendation: '推荐',
      comments: '评论',
      editor: '编辑署名',
      'original title': '原题',
      'title repeated': '重复的标题',
      byline: '署名与日期',
      statistics: '阅读统计',
      'repeated line': '各页重复的行',
      'page furniture': '页面框架',
    },
  },
})
