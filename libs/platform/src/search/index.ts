export { holdsWords, ifOther, joined, SearchRegistry, type Found, type Searcher, type Sought } from './searching.ts';
