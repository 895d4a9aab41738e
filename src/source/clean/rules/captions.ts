/** Patterns of texts that belong to an image. */
/** An image's own text that says nothing about it. */
export const EMPTY_ALT =
  /^(?:图片?|图像|照片|插图|配图|封面|头像|image|img|photo|picture|logo|icon|点击(?:查看|放大).{0,6}|.*\.(?:jpe?g|png|gif|webp|bmp|svg))$/i

/** A line under an image that is its caption, whatever its style. */
export const CAPTION_LINE =
  /^(?:[▲△▼▽↑↓◤◥]\s*.+|[（(【]?(?:图|上图|下图|左图|右图|图片|配图|题图|资料图|图为|图说|图注|图片说明|图①|图②|视频截图|照片|插图|制图|图表)\d{0,2}[）)】]?\s*[:：丨|].+|[（(【]图[说注][）)】].+|图为.+|.+[（(](?:[^（）()]{0,16}(?:摄|供图|制图|图|资料图片?|视频截图|社|图源[^）)]*|来源[^）)]*))[）)][。]?|.+[。\s　][^\s。，]{2,16}\s*(?:[/／]\s*)?摄(?:影)?|.+\S{2,4} 摄影报道|.{2,40}(?:供图|摄)|(?:图片来源|图源|供图|摄影|图\/|图｜|图 \|)[:：]?\s*.{1,30})$/
