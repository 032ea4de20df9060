// Reads what `bentline sweep --in spark-snappy.parquet --keep` wrote, with hyparquet, parquetjs and parquet-wasm (arrow-rs).
//
// Takes the files; npm install hyparquet@1.33.0 hyparquet-compressors@1.1.2 and those of javascript.mjs.
import { readFileSync } from 'node:fs'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import parquetjs from '@dsnp/parquetjs'
import * as arrow from 'apache-arrow'
import * as wasm from 'parquet-wasm'

const words = ['plain', 'grün', 'a,b', 'say "x"', '', '日本']
const expected = [...Array(40).keys()].map(i => ({
  dosage: i / 64,
  label: words[i % 6] + i,
  number: BigInt(i - 20) * 123456789012n,
  flag: i % 3 === 0,
  mass: i % 5 === 0 ? null : i / 4 + 0.1,
  when: Date.UTC(2026, 0, 1) + i * 1234567,
  's.a': i % 7 === 3 || i % 4 === 1 ? null : i / 128,
  's.b': i % 7 === 3 ? null : 'b' + i,
}))

async function parquetjsRows(file) {
  const reader = await parquetjs.ParquetReader.openFile(file)
  const cursor = reader.getCursor()
  const rows = []
  for (let row = await cursor.next(); row; row = await cursor.next()) {
    rows.push(row)
  }
  await reader.close()
  return rows
}

const readers = {
  hyparquet: file => {
    const bytes = readFileSync(file)
    return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), compressors })
  },
  parquetjs: parquetjsRows,
  'arrow-rs': file => arrow.tableFromIPC(wasm.readParquet(readFileSync(file)).intoIPCStream()).toArray(),
}
let failed = false
for (const file of process.argv.slice(2)) {
  for (const [name, read] of Object.entries(readers)) {
    try {
      const rows = await read(file)
      const wrong = Object.keys(expected[0]).filter(column => expected.some((row, i) => {
        const value = rows[i]?.[column] ?? null
        return (value instanceof Date ? value.getTime() : value) !== row[column]
      }))
      failed ||= wrong.length > 0 || rows.length !== 40
      console.log(file, name, wrong.length ? 'differs in ' + wrong : 'the same')
    } catch (error) {
      failed = true
      console.log(file, name, error.message)
    }
  }
}
process.exit(failed ? 1 : 0)
