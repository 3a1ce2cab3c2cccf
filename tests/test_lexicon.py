"""Lexicons of one's own: what they change, how they are told apart, and every mistake by file, line and column."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homejobs_extract import Report, extract
from homejobs_extract.evaluation import evaluate
from homejobs_extract.lexicons import DATA_VERSION, rows
from homejobs_extract.records import Agency, Place
from homejobs_extract.userlexicon import LexiconError, load_lexicon
from homejobs_extract.userlexicon.columns import DROP, FILES

Write = Callable[..., Path]
RURAL = "در سال ۱۴۰۲ تعداد ۲۲۶ مجوز طرح مهرآوران در استان سمنان صادر شد."
HOME = "در سال ۱۴۰۲ تعداد ۲۲۶ مجوز مشاغل خانگی در استان سمنان صادر شد."
TOPIC = ("cues", "surface\tcategory\tvalue\tdirection", "طرح مهرآوران\ttopic\thome\tany")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write one lexicon file into the folder, which is given back."""

    def add(name: str, *lines: str) -> Path:
        (tmp_path / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return add


def problems(path: Path) -> list[str]:
    """What is wrong with a lexicon, a line each."""
    with pytest.raises(LexiconError) as raised:
        load_lexicon(path)
    return [str(problem) for problem in raised.value.problems]


def found(report: Report) -> list[tuple[str, int]]:
    """Kinds and values of the figures."""
    return [(figure.kind, figure.value) for figure in report.figures]


def test_a_topic_of_ones_own(write: Write) -> None:
    folder = write(*TOPIC)
    assert found(extract(RURAL)) == []
    assert found(extract(RURAL, lexicon=folder)) == found(extract(RURAL, lexicon=str(folder))) == [("permit", 226)]
    assert found(extract(HOME, lexicon=folder)) == [("permit", 226)]


def test_the_librarys_rows_can_give_way(write: Write) -> None:
    write(*TOPIC)
    folder = write(DROP, "file\tcolumn\tvalue", "cues\tcategory\ttopic")
    assert found(extract(RURAL, lexicon=folder)) == [("permit", 226)]
    assert found(extract(HOME, lexicon=folder)) == []
    assert found(extract(HOME)) == [("permit", 226)]


def test_an_alias_of_ones_own(write: Write) -> None:
    text = "سازمان کشت‌یاران ۲۲۶ مجوز مشاغل خانگی در استان سمنان صادر کرد."
    folder = write("agency_aliases", "id\talias", "agriculture_jihad\tسازمان کشت‌یاران")
    assert [agency.id for agency in extract(text, lexicon=folder).agencies] == ["agriculture_jihad"]
    assert extract(text).agencies == ()


def test_a_trap_of_ones_own(write: Write) -> None:
    text = "سالن بهزیستی نو میزبان نمایشگاه مشاغل خانگی بود و ۲۲۶ مجوز صادر شد."
    folder = write("agency_traps", "phrase", "سالن بهزیستی نو")
    assert [agency.id for agency in extract(text).agencies] == ["welfare_organization"]
    assert extract(text, lexicon=folder).agencies == ()


def test_another_name_of_a_place(write: Write) -> None:
    text = "در دیار کومش ۲۲۶ مجوز مشاغل خانگی صادر شد."
    folder = write("places", "level\tname\tprovince\taliases", "province\tسمنان\tسمنان\tدیار کومش")
    place = extract(text, lexicon=folder).figures[0].place
    assert place is not None
    assert (place.name, place.code) == ("سمنان", "IR-20")
    assert "دیار کومش" not in [d.cue.text for d in extract(text).figures[0].decisions if d.cue]
    named = extract(HOME, lexicon=folder).figures[0].place
    assert named is not None
    assert named.name == "سمنان"


NEW_AGENCY = "بنیاد مهرکاران سبز ۲۲۶ مجوز مشاغل خانگی و جهاد کشاورزی ۱۱۰ مجوز در استان سمنان صادر کردند."
AGENCIES = ("agencies", "id\tname_fa\tname_en", "green_workers\tمهرکاران سبز\tGreen Workers Foundation")


def test_a_new_agency_is_carried_by_its_figures(write: Write) -> None:
    write(*AGENCIES)
    folder = write("agency_aliases", "id\talias", "green_workers\tبنیاد مهرکاران سبز", "green_workers\tمهرکاران")
    report = extract(NEW_AGENCY, lexicon=folder)
    assert [(f.value, f.agency and f.agency.id) for f in report.figures] == [
        (226, "green_workers"),
        (110, "agriculture_jihad"),
    ]
    assert report.figures[0].agency == Agency(
        id="green_workers", name_fa="مهرکاران سبز", name_en="Green Workers Foundation"
    )
    assert [(a.id, [s.text for s in a.spans]) for a in report.agencies] == [
        ("green_workers", ["بنیاد مهرکاران سبز"]),
        ("agriculture_jihad", ["جهاد کشاورزی"]),
    ]
    assert report.to_records()[0]["agency_fa"] == "مهرکاران سبز"
    assert [a.id for a in extract(NEW_AGENCY).agencies] == ["agriculture_jihad"]


def test_a_new_agency_needs_no_alias_row(write: Write) -> None:
    folder = load_lexicon(write(*AGENCIES))
    assert [a.id for a in extract(NEW_AGENCY, lexicon=folder).agencies] == ["green_workers", "agriculture_jihad"]
    assert folder.rows("agency_aliases")[-1]["alias"] == "مهرکاران سبز"


def test_a_new_bank_is_read_as_banks_are(write: Write) -> None:
    """By its ``role``, whatever its id: a bare name in a list of banks, and no owner of what is referred to it."""
    write("agencies", "id\tname_fa\tname_en\trole", "mehrkaran\tبانک مهرکاران\tMehrkaran Bank\tbank")
    folder = write("agency_aliases", "id\talias\tambiguous", "mehrkaran\tمهرکاران\tyes")
    text = "بانک‌های ملی، مهرکاران و ملت تسهیلات مشاغل خانگی می‌پردازند. مهرکاران بسیارند."
    spans = {a.id: len(a.spans) for a in extract(text, lexicon=folder).agencies}
    assert spans == {"bank_melli": 1, "mehrkaran": 1, "bank_mellat": 1}
    referred = extract("۲۲۶ طرح مشاغل خانگی به بانک مهرکاران معرفی شد.", lexicon=folder).figures[0]
    assert (referred.stage, referred.agency) == ("referred", None)


def test_an_agency_that_only_coordinates(write: Write) -> None:
    """Its head's words do not make it the owner of what he counts."""
    text = "علی دهقانی مدیرکل مهرکاران سبز سمنان گفت: ۲۲۶ مجوز مشاغل خانگی در این استان صادر شد."
    owner = extract(text, lexicon=write(*AGENCIES)).figures[0].agency
    assert owner is not None
    assert owner.id == "green_workers"
    folder = write(AGENCIES[0], f"{AGENCIES[1]}\trole", f"{AGENCIES[2]}\tcoordinator")
    report = extract(text, lexicon=folder)
    assert (report.figures[0].agency, [a.id for a in report.agencies]) == (None, ["green_workers"])


def test_a_known_agency_by_other_names(write: Write) -> None:
    """A row with the id of one of the library's takes its place, and its aliases stay."""
    folder = write("agencies", "id\tname_fa\tname_en", "agriculture_jihad\tجهاد\tJihad")
    agency = extract(NEW_AGENCY, lexicon=folder).figures[-1].agency
    assert agency == Agency(id="agriculture_jihad", name_fa="جهاد", name_en="Jihad")


def test_a_dropped_agency_is_not_looked_for(write: Write) -> None:
    folder = write(DROP, "file\tcolumn\tvalue", "agencies\tid\tagriculture_jihad")
    report = extract(NEW_AGENCY, lexicon=folder)
    assert report.agencies == ()
    assert [f.value for f in report.figures] == [226, 110]
    write("agency_aliases", "id\talias", "agriculture_jihad\tکشت‌یاران")
    assert problems(folder) == ["agency_aliases.tsv:2:1: no agency has the id 'agriculture_jihad'"]


def test_a_new_county_lies_in_its_province(write: Write) -> None:
    folder = write("places", "level\tname\tprovince\taliases", "county\tسروآباد نو\tسمنان\tسروآبادنو شهر")
    for words in ("شهرستان سروآباد نو", "سروآباد نو", "سروآبادنو شهر"):
        place = extract(f"در {words} ۲۲۶ مجوز مشاغل خانگی صادر شد.", lexicon=folder).figures[0].place
        assert place == Place(level="county", name="سروآباد نو", province="سمنان")
    assert extract("در سروآباد نو ۲۲۶ مجوز مشاغل خانگی صادر شد.").figures[0].place != place


def test_a_new_province_with_counties_of_its_own(write: Write) -> None:
    """«استان» after one of its counties is that province, and a county of its name is told from it."""
    folder = write(
        "places",
        "level\tname\tprovince\tcode",
        "province\tسرزمین مهر\tسرزمین مهر\tXX-01",
        "county\tسرزمین مهر\tسرزمین مهر\t",
        "county\tسروآباد نو\tسرزمین مهر\t",
    )
    text = "در استان سرزمین مهر ۴۰۰ مجوز مشاغل خانگی صادر شد؛ ۲۵۰ مجوز در سروآباد نو و ۱۵۰ مجوز در شهرستان سرزمین مهر."
    assert [f.place for f in extract(text, lexicon=folder).figures] == [
        Place(level="province", name="سرزمین مهر", province="سرزمین مهر", code="XX-01"),
        Place(level="county", name="سروآباد نو", province="سرزمین مهر"),
        Place(level="county", name="سرزمین مهر", province="سرزمین مهر"),
    ]


def test_a_place_that_is_an_everyday_word(write: Write) -> None:
    rows = ("places", "level\tname\tprovince\tambiguous")
    text = "در شکوفه بازار ۲۲۶ مجوز مشاغل خانگی صادر شد."
    plain = extract(text, lexicon=write(*rows, "county\tشکوفه\tسمنان\t")).figures[0].place
    marked = extract(text, lexicon=write(*rows, "county\tشکوفه\tسمنان\tword")).figures[0].place
    assert plain == Place(level="county", name="شکوفه", province="سمنان")
    assert marked == Place(level="nation")


def test_a_gold_may_name_what_the_lexicon_adds(write: Write, tmp_path: Path) -> None:
    """«evaluate» takes agencies and places of the lexicon it is given, and refuses them without."""
    write(*AGENCIES)
    folder = write("places", "level\tname\tprovince", "county\tسروآباد نو\tسمنان")
    gold = tmp_path / "gold"
    gold.mkdir()
    text = "مهرکاران سبز ۲۲۶ مجوز مشاغل خانگی در شهرستان سروآباد نو صادر کرد."
    figure = {"kind": "permit", "value": 226, "anchor": "۲۲۶ مجوز", "stage": "issued", "agency": "green_workers"}
    figure |= {"place": {"level": "county", "name": "سروآباد نو"}}
    article = {"text": text, "agencies": ["green_workers"], "figures": [figure]}
    (gold / "1.json").write_text(json.dumps(article), encoding="utf-8")
    scores = evaluate(gold, lexicon=folder, resamples=1)
    assert (scores.right.f1, scores.agencies.f1) == (1.0, 1.0)
    with pytest.raises(ValueError, match="no agency has the id 'green_workers'"):
        evaluate(gold, resamples=1)


def test_a_noun_a_stage_and_a_unit_of_ones_own(write: Write) -> None:
    text = "۲۲۶ گواهک مشاغل خانگی مهرنشان شد و ۳ میلیون سکه‌ریال وام مشاغل خانگی پرداخت شد."
    write("nouns", "surface\tkind\trole", "گواهک\tpermit\thead")
    write("units", "surface\trials", "سکه‌ریال\t100")
    folder = write("stages", "surface\tstage\tkinds\trole", "مهرنشان شد\tissued\tpermit\tphrase")
    figures = extract(text, lexicon=folder).figures
    assert [(f.kind, f.value, f.stage) for f in figures] == [("permit", 226, "issued"), ("loan", 300_000_000, "paid")]


def test_an_outlet_by_another_name(write: Write) -> None:
    text = f"به گزارش خبرگزاری سپیدارنامه، {HOME}"
    folder = write("outlets", "outlet\taliases", "سپیدار\tسپیدارنامه|سپیدار نیوز")
    assert extract(text, lexicon=folder).outlet == "سپیدار"
    assert extract(text).outlet == "سپیدارنامه"


def test_a_toml_file_is_the_same_lexicon(write: Write, tmp_path: Path) -> None:
    folder = load_lexicon(write(*TOPIC))
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[cues]]\nsurface = "طرح مهرآوران"\ncategory = "topic"\nvalue = "home"\ndirection = "any"\n', encoding="utf-8"
    )
    assert found(extract(RURAL, lexicon=path)) == [("permit", 226)]
    assert load_lexicon(path).version == folder.version


def test_the_data_version_names_the_lexicon(write: Write) -> None:
    folder = write(*TOPIC)
    mine = extract(RURAL, lexicon=folder).data_version
    assert mine == load_lexicon(folder).data_version
    assert mine.startswith(f"{DATA_VERSION}+")
    assert extract(RURAL).data_version == DATA_VERSION
    write("agency_traps", "phrase", "سالن بهزیستی نو")
    assert extract(RURAL, lexicon=folder).data_version not in (mine, DATA_VERSION)


def test_a_changed_file_is_read_anew(write: Write) -> None:
    folder = write(*TOPIC)
    assert load_lexicon(folder) is load_lexicon(folder)
    write("cues", "surface\tcategory\tvalue\tdirection", "طرح دیگر\ttopic\thome\tany")
    os.utime(folder / "cues.tsv", ns=(1, 1))
    assert found(extract(RURAL, lexicon=folder)) == []


def test_lexicons_do_not_mix(write: Write) -> None:
    """Threads that read with and without one, at once."""
    folder = load_lexicon(write(*TOPIC))
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda own: found(extract(RURAL, lexicon=own)), [folder, None] * 40))
    assert made == [[("permit", 226)], []] * 40


def test_files_as_other_systems_write_them(write: Write, tmp_path: Path) -> None:
    """A byte order mark, CRLF, empty lines, no line end at the end."""
    text = "\ufeff" + "\r\n".join(TOPIC[1:]) + "\r\n\r\n"
    (tmp_path / "cues.tsv").write_bytes(text.rstrip("\n").encode())
    assert found(extract(RURAL, lexicon=tmp_path)) == [("permit", 226)]


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        ("agncies", ["id"], "agncies.tsv: no lexicon of this name; there are"),
        ("cues", ["surface\tcategory\tvalue"], "cues.tsv:1: the column 'direction' is missing"),
        ("cues", ["surface\tcategory\tvalue\tway\tdirection"], "cues.tsv:1:4: no column 'way'; cues has: surface"),
        ("agency_traps", ["phrase\tphrase"], "agency_traps.tsv:1:2: the column 'phrase' stands twice"),
        ("agency_traps", ["phrase\tnote", "بازار بهزیستی"], "agency_traps.tsv:2:1: 1 cells, the header has 2"),
        ("agency_traps", ["phrase\tnote", "", "a\tb\tc"], "agency_traps.tsv:3:3: 3 cells, the header has 2"),
        ("agency_traps", ["phrase\tnote", "\tb"], "agency_traps.tsv:2:1: the cell 'phrase' is empty"),
        ("agency_traps", ["phrase", " بازار"], "agency_traps.tsv:2:1: «بازار» has blanks before or after it"),
        ("agency_traps", ["phrase", "«…»"], "agency_traps.tsv:2:1: ««…»» holds no letters"),
        ("agency_traps", ["phrase", "با\x07زار"], "agency_traps.tsv:2:1: 'با\\x07زار' holds a control character"),
        ("agency_traps", ["phrase", "ب" * 201], "agency_traps.tsv:2:1: 201 characters; at most 200"),
        ("agency_traps", ["phrase", "بازار", "بازار"], "agency_traps.tsv:3: «بازار» stands twice: also in"),
        ("agency_aliases", ["id\talias", "no_such\tنهاد"], "agency_aliases.tsv:2:1: no agency has the id 'no_such'"),
        ("agency_aliases", ["id\talias", "No Such\tنهاد"], "agency_aliases.tsv:2:1: 'No Such' is no id"),
        ("schemes", ["surface\tagency", "طرح\tno_such"], "schemes.tsv:2:2: no agency has the id 'no_such'"),
        (
            "nouns",
            ["surface\tkind\trole", "گواهک\tpermits\thead"],
            "nouns.tsv:2:2: 'permits' is none of: item job none",
        ),
        ("units", ["surface\trials", "سکه\t۱۰۰"], "units.tsv:2:2: '۱۰۰' is no whole number"),
        ("units", ["surface\trials", "سکه\t0"], "units.tsv:2:2: '0' is no whole number"),
        ("stages", ["surface\tstage\tkinds\trole", "شد\tissued\tpermit,x\tphrase"], "stages.tsv:2:3: 'x' is none of:"),
        (
            "cues",
            ["surface\tcategory\tvalue\tdirection", "طرح\ttopic\tabout\tany"],
            "cues.tsv:2:3: 'about' is none of: ",
        ),
        (
            "places",
            ["level\tname\tprovince", "county\tسرو\tسروستان"],
            "places.tsv:2:3: no province is called 'سروستان'",
        ),
        (
            "places",
            ["level\tname\tprovince", "province\tسروستان\tسمنان"],
            "places.tsv:2:3: a province lies in itself: give «سروستان» again",
        ),
        ("agencies", ["id\tname_fa\tname_en", "new\tنهاد"], "agencies.tsv:2:2: 2 cells, the header has 3"),
        (
            "agencies",
            ["id\tname_fa\tname_en\trole", "new\tنهاد\tNew\tboss"],
            "agencies.tsv:2:4: 'boss' is none of: bank bystander coordinator",
        ),
        ("agencies", ["id\tname_fa\tname_en", "new\t\tNew"], "agencies.tsv:2:2: the cell 'name_fa' is empty"),
        (DROP, ["file\tcolumn\tvalue", "verbs\tpast\tشد"], "drop.tsv:2:1: no lexicon 'verbs' to drop rows of"),
        (DROP, ["file\tcolumn\tvalue", "cues\tsurfac\tx"], "drop.tsv:2:2: cues has no column 'surfac'"),
        (DROP, ["file\tcolumn\tvalue", "cues\tsurface\txyz"], "drop.tsv:2:3: no row of cues has «xyz» as its surface"),
    ],
)
def test_mistakes_are_named_by_file_line_and_column(write: Write, name: str, lines: list[str], expected: str) -> None:
    assert [line for line in problems(write(name, *lines)) if line.startswith(expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[cues]]\nsurface = x", "mine.toml:2:11: not TOML: Invalid value"),
        ("\n[[cue]]\na = 'b'", "mine.toml:2: no lexicon of the name 'cue'; there are"),
        ("agency_traps = 'x'", "mine.toml:1: no lexicon of the name 'agency_traps'"),
        (
            "[[agency_traps]]\nphrase = 'بازار'\n\n[[agency_traps]]\nphrase = 12",
            "mine.toml:5:1: 'phrase' is int, not a string",
        ),
        ("[[agency_traps]]\nphrse = 'بازار'", "mine.toml:2:1: no column 'phrse'"),
        ("[[agency_traps]]\nnote = 'بازار'", "mine.toml:1: the column 'phrase' is missing"),
        (
            '# mine\n[[nouns]]\nsurface = "گواهک"\n  kind = "permits"\nrole = "head"',
            "mine.toml:4:3: 'permits' is none of: item job",
        ),
        (
            '[[agency_aliases]]\nid = "tvto"\nalias = "نهاد نو"\n[[agency_aliases]]\nalias = "نهاد"\nid = "no_such"',
            "mine.toml:6:1: no agency has the id 'no_such'",
        ),
        ('agency_traps = [{phrse = "x"}]', "mine.toml:1: no column 'phrse'"),
        ('agency_traps = [{phrase = "«»"}]', "mine.toml:1: ««»» holds no letters"),
        ("agency_traps = ['x']", "mine.toml:1: agency_traps holds str, not a table"),
    ],
)
def test_mistakes_in_toml(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert [line for line in problems(path) if line.startswith(expected)]


def test_all_mistakes_come_at_once(write: Write) -> None:
    write("agency_traps", "phrase", " a", "«»")
    folder = write("units", "surface\trials", "سکه\tx")
    assert [line.split(": ")[0] for line in problems(folder)] == [
        "agency_traps.tsv:2:1",
        "agency_traps.tsv:3:1",
        "units.tsv:2:2",
    ]


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "agency_traps.tsv").write_bytes(b"phrase\n\xc8\xc7\n")
    assert problems(tmp_path) == ["agency_traps.tsv:2: not UTF-8: byte 7 is 0xc8"]
    (tmp_path / "mine.toml").write_bytes(b"\xff")
    assert "mine.toml:1: not UTF-8: byte 0 is 0xff" in problems(tmp_path)


def test_what_is_no_lexicon(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path.name}: the folder holds no .tsv and no .toml file"]
    (tmp_path / "cues.csv").write_text("surface", encoding="utf-8")
    assert problems(tmp_path / "cues.csv") == ["cues.csv: give a folder of .tsv files, or one .toml file"]
    with pytest.raises(FileNotFoundError):
        load_lexicon(tmp_path / "nowhere")


def test_the_error_is_a_value_error_that_crosses_processes(write: Write) -> None:
    with pytest.raises(ValueError, match=r"agency_traps\.tsv:2:1") as raised:
        extract(HOME, lexicon=write("agency_traps", "phrase", " a"))
    again = pickle.loads(pickle.dumps(raised.value))
    assert isinstance(again, LexiconError)
    assert str(again) == str(raised.value)
    assert again.problems


def test_columns_are_those_of_the_librarys_files() -> None:
    for name, columns in FILES.items():
        if name != DROP:
            assert tuple(column.name for column in columns) == tuple(rows(name)[0])


@pytest.mark.parametrize("name", sorted(set(FILES) - {DROP}))
def test_the_librarys_own_rows_are_good_rows(write: Write, name: str) -> None:
    """Its files given as one's own: nothing wrong with them, and nothing changes."""
    own = rows(name)
    folder = write(name, "\t".join(own[0]), *("\t".join(row.values()) for row in own))
    assert set(map(tuple, map(dict.values, load_lexicon(folder).rows(name)))) == set(
        map(tuple, map(dict.values, rows(name)))
    )
    with_own = extract(HOME, lexicon=folder)
    assert with_own.model_copy(update={"data_version": DATA_VERSION}) == extract(HOME)


@given(data=st.binary(max_size=80), name=st.sampled_from(sorted(FILES)))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    folder = tmp_path_factory.mktemp("lexicon")
    header = "\t".join(column.name for column in FILES[name]).encode()
    (folder / f"{name}.tsv").write_bytes(header + b"\n" + data)
    (folder / "mine.toml").write_bytes(data)
    named: set[str] = set()
    try:
        load_lexicon(folder)
    except LexiconError as error:
        named = {problem.file for problem in error.problems}
    assert named <= {f"{name}.tsv", "mine.toml"}


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    command = [sys.executable, "-m", "homejobs_extract.cli", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)


def test_check_on_the_command_line(write: Write, root: Path) -> None:
    folder = write(*TOPIC)
    good = run(root, "lexicon", "check", str(folder))
    assert (good.returncode, good.stderr) == (0, "")
    assert "1 of cues added, 0 dropped" in good.stdout
    bad = run(root, "lexicon", "check", str(write("units", "surface\trials", "سکه\tx")))
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("units.tsv:2:2: 'x' is no whole number")
    assert run(root, "lexicon", "check", "nowhere").stderr == "homejobs-extract: nowhere: no such file or directory\n"


def test_show_on_the_command_line(write: Write, root: Path) -> None:
    names = [line.split("\t")[0] for line in run(root, "lexicon", "show").stdout.splitlines()]
    assert names == [name for name in FILES if name != DROP]
    shown = run(root, "lexicon", "show", "cues", "--lexicon", str(write(*TOPIC))).stdout.splitlines()
    assert shown[0].split("\t") == [column.name for column in FILES["cues"]]
    assert shown[-1] == "طرح مهرآوران\ttopic\thome\tany\t"
    assert len(shown) == len(rows("cues")) + 2
    assert run(root, "lexicon", "show", "verbs").returncode == 2


def test_extract_on_the_command_line(write: Write, root: Path, tmp_path: Path) -> None:
    folder = write(*TOPIC)
    (tmp_path / "news.txt").write_text(RURAL, encoding="utf-8")
    made = run(root, "extract", str(tmp_path / "news.txt"), "--format", "json", "--lexicon", str(folder))
    assert found(Report.model_validate_json(made.stdout)) == [("permit", 226)]
    failed = run(root, "extract", str(tmp_path / "news.txt"), "--lexicon", str(tmp_path / "nowhere"))
    assert (failed.returncode, failed.stdout) == (1, "")


def test_explain_on_the_command_line(write: Write, root: Path, tmp_path: Path) -> None:
    folder = write(*AGENCIES)
    (tmp_path / "news.txt").write_text(NEW_AGENCY, encoding="utf-8")
    told = run(root, "explain", str(tmp_path / "news.txt"), "--figure", "f1", "--lexicon", str(folder)).stdout
    assert "agency     green_workers" in told
    plain = run(root, "explain", str(tmp_path / "news.txt"), "--figure", "f1")
    assert plain.returncode == 0
    assert "green_workers" not in plain.stdout


def test_another_scheme_is_read_by_lexicon_files_alone(root: Path) -> None:
    """The marriage loan: 18 composed articles, found F1 at least 0.90, nothing without the files."""
    folder = root / "examples" / "marriage_loan"
    scores = evaluate(folder / "gold", lexicon=folder / "lexicon", resamples=1)
    assert (scores.articles, scores.crashed, scores.bad_spans) == (18, 0, 0)
    assert scores.found.f1 >= 0.90
    assert scores.right.f1 >= 0.90
    assert evaluate(folder / "gold", resamples=1).found.true <= 3


def test_the_example_scheme_has_no_code(root: Path) -> None:
    suffixes = {path.suffix for path in (root / "examples" / "marriage_loan").rglob("*") if path.is_file()}
    assert suffixes == {".tsv", ".json", ".md"}
