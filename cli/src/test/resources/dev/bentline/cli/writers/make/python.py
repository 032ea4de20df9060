"""Writes the files of pyarrow, pandas, fastparquet, polars, DuckDB and NumPy into a folder.

pip install pyarrow==25.0.1 pandas==3.0.6 fastparquet==2026.9.0 polars==1.44.2 duckdb==1.5.6 numpy==2.4.6
"""

import datetime
import decimal
import sys

import duckdb
import fastparquet
import numpy
import pandas
import polars
import pyarrow
import pyarrow.parquet

folder = sys.argv[1] + "/"
words = ["plain", "grün", "a,b", 'say "x"', "", "日本"]
rows = range(40)
start = datetime.datetime(2026, 1, 1)
columns = {
    "dosage": [i / 64 for i in rows],
    "label": [words[i % 6] + str(i) for i in rows],
    "number": [(i - 20) * 123456789012 for i in rows],
    "flag": [i % 3 == 0 for i in rows],
    "mass": [None if i % 5 == 0 else i / 4 + 0.1 for i in rows],
    "when": [start + datetime.timedelta(milliseconds=i * 1234567) for i in rows],
}
day = [datetime.date(2026, 1, 1) + datetime.timedelta(days=i) for i in rows]
amount = [decimal.Decimal(125 * i - 300) / 100 for i in rows]
struct = [None if i % 7 == 3 else {"a": None if i % 4 == 1 else i / 128, "b": "b" + str(i)} for i in rows]

arrow = pyarrow.table(columns)
arrow = arrow.set_column(0, "dosage", pyarrow.array(columns["dosage"], pyarrow.float32()))
arrow = arrow.append_column("day", pyarrow.array(day))
arrow = arrow.append_column("amount", pyarrow.array(amount, pyarrow.decimal128(9, 2)))
arrow = arrow.append_column("s", pyarrow.array(struct))
pyarrow.parquet.write_table(arrow, folder + "pyarrow.parquet", write_page_checksum=True)
pyarrow.parquet.write_table(arrow, folder + "pyarrow-lz4.parquet", compression="lz4", row_group_size=16)
pyarrow.parquet.write_table(
    arrow, folder + "pyarrow-v2.parquet", compression="zstd", data_page_version="2.0", write_page_checksum=True,
    use_dictionary=False, store_decimal_as_integer=True,
    column_encoding={"dosage": "BYTE_STREAM_SPLIT", "number": "DELTA_BINARY_PACKED", "label": "DELTA_BYTE_ARRAY"})
half = pyarrow.table({"dosage": numpy.array(columns["dosage"], numpy.float16), "number": columns["number"]})
pyarrow.parquet.write_table(half, folder + "pyarrow-half.parquet", compression="gzip")

frame = pandas.DataFrame(columns)
frame.to_parquet(folder + "pandas.parquet")
frame.to_csv(folder + "pandas.csv", index=False)
frame.to_csv(folder + "pandas.csv.gz", index=False)
fastparquet.write(folder + "fastparquet.parquet", frame, compression="SNAPPY", row_group_offsets=[0, 25])
fastparquet.write(folder + "fastparquet-lz4.parquet", frame, compression="LZ4_RAW")

frame = polars.DataFrame({**columns, "day": day, "s": struct}).with_columns(polars.Series("amount", amount, polars.Decimal(9, 2)))
frame.write_parquet(folder + "polars.parquet")
frame.write_parquet(folder + "polars-lz4.parquet", compression="lz4", data_page_size=100)
frame.drop("s").write_csv(folder + "polars.csv")

duckdb.sql("CREATE TABLE t AS SELECT * FROM arrow")
for name, options in (
    ("duckdb", "COMPRESSION snappy"),
    ("duckdb-lz4", "COMPRESSION lz4_raw, PARQUET_VERSION V2"),
    ("duckdb-v2", "COMPRESSION zstd, PARQUET_VERSION V2"),
):
    duckdb.sql(f"COPY t TO '{folder}{name}.parquet' (FORMAT parquet, {options})")
duckdb.sql(f"COPY (SELECT * EXCLUDE s FROM t) TO '{folder}duckdb.csv'")

numpy.save(folder + "numpy-f8.npy", numpy.array(columns["dosage"]))
numpy.save(folder + "numpy-f4.npy", numpy.array(columns["dosage"], ">f4"))
