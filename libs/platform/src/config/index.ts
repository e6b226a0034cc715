export { Config, readConfig, type S3Settings } from './config.ts';
