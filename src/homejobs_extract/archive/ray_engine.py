"""The same work on a cluster: Ray Data hands out pieces of the plan, and each is done as the local engine does it.

A piece runs under a :class:`Pool` of one process, so a hostile article costs only itself here too. Results go to the
folder of the job, which all machines must see at the same path. Ray's checkpoint remembers the pieces that are done,
the ledger the units; the plan is kept until all is done, so that a second run gives the pieces the same ids.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from homejobs_extract.archive.ledger import write_atomically
from homejobs_extract.archive.plan import Piece
from homejobs_extract.archive.pool import Pool
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.tasks import Job

# Besides the pieces Ray runs its filter of what is done, and tasks that read the plan and write the counts. A cluster
# with no processors left for them waits for ever, so a local one is told of two more than there are.
SERVANTS = 2


class PieceRunner:
    """Does one piece a row, on whatever machine Ray chose."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, rows: pa.Table) -> pa.Table:
        """Do the pieces of a batch and return their ids and counts."""
        done = [{"piece": row["piece"], **self._run(row["portions"])} for row in rows.to_pylist()]
        return pa.Table.from_pylist(done)

    def _run(self, portions: bytes) -> dict[str, int]:
        pool = Pool(self._job, [pickle.loads(portions)], workers=1)
        pool.run()
        counts = pool.counts()
        return {"rows": counts.rows, "articles": counts.relevant, "figures": counts.figures}


Work = Callable[[int], Sequence[Piece]]


def run_on_ray(job: Job, work: Work, sources: Sequence[Source], address: str | None, processes: int = 0) -> None:
    """Do the work on the cluster at ``address``, by default on this machine, in so many processes, by default all.

    ``work`` tells what is missing, cut for so many processes. It is asked again at the end: what Ray's checkpoint takes
    for done and the ledger does not (a note was lost) is then done after all.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    local = {} if address else {"include_dashboard": False, "num_cpus": (os.cpu_count() or 1) + SERVANTS}
    start: Any = ray.init
    start(address, logging_level=logging.WARNING, log_to_driver=False, **local)
    try:
        folder = job.folder / "ray" / _name(sources)
        processes = processes or _processors()
        for _ in range(2):
            if missing := work(processes):
                _keep_plan(folder, missing)
                _run_plan(job, folder, processes)
                shutil.rmtree(folder)
    finally:
        ray.shutdown()


def _processors() -> int:
    import ray

    cluster: Any = ray
    return max(1, int(cluster.cluster_resources().get("CPU", 1)) - SERVANTS)


def _run_plan(job: Job, folder: Path, processes: int) -> None:
    import ray
    from ray.data import ActorPoolStrategy, DataContext
    from ray.data.checkpoint import CheckpointConfig

    logging.getLogger("ray.data").setLevel(logging.WARNING)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.checkpoint_config = CheckpointConfig(
        "piece", str(folder / "checkpoint"), delete_checkpoint_on_success=False
    )
    # A block is what Ray hands to one process and what its checkpoint remembers: here a piece.
    pieces = ray.data.read_parquet(str(folder / "plan")).repartition(target_num_rows_per_block=1)
    made = pieces.map_batches(
        PieceRunner,
        fn_constructor_args=(job,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(min_size=1, max_size=processes),
    )
    made.write_parquet(str(folder / "done"))


def _name(sources: Sequence[Source]) -> str:
    ids = "\n".join(sorted(source.id for source in sources))
    return hashlib.blake2b(ids.encode(), digest_size=8).hexdigest()


def _keep_plan(folder: Path, work: Sequence[Piece]) -> None:
    """Write the plan, unless a run over the same sources was cut off and left its own."""
    place = folder / "plan" / "pieces.parquet"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        rows = [{"piece": f"{folder.name}-{n:06d}", "portions": pickle.dumps(piece)} for n, piece in enumerate(work)]
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(rows), sink, row_group_size=1)
        write_atomically(place, sink.getvalue().to_pybytes())
