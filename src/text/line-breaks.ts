/** Where a line may not break in Chinese typesetting: no closing mark begins a line, and no opening one ends one. */
export const neverFirst: ReadonlySet<string> = new Set('，。、；：？！…—～·）》」』】〕〉”’,.;:?!)]}%‰℃')
export const neverLast: ReadonlySet<string> = new Set('（《「『【〔〈“‘([{$￥')
