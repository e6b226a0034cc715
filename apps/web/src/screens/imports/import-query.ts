import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const AssetImportFields = graphql(`
  fragment AssetImportFields on AssetImport {
    id
    fileName
    header
    columns
    state
    rowCount
    doneCount
    createdAt
    appliedAt
    counts {
      new
      changed
      same
      wrong
    }
  }
`);

export const ImportQuery = graphql(
  `
    query AssetImport($id: ID!) {
      assetImport(id: $id) {
        ...AssetImportFields
      }
      sample: assetImportRows(importId: $id, first: 3) {
        edges {
          node {
            place
            cells
          }
        }
      }
      assetImportProducts(importId: $id) {
        key
        gtin
        approvalNumber
        name
        makerName
        rows
        productId
        suggestions {
          id
          name
          englishName
          makerName
          vendor {
            name
            englishName
          }
        }
      }
    }
  `,
  [AssetImportFields],
);

export const RowsQuery = graphql(`
  query AssetImportRows($id: ID!, $verdict: AssetImportVerdict, $first: Int!, $after: String) {
    assetImportRows(importId: $id, verdict: $verdict, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          place
          rowNumber
          cells
          refusals {
            column
            reason
            message
          }
        }
      }
    }
  }
`);

export const MapImport = graphql(`
  mutation MapAssetImport($input: MapAssetImportInput!) {
    mapAssetImport(input: $input) {
      import {
        id
      }
    }
  }
`);

export const ContinueImport = graphql(`
  mutation ContinueAssetImport($input: AssetImportInput!) {
    continueAssetImport(input: $input) {
      import {
        id
        state
        doneCount
      }
    }
  }
`);

export const ApplyImport = graphql(`
  mutation ApplyAssetImport($input: AssetImportInput!) {
    applyAssetImport(input: $input) {
      import {
        id
      }
    }
  }
`);

export const DiscardImport = graphql(`
  mutation DiscardAssetImport($input: AssetImportInput!) {
    discardAssetImport(input: $input) {
      import {
        id
      }
    }
  }
`);

export const ChooseProduct = graphql(`
  mutation ChooseImportProduct($input: ChooseImportProductInput!) {
    chooseImportProduct(input: $input) {
      import {
        id
      }
    }
  }
`);

export const KeepProduct = graphql(`
  mutation KeepImportProduct($input: KeepImportProductInput!) {
    keepImportProduct(input: $input) {
      import {
        id
      }
    }
  }
`);

export type ImportOfPage = ResultOf<typeof ImportQuery>['assetImport'];
export type SampleRow = ResultOf<typeof ImportQuery>['sample']['edges'][number]['node'];
export type ProductOfFile = ResultOf<typeof ImportQuery>['assetImportProducts'][number];
export type WrongRow = ResultOf<typeof RowsQuery>['assetImportRows']['edges'][number]['node'];
