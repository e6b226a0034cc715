export { contentDisposition } from './content-disposition.ts';
export { FolderStore, type PartWrite } from './folder-store.ts';
export { hashObject, type HashedObject } from './hash-object.ts';
export { ObjectStore, type ByteRange, type PartTarget, type ReceivedPart, type UploadPlan } from './object-store.ts';
export { partCount, partRange, partSizeFor } from './parts.ts';
export { S3Store, type S3Options } from './s3-store.ts';
export { StorageError, type StorageReason } from './storage-error.ts';
export { UrlSigner, type SignedRequest } from './url-signer.ts';
