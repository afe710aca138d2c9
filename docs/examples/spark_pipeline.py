"""A step of a pipeline on Spark: frames go in, stay where they are, and a frame comes out."""

import os
from pathlib import Path

from pyspark.sql import SparkSession

import cptracker

folder = Path(os.environ.get("RECORDS", "records"))
spark = SparkSession.builder.master("local[1]").appName("measures").getOrCreate()
outcomes = spark.read.csv(str(folder / "2026" / "oc2.csv"), header=True)

records = cptracker.from_frames({"outcomes": outcomes}, year=2026)
table = cptracker.compute("dental-checks", records, last="2026-03-31", as_at="2026-03-31")
table.select("measure", "period", "numerator", "denominator", "value").show()
spark.stop()
