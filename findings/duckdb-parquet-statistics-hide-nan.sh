#!/usr/bin/env bash
# One would guess: a query gives the same rows on a Parquet file as on a table with the same rows.
#
# What happens: Parquet's specification has writers leave NaN out of the min and max of a column chunk, and has readers expect
# NaN whatever these say. DuckDB, to which NaN is the largest number, takes them for the bounds of all values: it skips row
# groups in which NaN alone would match, and drops conditions that NaN alone would fail. So the NaN in a file whose writer
# keeps to the specification (hyparquet-writer here; pyarrow and fastparquet as well) are not among the rows of x > 100 or
# x = 'nan', and are among those of x < 1000, without a word; a table made from the file gives the right rows. DuckDB 2.0.0
# does not find them with isnan(x) either, and its max(x) is 5. Files of writers that leave both out where there is a NaN
# (polars), or write NaN there (parquetjs), give the right rows.
#
# Packages: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6) and hyparquet-writer 0.17.0, from npm. DuckDB 2.0.0 is
#   org.duckdb:duckdb_jdbc 2.0.0.1. Specification: parquet.thrift in apache/parquet-format, at TypeDefinedOrder: "NaNs should
#   not be written to min or max statistics fields", "When looking for NaN values, min and max should be ignored".
#
# Output seen:
#   SELECT count(*) FROM $ WHERE isnan(x)    file 2    table 2
#   SELECT count(*) FROM $ WHERE x = 'nan'   file 0    table 2
#   SELECT count(*) FROM $ WHERE x > 100     file 0    table 2
#   SELECT count(*) FROM $ WHERE x < 1000    file 6    table 4
#   SELECT max(x) FROM $                     file NaN  table NaN
#   SELECT count(*) FILTER (x > 100) FROM $  file 2    table 2
#
# Fails where the file and the table give the same for every question.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit @duckdb/node-api@1.5.6-r.1 hyparquet-writer@0.17.0 >/dev/null
cat >nan.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetWriteBuffer } from 'hyparquet-writer'

const columnData = [{ name: 'x', data: [NaN, 1, 2, 5, -3, NaN], type: 'DOUBLE' }]
writeFileSync('x.parquet', Buffer.from(parquetWriteBuffer({ columnData })))
const database = await (await DuckDBInstance.create()).connect()
await database.run("CREATE TABLE x AS FROM 'x.parquet'")

async function answer(question, from) {
  const reader = await database.runAndReadAll(question.replace('$', from))
  return String(reader.getRows()[0][0])
}

let differing = 0
for (const question of [
  'SELECT count(*) FROM $ WHERE isnan(x)',
  "SELECT count(*) FROM $ WHERE x = 'nan'",
  'SELECT count(*) FROM $ WHERE x > 100',
  'SELECT count(*) FROM $ WHERE x < 1000',
  'SELECT max(x) FROM $',
  'SELECT count(*) FILTER (x > 100) FROM $',
]) {
  const file = await answer(question, "'x.parquet'")
  const table = await answer(question, 'x')
  differing += file === table ? 0 : 1
  console.log(`${question.padEnd(40)} file ${file.padEnd(4)} table ${table}`)
}
process.exit(differing > 0 ? 0 : 1)
JS
node nan.mjs
