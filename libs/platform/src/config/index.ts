export { Config, ConfigError, readConfig, type S3Settings } from './config.ts';
