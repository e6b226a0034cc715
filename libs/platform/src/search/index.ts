export {
  holdsWords,
  ifOther,
  joined,
  SearchRegistry,
  soughtIn,
  type Found,
  type Searcher,
  type Sought,
} from './searching.ts';
