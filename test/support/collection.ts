import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A few articles in the shapes that the command line's tests need; ids are the keys, or the `_id`s of the feed. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'notes/bridge.md': `---
title: 渡口的旧桥
date: 2024-05-21
author: 林舟
tags: [桥梁, 水文]
---
渡口的旧桥今年重修。工程师阿尔丹别科夫说，桥面要抬高半米，洪水就不会再漫过栏杆。

银行答应借出一半的钱，另一半由渡口两岸的商户凑齐。
`,
  'notes/market.md': `---
title: 夜市里的银行
date: 2023-11-02
author: 周渔
tags: [集市]
---
夜市开到凌晨，摊主们把零钱存进街角的银行，再去渡口赶头班船。
`,
  'notes/tea.txt': `煮茶的水

泉水煮茶，火不能急。老人说，第一泡只为醒茶，第二泡才入口。
`,
  'feed.jsonl': `{"_id":"feed-1","title":"观星记","text":"山顶的望远镜坏了三年，阿尔丹别科夫带着孩子们把它修好。","date":"2022-08-13","author":"林舟","tags":["天文"]}
{"_id":"feed-2","title":"守夜人","text":"守夜人每天夜里敲钟，钟声传过渡口。","date":"2021-01-30"}
`,
}

/** Writes files below a folder, making folders as needed. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}
