"""Reads what `bentline sweep --in spark-snappy.parquet --keep` wrote, with pyarrow, pandas, fastparquet, polars and DuckDB.

Takes the files; the packages are those of python.py.
"""

import datetime
import decimal
import sys

import duckdb
import fastparquet
import pandas
import polars
import pyarrow.parquet

words = ["plain", "grün", "a,b", 'say "x"', "", "日本"]
struct = [i % 7 == 3 for i in range(40)]
expected = {
    "dosage": [i / 64 for i in range(40)],
    "label": [words[i % 6] + str(i) for i in range(40)],
    "number": [(i - 20) * 123456789012 for i in range(40)],
    "flag": [i % 3 == 0 for i in range(40)],
    "mass": [None if i % 5 == 0 else i / 4 + 0.1 for i in range(40)],
    "when": [datetime.datetime(2026, 1, 1) + datetime.timedelta(milliseconds=i * 1234567) for i in range(40)],
    "day": [datetime.date(2026, 1, 1) + datetime.timedelta(days=i) for i in range(40)],
    "amount": [decimal.Decimal(125 * i - 300) / 100 for i in range(40)],
    "s.a": [None if struct[i] or i % 4 == 1 else i / 128 for i in range(40)],
    "s.b": [None if struct[i] else "b" + str(i) for i in range(40)],
}


def plain(value):
    if value is None or value != value:
        return None
    if isinstance(value, (pandas.Timestamp, datetime.datetime)):
        return value.replace(tzinfo=None)
    return value.decode() if isinstance(value, bytes) else value


def same(value, wanted):
    value = plain(value)
    if isinstance(wanted, datetime.date) and not isinstance(wanted, datetime.datetime):
        value = value.date() if isinstance(value, datetime.datetime) else value
    if isinstance(wanted, decimal.Decimal) and isinstance(value, float):
        wanted = float(wanted)
    return value == wanted


readers = {
    "pyarrow": lambda file: pyarrow.parquet.read_table(file, page_checksum_verification=True).to_pydict(),
    "pandas": lambda file: pandas.read_parquet(file).to_dict("list"),
    "fastparquet": lambda file: fastparquet.ParquetFile(file).to_pandas().to_dict("list"),
    "polars": lambda file: polars.read_parquet(file).to_dict(as_series=False),
    "duckdb": lambda file: duckdb.sql(f"SET TimeZone = 'UTC'; FROM '{file}'").pl().to_dict(as_series=False),
}
failed = False
for file in sys.argv[1:]:
    for name, read in readers.items():
        columns = read(file)
        wrong = [c for c in expected if not all(map(same, columns.get(c, [0] * 40), expected[c]))]
        failed = failed or bool(wrong) or len(columns["dosage"]) != 40
        print(file, name, "differs in " + ", ".join(wrong) if wrong else "the same")
sys.exit(failed)
