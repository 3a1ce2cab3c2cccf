"""Which texts are nearly the same: MinHash over word triples, by rensa if it is installed, else in plain Python."""

from __future__ import annotations

import heapq
import importlib.util
import random
import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

PERMUTATIONS = 64
BANDS = 32
PRIME = (1 << 61) - 1
SEED = 1389
SHINGLE = 3
LATEST = 50
WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """The word triples of a text without numbers, so that a changed number changes none.

    >>> sorted(shingles("صدور ۴۱۲ مجوز مشاغل خانگی"))
    ['صدور مجوز مشاغل', 'مجوز مشاغل خانگی']
    """
    words = [w for w in WORD.findall(text.replace("\u200c", "")) if not w.isdigit()]
    ends = range(max(1, len(words) - SHINGLE + 1))
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in ends) if words else frozenset()


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of triples that two texts have in common, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def candidates(texts: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts likely to share half of their triples, each once, the earlier first; the latest 50 for each."""
    find = _by_rensa if importlib.util.find_spec("rensa") else _by_hand
    yield from sorted(find(texts))


def _by_rensa(texts: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped,import-not-found,unused-ignore]

    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    pairs: set[tuple[int, int]] = set()
    for at, triples in enumerate(texts):
        if triples:
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
            sketch.update(sorted(triples))
            pairs.update((other, at) for other in heapq.nlargest(LATEST, map(int, index.query(sketch))))
            index.insert(at, sketch)
    return pairs


def _by_hand(texts: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for at, triples in enumerate(texts):
        for bucket in _bands(signature(triples)) if triples else ():
            pairs.update((other, at) for other in buckets.get(bucket, [])[-LATEST:])
            buckets.setdefault(bucket, []).append(at)
    return pairs


def _bands(sketch: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    rows = PERMUTATIONS // BANDS
    for band in range(BANDS):
        yield band, tuple(sketch[band * rows : (band + 1) * rows])


def signature(triples: frozenset[str]) -> list[int]:
    """The least value of each permutation over the triples."""
    hashes = [int.from_bytes(blake2b(t.encode("utf-8", "replace"), digest_size=7).digest()) for t in triples]
    return [min((a * h + b) % PRIME for h in hashes) for a, b in _permutations()]


def _permutations() -> list[tuple[int, int]]:
    rng = random.Random(SEED)
    return [(rng.randrange(1, PRIME), rng.randrange(PRIME)) for _ in range(PERMUTATIONS)]
