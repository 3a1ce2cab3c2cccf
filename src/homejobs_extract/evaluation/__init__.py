"""How well the library reads articles of which a person has written down what they say."""

from homejobs_extract.evaluation.gold import GoldArticle, read_gold
from homejobs_extract.evaluation.scores import Scores, evaluate

__all__ = ["GoldArticle", "Scores", "evaluate", "read_gold"]
