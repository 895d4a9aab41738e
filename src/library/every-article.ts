/** A query that matches every article. The newest articles come first. */
export const everyArticle = '*'
