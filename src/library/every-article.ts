/** A query that every article matches, newest first: no path holds an empty name. */
export const everyArticle = '-path:"//"'
