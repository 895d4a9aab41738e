import type { cli as english } from '../en/cli.js'
import { firstFew } from '../../../base/sentence.js'
import { lineOf, sentenceOf } from '../../../base/fault.js'
import { chinese } from './errors.js'
import { help } from './help.js'
import { operands } from './program.js'
import { terms } from './terms.js'
import { skipReasons } from './sources.js'

const found = (total: number, shown: number) => `找到 ${total} 篇${shown < total ? `，显示 ${shown} 篇` : ''}`

export const cli = (): typeof english => ({
  ...help(),
  operands,
  ...terms(),
  fault: (fault) => lineOf(fault, chinese),
  sentence: (fault) => sentenceOf(fault, chinese),
  unexpected: (reason) => `意外错误：${reason}。设置 XUNZHANG_DEBUG=1 可看到出错的位置；请报告这个错误。`,
  found: (total, shown, milliseconds) => `${found(total, shown)}（${milliseconds} 毫秒）`,
  foundOf: found,
  nothingFound: (count) => `${count} 篇文章里没有找到`,
  noneHasAll: '没有文章含有全部这些词；含有其中较多的排在前面',
  alsoFound: (text, others) => `${text} 也按 ${others.join('、')} 查找`,
  relaxed: (strings) => `没有文章完全符合，引号内的文字改按词语查找：${firstFew(strings, ['“', '”']).join('、')}`,
  occurrences: (count, inArticles) => `${inArticles} 篇文章，共出现 ${count} 次`,
  collocates: { word: '词', count: '次数', expected: '期望', score: '得分', articles: '篇数', example: '例' },
  timeline: {
    sum: (query, { articles, occurrences }) => `${query}：共 ${articles} 篇，${occurrences} 次`,
    undated: (query, { articles, occurrences }) => `${query}：其中 ${articles} 篇没有日期，${occurrences} 次`,
  },
  similar: (count) => `另有 ${count} 篇近似`,
  identical: (count) => `另有 ${count} 篇相同`,
  duplicates: (groups, copies, shown) =>
    `${groups} 组，共 ${copies} 篇近似文章${shown < groups ? `，显示 ${shown} 组` : ''}`,
  didYouMean: (queries) => `是否想查：${queries.join(' · ')}`,
  readLeniently: (where, error) => `${where}：查询有误，已尽量解读：${error}`,
  lexicon: {
    added: (count, all) => `添加 ${count} 个词，共有 ${all} 个；运行“xunzhang index”后生效`,
    removed: (count, all) => `移除 ${count} 个词，还有 ${all} 个；运行“xunzhang index”后生效`,
    nothingAdded: (all) => `没有新词：已添加 ${all} 个`,
    nothingRemoved: (gone) => `没有添加过：${gone.join('、')}`,
    skipped: (where, lines) =>
      `${where}：略去不全是汉字的 ${lines.length} 行：第 ${lines.slice(0, 5).join('、')}${lines.length > 5 ? ' 等' : ''} 行`,
    waiting: (count) => `${count} 个词尚未生效，请运行“xunzhang index”`,
    nothingSuggested: '没有发现值得添加的新词',
    kinds: { transliteration: '译名', name: '人名', word: '词' },
  },
  indexed: (r) =>
    `${r.dir} 共 ${r.articles} 篇（${r.bytes}）：新增 ${r.added}，更新 ${r.updated}，移除 ${r.removed}，` +
    `未变文件 ${r.skipped}，失败 ${r.failed}；${r.seconds} 秒`,
  skipReasons,
  noKind: '无扩展名',
  neededFor: (name) => `需要 ${name}：npm install -g ${name}`,
  otherKinds: '其他类型',
  buildPlan: (folder, files, kinds, isAll) =>
    `${folder}：${isAll ? '' : '多于 '}${files.toLocaleString('en')} 个文件${kinds.length === 0 ? '' : `（${kinds.map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`).join('、')}）`}`,
  leftOut: (files, parts, folders, named) => {
    const both = [
      files === 0 ? '' : `${files} 个文件：${parts.join('、')}`,
      folders === 0 ? '' : `${folders} 个文件夹：${named.join('、')}`,
    ]
    return `略过 ${both.filter((part) => part !== '').join('；')}`
  },
  foundLeftOut: (count, file) =>
    `${count} 篇文章略去的部分里有这段文字：“xunzhang inspect ${file}”可查看，“index --clean none”则保留`,
  blocksLeftOut: (blocks, count, reasons) =>
    `${count} 篇文章中略去 ${blocks} 段：${reasons.join('、')}；“xunzhang inspect 文件”可逐段查看`,
  site: (folder, generator, sources) =>
    `${folder}：${generator}，读取 ${sources}；“xunzhang inspect ${folder}”列出每个文件，加 --no-ignore 则全部读取`,
  pushed: (r) =>
    `集合共 ${r.articles} 篇：新增 ${r.added}，更新 ${r.updated}，移除 ${r.removed}，` +
    `发送 ${r.sent}，未变文件 ${r.skipped}，失败 ${r.failed}；${r.seconds} 秒`,
  compacted: (count, bytes, seconds) => `合并完成：${count} 篇，${bytes}；${seconds} 秒`,
  stages: { scan: '查找', read: '读取', merge: '合并', commit: '写入', embed: '生成向量' },
  files: '个文件',
  articlesUnit: '篇',
  partial: (shards) => `结果不完整：缺少分片 ${shards.join('、')}`,
  clearTextKey: (node) => `警告：API 密钥以明文发往 ${node}。集群支持 TLS 时请用 opensearchs://。`,
  embedded: (r) =>
    `向量：${r.articles} 篇，新增 ${r.added}，缺 ${r.missing}；${r.dimensions} 维${r.model === '' ? '' : `，${r.model}`}`,
  foundByVectors: (count) => `其中 ${count} 篇只由向量找到`,
  clearTextModelKey: (host) => `警告：模型的密钥以明文发往 ${host}。支持 TLS 时请用 https://。`,
  nothingRead: (paths, kinds) => `${paths}：这里没有文章。能读取的扩展名：${kinds}。`,
  pasteInto: (file) => `粘贴到 ${file}：`,
  unreadMessage: (reason) => `有一条消息无法读取：${reason}`,
  serving: (address, count) => `${address} 上有 ${count} 篇文章可查；按 Ctrl-C 结束`,
  servingSite: (address, folder) => `${address} 上是 ${folder}；按 Ctrl-C 结束`,
  exported: (r) => `${r.folder}：${r.articles} 篇，${r.files} 个文件，共 ${r.bytes}，为正文的 ${r.share} 倍`,
  exportedWithoutAddress: (count) =>
    `有 ${count} 篇文章没有网页地址，搜到后无法点开。请导出生成好的网页，或在文章里写明 url。`,
  stopping: '正在结束，先答完手上的请求',
  reloaded: (count) => `索引已更新：${count} 篇`,
  watching: (paths) => `正在监视 ${paths}；按 Ctrl-C 结束`,
  checkPassed: (files, count, bytes) => `完好：${files} 个文件，${count} 篇，${bytes}`,
  checkFailed: (problems) => `已损坏：${problems} 处问题`,
  evaluated: (queries) => `${queries} 个有相关性判断的查询`,
  evaluationHeadings: { measure: '指标', run: '本次' },
  bench: {
    articles: '文章',
    speed: '索引速度',
    time: '索引用时',
    size: '索引大小，与文章之比',
    open: '打开',
    queries: '取自文章的查询，前 10 篇带片段',
  },
})
