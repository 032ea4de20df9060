"""Effects, slopes and fits of groups from Python, of tables that Spark holds.

    spark/cluster submit spark/examples/effects.py

needs the package pyspark, 4.2.0 as the jars. On another cluster it is

    spark-submit --conf spark.sql.extensions=dev.bentline.spark.BentlineExtensions \\
        --jars bentline-spark.jar effects.py
"""

from pyspark.sql import SparkSession
from pyspark.sql.functions import call_function, col, create_map, lit

spark = SparkSession.builder.appName("effects").getOrCreate()

# In SQL. Dosages are FLOAT: Bentline refuses to narrow a DOUBLE silently.
spark.sql("SELECT CAST(id / 4 AS FLOAT) dosage FROM range(5)").createOrReplaceTempView("dosages")
spark.sql(
    """
    SELECT dosage, bentline('relu', dosage) effect, bentline_derivative('relu', dosage) slope
    FROM dosages ORDER BY dosage
    """
).show()

# The same function of a DataFrame's columns, and of a network in a file or in JSON.
effect = call_function("bentline", lit("softplus"), col("dosage"))
spark.table("dosages").withColumn("effect", effect).orderBy("dosage").show()

# A curve fitted to the observations of each compound; `failure` says why where that cannot be.
observations = spark.sql(
    """
    SELECT concat('compound ', id % 3) compound, CAST(pow(10, floor(id / 3) % 6 - 3) AS FLOAT) dosage,
      CAST(1 / (1 + pow(10, floor(id / 3) % 6 - 3) * (1 + id % 3)) + id * 7919 % 100 / 5000 AS FLOAT) effect
    FROM range(54)
    """
)
options = create_map(lit("dosage-scale"), lit("log10"), lit("ed"), lit("50"))
fit = call_function("bentline_fit", col("dosage"), col("effect"), options)
(
    observations.groupBy("compound")
    .agg(fit.alias("fit"))
    .select("compound", "fit.observations", "fit.ed50", "fit.residualStandardError", "fit.failure")
    .orderBy("compound")
    .show(truncate=False)
)

spark.stop()
