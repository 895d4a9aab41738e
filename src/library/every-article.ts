/** A query that matches every article, because no path contains `//`. The newest articles come first. */
export const everyArticle = '-path:"//"'
