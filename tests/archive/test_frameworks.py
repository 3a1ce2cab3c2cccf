"""``extract_arrow`` in other engines: Hugging Face ``datasets``, Dask, Spark; Ray has a file of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from homejobs_extract.archive.arrow import extract_arrow
from tests.archive import made

RELEVANT = ["n0", "n5", "n10", "n15"]


def test_datasets() -> None:
    datasets = pytest.importorskip("datasets")
    data = datasets.Dataset.from_list(made.rows(20)).with_format("arrow")
    mapped = data.map(extract_arrow, batched=True, batch_size=8, remove_columns=data.column_names)
    assert list(mapped.with_format(None)["id"]) == RELEVANT


def test_dask_delayed() -> None:
    delayed = pytest.importorskip("dask").delayed
    parts = [pa.Table.from_pylist(made.rows(20)).slice(at, 10) for at in (0, 10)]
    tables = [delayed(extract_arrow)(part) for part in parts]
    assert pa.concat_tables(delayed(list)(tables).compute())["id"].to_pylist() == RELEVANT


def test_dask_map_partitions() -> None:
    frames = pytest.importorskip("dask.dataframe")
    pandas = pytest.importorskip("pandas")

    def extracted(part: pandas.DataFrame) -> pandas.DataFrame:  # type: ignore[name-defined]
        found = extract_arrow(pa.Table.from_pandas(part, preserve_index=False))
        return found.to_pandas(types_mapper=pandas.ArrowDtype)

    rows = frames.from_pandas(pandas.DataFrame(made.rows(20)), npartitions=3)
    whole = rows.map_partitions(extracted, meta=extracted(rows._meta)).compute(scheduler="sync")
    assert whole["id"].tolist() == RELEVANT
    assert [figure["kind"] for figure in whole["figures"].iloc[0]] == ["permit", "plan", "loan"]


SPARK = """
import json
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from homejobs_extract.archive.arrow import extract_batches
from homejobs_extract.archive.schema import RESULT
from tests.archive import made

local = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
spark = SparkSession.builder.master("local[2]").config(map=local).getOrCreate()
frame = spark.createDataFrame([{name: row[name] for name in ("id", "title", "text")} for row in made.rows(20)])
found = frame.mapInArrow(extract_batches, from_arrow_schema(RESULT)).collect()
print("found", json.dumps([(row["id"], [figure["kind"] for figure in row["figures"]]) for row in found]))
spark.stop()
"""


@pytest.mark.slow
def test_spark(root: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": paths}
    ended = subprocess.run(
        [sys.executable, "-c", SPARK], capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    kinds = '["permit", "plan", "loan"]'
    expected = ", ".join(f'["{name}", {kinds}]' for name in RELEVANT)
    assert f"found [{expected}]" in ended.stdout, ended.stderr
