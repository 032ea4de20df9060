// Writes the files of hyparquet-writer, parquetjs and parquet-wasm (arrow-rs) into a folder.
//
// npm install hyparquet-writer@0.17.0 @dsnp/parquetjs@1.8.8 parquet-wasm@0.8.0 apache-arrow@21.2.0
import { writeFileSync } from 'node:fs'
import { parquetWriteBuffer } from 'hyparquet-writer'
import parquetjs from '@dsnp/parquetjs'
import * as arrow from 'apache-arrow'
import * as wasm from 'parquet-wasm'

const folder = process.argv[2] + '/'
const words = ['plain', 'grün', 'a,b', 'say "x"', '', '日本']
const rows = [...Array(40).keys()].map(i => ({
  dosage: i / 64,
  label: words[i % 6] + i,
  number: BigInt(i - 20) * 123456789012n,
  flag: i % 3 === 0,
  mass: i % 5 === 0 ? null : i / 4 + 0.1,
  when: new Date(Date.UTC(2026, 0, 1) + i * 1234567),
  s: i % 7 === 3 ? null : { a: i % 4 === 1 ? null : i / 128, b: 'b' + i },
}))
const flat = ['dosage', 'label', 'number', 'flag', 'mass', 'when']

for (const [name, options] of [['', {}], ['-plain', { codec: 'UNCOMPRESSED', rowGroupSize: 16 }]]) {
  const columnData = flat.map(name => ({ name, data: rows.map(row => row[name]) }))
  columnData[0].type = 'FLOAT'
  writeFileSync(`${folder}hyparquet-writer${name}.parquet`, Buffer.from(parquetWriteBuffer({ columnData, ...options })))
}

for (const compression of ['UNCOMPRESSED', 'GZIP']) {
  const schema = new parquetjs.ParquetSchema({
    dosage: { type: 'DOUBLE', compression },
    label: { type: 'UTF8', compression },
    number: { type: 'INT64', compression },
    flag: { type: 'BOOLEAN', compression },
    mass: { type: 'DOUBLE', optional: true, compression },
    when: { type: 'TIMESTAMP_MILLIS', compression },
    s: { optional: true, fields: { a: { type: 'DOUBLE', optional: true, compression }, b: { type: 'UTF8', compression } } },
  })
  const file = `${folder}parquetjs-${compression.toLowerCase()}.parquet`
  const writer = await parquetjs.ParquetWriter.openFile(schema, file, { useDataPageV2: compression === 'GZIP' })
  for (const row of rows) {
    const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
    if (present.s) {
      present.s = Object.fromEntries(Object.entries(present.s).filter(([, value]) => value !== null))
    }
    await writer.appendRow(present)
  }
  await writer.close()
}

const struct = new arrow.Struct([
  new arrow.Field('a', new arrow.Float64(), true), new arrow.Field('b', new arrow.Utf8(), true)])
const types = {
  dosage: new arrow.Float32(), label: new arrow.Utf8(), number: new arrow.Int64(), flag: new arrow.Bool(),
  mass: new arrow.Float64(), when: new arrow.TimestampMillisecond(), s: struct }
const table = new arrow.Table(Object.fromEntries(
  Object.entries(types).map(([name, type]) => [name, arrow.vectorFromArray(rows.map(row => row[name]), type)])))
for (const [name, compression] of [['', wasm.Compression.SNAPPY], ['-lz4', wasm.Compression.LZ4_RAW]]) {
  const properties = new wasm.WriterPropertiesBuilder().setCompression(compression).setMaxRowGroupSize(25).build()
  const stream = wasm.Table.fromIPCStream(arrow.tableToIPC(table, 'stream'))
  writeFileSync(`${folder}arrow-rs${name}.parquet`, wasm.writeParquet(stream, properties))
}
