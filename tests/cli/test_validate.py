"""``carelink validate``: what is checked, where it is said to be, and what the exit code means."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tracemalloc
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carelink.cli.app import app
from carelink.cli.validate import pieces, pool, progress
from carelink.cli.validate.run import run
from carelink.cli.validate.shapes import FORMATS
from carelink.cli.validate.sources import File, sources
from carelink.cli.validate.work import Setup, judge
from carelink.errors import StorageError, UnknownProfileError, UsageError
from carelink.fhir.limits import Limits
from carelink.findings import Unread

TEXT = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'}
GOOD = json.dumps({"resourceType": "Patient", "gender": "female", "text": TEXT})
BAD = json.dumps({"resourceType": "Patient", "gender": "banana", "text": TEXT})
NOT_IN_SET = "code-not-in-value-set"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Stand in an empty folder, as a person at the keyboard does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Failing(io.BytesIO):
    """A disk that gives up."""

    def readline(self, *_):
        raise OSError(5, "Input/output error")


def put(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")


def carelink(*words, given=None):
    return CliRunner().invoke(app, ["--lang", "en", "validate", *words], input=given, catch_exceptions=True)


def found(*words, given=None):
    """Return file, line and code of every finding."""
    said = json.loads(carelink(*words, "--format", "json", given=given).stdout)
    return [(f["source"]["file"], f["source"].get("line"), f["code"]) for f in said["findings"]]


# What is checked, and how it is called


def test_files_are_named_as_they_were_typed(here):
    put(here, a__json=BAD)
    for name in ("a.json", "./a.json", f"../{here.name}/a.json", str(here / "a.json")):
        assert found(name) == [(name, 1, NOT_IN_SET)]


def test_a_folder_is_searched_in_a_stable_order(here):
    for folder in ("b", "a/inner"):
        (here / "in" / folder).mkdir(parents=True)
    for name in ("in/z.json", "in/b/x.JSON", "in/a/inner/y.ndjson", "in/a/n.txt", "in/a/m.xml"):
        (here / name).write_text(GOOD)
    (here / "in" / "b" / "round").symlink_to(here / "in")
    names = [source.name for source in sources(["./in/"])]
    assert names == ["./in/z.json", "./in/a/m.xml", "./in/a/inner/y.ndjson", "./in/b/x.JSON"]


def test_a_file_named_twice_is_checked_once(here):
    put(here, a__json=BAD)
    assert len(found("a.json", "a.json")) == 1


def test_the_report_of_an_earlier_run_is_not_checked(here):
    put(here, a__json=GOOD)
    for _ in range(2):
        assert carelink(".", "--format", "json", "-o", "report.json").exit_code == 0
    assert json.loads((here / "report.json").read_text("utf-8"))["findings"] == []


def test_a_report_never_replaces_what_it_is_about(here):
    put(here, a__json=BAD)
    assert isinstance(carelink("a.json", "-o", "./a.json").exception, UsageError)
    assert (here / "a.json").read_text("utf-8") == BAD


# NDJSON and standard input


def test_ndjson_says_the_line_of_the_file(here):
    (here / "a.ndjson").write_bytes(f"{GOOD}\r\n\n{BAD}\n{GOOD}\n{BAD}".encode())
    assert found("a.ndjson") == [("a.ndjson", 3, NOT_IN_SET), ("a.ndjson", 5, NOT_IN_SET)]


def test_lines_are_counted_across_pieces(here, monkeypatch):
    monkeypatch.setattr(pieces, "LINES_BYTES", 2 * len(GOOD))
    (here / "a.ndjson").write_text("\n".join([GOOD] * 7 + [BAD]))
    assert found("a.ndjson") == [("a.ndjson", 8, NOT_IN_SET)]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (BAD, 1),
        (json.dumps(json.loads(BAD), indent=1), 3),
        (f"{GOOD}\n{BAD}\n", 2),
        ('<Patient xmlns="http://hl7.org/fhir">\n<gender value="banana"/></Patient>', 2),
    ],
    ids=["one line", "many lines", "ndjson", "xml"],
)
def test_standard_input_is_known_by_its_content(given, line):
    assert ("-", line, NOT_IN_SET) in found("-", given=given)


@pytest.mark.parametrize("given", ["", "\n", "{", "{}", "[]", "\x00", '{"resourceType": "Patient"}\n{'])
def test_odd_standard_input_is_a_finding_not_a_crash(given):
    assert carelink("-", given=given).exit_code == 1


def test_no_standard_input_is_a_file_that_cannot_be_read(monkeypatch):
    for stdin in (None, SimpleNamespace(buffer=Failing())):
        monkeypatch.setattr(sys, "stdin", stdin)
        assert [u.file for u in run(["-"], Setup()).unread] == ["-"]


def test_a_line_too_long_is_cut_and_the_next_one_counted(monkeypatch):
    monkeypatch.setattr(pieces, "LIMITS", Limits(size=50))
    stream = io.BytesIO(b"x" * 500 + b"\n" + b"y\n")
    assert [line[:1] for line in pieces._bounded(stream)] == [b"x", b"y"]


def test_memory_stays_flat_however_long_the_file(here):
    with (here / "a.ndjson").open("w") as file:
        for _ in range(60_000):
            file.write(GOOD + "\n")
    size = (here / "a.ndjson").stat().st_size
    tracemalloc.start()
    count = sum(1 for piece in pieces.pieces([File("a.ndjson", size)]) for _ in piece.read())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 3_000_000 < size


# Exit codes


def test_exit_codes(here):
    put(here, good__json=GOOD, bad__json=BAD)
    assert carelink("good.json").exit_code == 0
    assert carelink("good.json", "bad.json").exit_code == 1
    assert carelink("good.json", "--format", "pdf").exit_code == 2
    assert carelink().exit_code == 2


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_that_cannot_be_read_does_not_stop_the_rest(here, format_):
    put(here, bad__json=BAD)
    (here / "gone.json").symlink_to("nowhere")
    done = carelink("gone.json", "bad.json", "--format", format_)
    assert done.exit_code == 3
    assert "gone.json cannot be read." in done.stderr
    assert NOT_IN_SET in done.stdout
    if format_ != "text":
        assert "gone.json" in done.stdout


def test_a_file_that_fails_half_way_is_said_to_be_unread(here, monkeypatch):
    (here / "a.ndjson").write_text(f"{BAD}\n")
    monkeypatch.setattr(Path, "open", lambda *_: Failing())
    done = run(["a.ndjson"], Setup())
    assert [u.file for u in done.unread] == ["a.ndjson"]


def test_a_file_that_goes_away_is_said_to_be_unread():
    gone = judge(pieces.Whole("gone.json", 9), Setup())
    assert isinstance(gone, Unread)
    assert gone.file == "gone.json"


def test_a_folder_without_files_does_not_pass_for_clean(here):
    (here / "empty").mkdir()
    done = carelink("empty")
    assert done.exit_code == 3
    assert "holds no file" in done.stderr


def test_a_folder_that_may_not_be_opened_is_told(monkeypatch, here):
    def closed(_path, onerror):
        onerror(PermissionError(13, "Permission denied", "in/locked"))
        yield "in", [], []

    (here / "in").mkdir()
    monkeypatch.setattr(os, "walk", closed)
    (only,) = sources(["in"])
    assert isinstance(only, Unread)
    assert only.file == "in/locked"


def test_stopping_is_no_verdict(here, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    put(here, a__json=GOOD)
    monkeypatch.setattr("carelink.cli.validate.run.run", stopped)
    assert carelink("a.json").exit_code == 3


def test_an_unknown_profile_or_package_is_no_finding(here):
    put(here, a__json=GOOD)
    assert isinstance(carelink("a.json", "--profile", "no-such").exception, UnknownProfileError)
    assert isinstance(carelink("a.json", "--package", "no-such.tgz").exception, UnknownProfileError)


# Options


def test_severities_are_overridden_at_the_report(here):
    put(here, bad__json=BAD)
    assert carelink("bad.json", "--severity", f"{NOT_IN_SET}=warning").exit_code == 0
    assert carelink("bad.json", "--severity", f"{NOT_IN_SET}=loud").exit_code == 2
    assert carelink("bad.json", "--severity", NOT_IN_SET).exit_code == 2
    assert isinstance(carelink("bad.json", "--severity", "code-not-in-set=warning").exception, UsageError)
    put(here, quiet__json=json.dumps({"resourceType": "Patient"}))
    assert carelink("quiet.json", "--severity", "narrative-advised=error").exit_code == 1


def test_the_language_may_stand_on_either_side(here):
    put(here, a__json=GOOD)
    assert carelink("a.json", "--lang", "ja").stdout == "エラー 0、警告 0、情報 0\n"


def test_the_report_goes_whole_into_a_file_or_not_at_all(here):
    put(here, bad__json=BAD)
    done = carelink("bad.json", "--format", "junit", "-o", "report.xml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "error 1, warning 0, information 0\n"
    assert etree.parse("report.xml").getroot().get("failures") == "1"
    assert [p.name for p in here.iterdir() if p.name.startswith(".")] == []
    assert isinstance(carelink("bad.json", "-o", "none/report.txt").exception, StorageError)


def test_quiet_says_the_count_alone(here):
    put(here, bad__json=BAD)
    assert carelink("bad.json", "--quiet").stdout == "error 1, warning 0, information 0\n"
    assert carelink("bad.json", "--quiet", "-o", "r.txt").output == ""


def test_a_terminal_without_the_characters_is_told_their_numbers(here):
    put(here, 記録__json=BAD)
    words = [sys.executable, "-m", "carelink", "validate", "記録.json"]
    done = subprocess.run(
        words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False
    )
    assert done.returncode == 1
    assert done.stdout.startswith(rb"\u8a18\u9332.json:1:")


# Several processes


def test_several_processes_say_the_same(here, monkeypatch):
    monkeypatch.setattr(pool, "PAYS_FROM", 1)
    monkeypatch.setattr(pool, "BATCH_BYTES", 200)
    monkeypatch.setattr(pieces, "LINES_BYTES", 300)
    (here / "a.ndjson").write_text("\n".join([GOOD, BAD] * 20))
    put(here, b__json=BAD, c__json=GOOD)
    (here / "gone.json").symlink_to("nowhere")
    paths = ["c.json", "gone.json", "a.ndjson", "b.json"]
    alone = run(paths, Setup(severities=((NOT_IN_SET, "warning"),)))
    shared = run(paths, Setup(severities=((NOT_IN_SET, "warning"),)), jobs=2)
    assert alone == shared
    assert alone.files == ("c.json", "a.ndjson", "b.json")
    assert len(alone.report.warnings) == 21


def test_a_full_report_is_sent_errors_alone_and_numbers(here):
    text = "\n".join([GOOD, BAD, json.dumps({"resourceType": "Patient"})] * 5)
    (here / "a.ndjson").write_text(text)
    batch = list(pieces.pieces([File("a.ndjson", len(text))]))
    (whole,), (few,) = (pool._judge_all(batch, Setup(), errors_only) for errors_only in (False, True))
    assert {f.code for f in few.report} == {NOT_IN_SET}
    assert few.report.errors == whole.report.errors
    assert len(few.report) + few.report.omitted == len(whole.report) > len(few.report)
    assert few.report.omitted_errors == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_file_is_cut_into_ranges_of_whole_lines(here, monkeypatch, end):
    monkeypatch.setattr(pieces, "LINES_BYTES", 10)
    lines = [b"x" * n for n in (3, 0, 25, 9, 10, 11, 1)]
    data = (end or "\n").encode().join(lines) + end.encode()
    (here / "a.ndjson").write_bytes(data)
    cut = list(pieces.pieces([File("a.ndjson", len(data))]))
    assert [line for piece in cut for line in piece.read()] == lines
    assert [data[piece.start : piece.start + piece.size].count(b"\n") for piece in cut] == [
        after.first - piece.first for piece, after in pairwise(cut)
    ] + [data[cut[-1].start :].count(b"\n")]


def test_what_breaks_in_a_process_is_told_as_it_would_be_here(here, monkeypatch):
    monkeypatch.setattr(pool, "PAYS_FROM", 1)
    put(here, a__json=GOOD, b__json=GOOD)
    with pytest.raises(UnknownProfileError) as told:
        run(["a.json", "b.json"], Setup(profile="no-such"), jobs=2)
    assert told.value.hint.en


def test_a_killed_process_is_told_with_a_hint(monkeypatch):
    def killed(*_, **__):
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(pool, "_in_order", killed)
    with pytest.raises(StorageError) as told:
        list(pool.spread([], Setup(), 2))
    assert "--jobs" in told.value.hint.en


def test_little_work_starts_no_process(here, monkeypatch):
    put(here, a__json=GOOD, b__json=GOOD)
    monkeypatch.setattr(pool, "spread", lambda *_: pytest.fail("a process was started"))
    assert run(["a.json", "b.json"], Setup(), jobs=8).report.ok


# Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_only_when_it_takes_long(here, monkeypatch):
    (here / "a.ndjson").write_text("\n".join([GOOD] * 50))
    monkeypatch.setattr(pieces, "LINES_BYTES", 1000)
    for silent_for, shown in ((60.0, False), (-1.0, True)):
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(progress, "SILENT_FOR", silent_for)
        assert run(["a.ndjson"], Setup(), progress=True).files == ("a.ndjson",)
        assert bool(screen.getvalue()) is shown


def test_nothing_heavy_is_loaded_for_json(here):
    put(here, bad__json=json.dumps({"resourceType": "Patient"}))  # a narrative would be XHTML, for lxml
    for format_ in FORMATS:
        words = ["carelink", "validate", "bad.json", "--format", format_]
        code = (
            f"import sys\nsys.argv = {words!r}\n"
            "from carelink.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
            "print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        heavy = {
            "lxml",
            "rich",
            "pydantic",
            "sqlalchemy",
            "cryptography",
            "jinja2",
            "joserfc",
            "multiprocessing",
        }
        assert not set(done.stderr.split()) & heavy, format_


# Nothing of the record, and nothing of a name that acts


CANARY = "カナリア8731"
LEAKY = {
    "resourceType": "Patient",
    "id": f"{CANARY}!",
    "gender": CANARY,
    "birthDate": CANARY,
    "active": CANARY,
    "name": [{"family": CANARY, "use": CANARY, "period": {"start": CANARY}}, CANARY],
    "identifier": [{"system": CANARY, "value": CANARY, "use": CANARY}],
    "text": {"status": CANARY, "div": f"<div><script>{CANARY}</script></div>"},
    "extension": [{"url": f"http://example.org/{CANARY}", "valueString": CANARY}],
    "contained": [{"resourceType": CANARY, "id": CANARY}],
    "generalPractitioner": [{"reference": f"#{CANARY}"}],
    CANARY: {CANARY: CANARY},
}


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_repeats_the_record(here, format_):
    put(here, a__json=json.dumps(LEAKY, ensure_ascii=False))
    put(here, b__json=json.dumps(LEAKY, ensure_ascii=False)[:-1])
    put(here, c__ndjson=json.dumps(LEAKY, ensure_ascii=False) + "\n" + CANARY)
    for lang in ("ja", "en"):
        done = carelink("a.json", "b.json", "c.ndjson", "--format", format_, "--lang", lang)
        assert done.exit_code == 1
        assert CANARY not in done.output
        assert "8731" not in done.output


NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: not set(name) & set(b"\0/"))


@given(NAMES | st.sampled_from(["\u202ex".encode(), b"\xff\xfe", b"\x1b]0;x\x07", b"<b>", b"a\r\nb"]))
def test_any_file_name_is_harmless(tmp_path_factory, name):
    file = tmp_path_factory.mktemp("names") / os.fsdecode(name + b".json")
    file.write_text(BAD)
    for format_ in FORMATS:
        done = CliRunner().invoke(app, ["validate", str(file), "--format", format_])
        assert done.exit_code == 1
        assert not set(done.output) & set("\x1b\u202e\x07\r")
