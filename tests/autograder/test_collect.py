"""Exports of learning platforms, honest and hostile, become one folder for each student."""

import io
import json
import stat
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from autograder import roster
from autograder.__main__ import main
from autograder.collect import collect
from autograder.course import Course

ASSIGNMENT = "linear_classifier"
NAME = f"{ASSIGNMENT}.ipynb"


@pytest.fixture
def course(tmp_path):
    return Course(work=tmp_path / "grading")


@pytest.fixture
def zipped(tmp_path):
    """Make a zip file of names and contents."""

    def make(files, name="submissions.zip"):
        path = tmp_path / name
        path.write_bytes(packed(files))
        return path

    return make


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def laid(course):
    """What lies in the folder of submissions: the content of each file by its path."""
    return {
        str(path.relative_to(course.submitted)): path.read_text()
        for path in sorted(course.submitted.rglob("*"))
        if path.is_file()
    }


def refusals(found):
    return {(one.path, one.name) for one in found.not_taken}


def class_list(tmp_path, text):
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8")
    return roster.read(path)


# The forms of the platforms


def test_canvas(course, zipped):
    export = zipped(
        {
            f"kimminsu_1201_88001_{ASSIGNMENT}-1.ipynb": "kim, second",
            f"leeanna_LATE_1202_88002_{NAME}": "lee",
            f"박지훈_1203_88003_{NAME}": "박",
            "choi_1204_88004_my homework.ipynb": "choi",
            f"anon_x1Y2z_88005_{NAME}": "nobody",
        }
    )
    found = collect(course, ASSIGNMENT, [export])
    assert found.not_taken == []
    assert laid(course) == {
        f"kimminsu_1201/{ASSIGNMENT}/{NAME}": "kim, second",
        f"leeanna_1202/{ASSIGNMENT}/{NAME}": "lee",
        f"박지훈_1203/{ASSIGNMENT}/{NAME}": "박",
        f"choi_1204/{ASSIGNMENT}/my homework.ipynb": "choi",
        f"anon_x1Y2z/{ASSIGNMENT}/{NAME}": "nobody",
    }
    assert {one.student: one.late for one in found.collected}["leeanna_1202"]


def test_of_two_files_of_one_name_the_later_one_keeps_the_name(course, zipped):
    export = zipped({f"kim_1_70_{NAME}": "old", f"kim_1_80_{ASSIGNMENT}-1.ipynb": "new"})
    collect(course, ASSIGNMENT, [export])
    assert laid(course) == {
        f"kim_1/{ASSIGNMENT}/{NAME}": "new",
        f"kim_1/{ASSIGNMENT}/{ASSIGNMENT} (2).ipynb": "old",
    }


def test_moodle_and_its_times(course, tmp_path):
    path = tmp_path / "course-homework-77.zip"
    came = datetime(2026, 3, 9, 14, 30, 20)
    with zipfile.ZipFile(path, "w") as archive:
        for name in (
            f"Kim Min Su_4501_assignsubmission_file_/{NAME}",
            f"Lee Anna_4502_assignsubmission_file/{NAME}",
            f"박 지훈_4503_assignsubmission_file_{NAME}",
            "Choi_4504_assignsubmission_onlinetext_/onlinetext.html",
            f"Participant_4505_assignsubmission_file_/week 1/{NAME}",
        ):
            archive.writestr(zipfile.ZipInfo(name, came.timetuple()[:6]), name)
    found = collect(course, ASSIGNMENT, [path])
    assert found.not_taken == []
    files = {name for name in laid(course) if not name.endswith("timestamp.txt")}
    assert files == {
        f"Kim_Min_Su_4501/{ASSIGNMENT}/{NAME}",
        f"Lee_Anna_4502/{ASSIGNMENT}/{NAME}",
        f"박_지훈_4503/{ASSIGNMENT}/{NAME}",
        f"Choi_4504/{ASSIGNMENT}/onlinetext.html",
        f"Participant_4505/{ASSIGNMENT}/{NAME}",
    }
    stamp = course.submitted / "Kim_Min_Su_4501" / ASSIGNMENT / "timestamp.txt"
    utc = parse_utc(stamp.read_text().strip())
    assert (came.astimezone().utcoffset() + utc) == came


def test_google_classroom(course, zipped):
    ran = {"executionInfo": {"user": {"displayName": "최 유나", "userId": "1"}}}
    notebook = json.dumps({"cells": [{"metadata": ran}]})
    folder = "Linear classifier"
    export = zipped(
        {
            f"{folder}/Kim Min Su - {NAME}": "kim",
            f"{folder}/박지훈 - {NAME}": "박",
            f"{folder}/Copy of {NAME}": notebook,
            f"{folder}/{ASSIGNMENT} (1).ipynb": "whose?",
        },
        "Linear classifier-20260309T120000Z-001.zip",
    )
    found = collect(course, ASSIGNMENT, [export])
    assert laid(course) == {
        f"Kim_Min_Su/{ASSIGNMENT}/{NAME}": "kim",
        f"박지훈/{ASSIGNMENT}/{NAME}": "박",
        f"최_유나/{ASSIGNMENT}/Copy of {NAME}": notebook,
    }
    assert refusals(found) == {(f"{folder}/{ASSIGNMENT} (1).ipynb", "whose")}


def test_blackboard_and_its_attempts(course, zipped):
    form = "hw_{}_attempt_2026-03-{}-12-00-00_{}"
    export = zipped(
        {
            form.format("anna", "09", NAME): "second",
            form.format("anna", "02", NAME): "first",
            form.format("ben", "05", NAME): "ben",
        }
    )
    found = collect(course, ASSIGNMENT, [export])
    files = {name: text for name, text in laid(course).items() if name.endswith("ipynb")}
    assert files == {
        f"anna/{ASSIGNMENT}/{NAME}": "second",
        f"ben/{ASSIGNMENT}/{NAME}": "ben",
    }
    assert {one.student: one.attempts for one in found.collected} == {"anna": 2, "ben": 1}


@pytest.mark.parametrize(
    "files",
    [
        {f"anna/{NAME}": "a", f"ben/{NAME}": "b"},
        {f"class/anna/{NAME}": "a", f"class/ben/{NAME}": "b"},
        {f"anna/{ASSIGNMENT}/{NAME}": "a", f"ben/{ASSIGNMENT}/{NAME}": "b"},
        {f"submitted/anna/{ASSIGNMENT}/{NAME}": "a", f"submitted/ben/{ASSIGNMENT}/{NAME}": "b"},
        {"anna.ipynb": "a", "ben.ipynb": "b"},
        {f"{ASSIGNMENT}_anna.ipynb": "a", f"{ASSIGNMENT}-ben (1).ipynb": "b"},
        {"anna.zip": packed({NAME: "a"}), "ben.zip": packed({f"deep/er/{NAME}": "b"})},
        {"anna\\" + NAME: "a", "ben\\" + NAME: "b"},
        {f"anna/{NAME}": "a", f"ben/{NAME}": "b", "__MACOSX/anna/._x": "", "anna/.DS_Store": ""},
    ],
)
def test_plain_zips(course, zipped, tmp_path, files):
    found = collect(course, ASSIGNMENT, [zipped(files)])
    assert found.not_taken == []
    expected = {f"anna/{ASSIGNMENT}/{NAME}": "a", f"ben/{ASSIGNMENT}/{NAME}": "b"}
    assert laid(course) == expected
    again = collect(course, ASSIGNMENT, [zipped(files)])
    assert {one.state for one in again.collected} == {"unchanged"}
    assert laid(course) == expected


def test_one_student_is_no_folder_of_students(course, zipped):
    collect(course, ASSIGNMENT, [zipped({f"anna/{NAME}": "a", "anna/notes.txt": "n"})])
    assert set(laid(course)) == {
        f"anna/{ASSIGNMENT}/{NAME}",
        f"anna/{ASSIGNMENT}/notes.txt",
    }


def test_a_folder_is_as_good_as_its_zip(course, tmp_path):
    export = tmp_path / "unpacked"
    (export / "anna").mkdir(parents=True)
    (export / "anna" / NAME).write_text("a")
    (export / "anna" / "link.ipynb").symlink_to(tmp_path / "secret")
    found = collect(course, ASSIGNMENT, [export])
    assert found.not_taken == []
    assert laid(course) == {f"anna/{ASSIGNMENT}/{NAME}": "a"}


def test_nbgraders_own_time_is_kept_and_a_students_is_not(course, zipped):
    stamp = "2026-03-09 12:00:00 UTC"
    files = {
        f"anna/{ASSIGNMENT}/{NAME}": "a",
        f"anna/{ASSIGNMENT}/timestamp.txt": stamp,
        f"ben/{ASSIGNMENT}/work.zip": packed({NAME: "b", "timestamp.txt": stamp}),
    }
    collect(course, ASSIGNMENT, [zipped(files)])
    assert laid(course) == {
        f"anna/{ASSIGNMENT}/{NAME}": "a",
        f"anna/{ASSIGNMENT}/timestamp.txt": f"{stamp}\n",
        f"ben/{ASSIGNMENT}/{NAME}": "b",
    }


# Attempts and late ones


def test_the_latest_attempt_wins_whatever_the_order(course, zipped):
    first = zipped({f"kim_1_70_{NAME}": "first"}, "monday.zip")
    late = zipped({f"kim_LATE_1_90_{ASSIGNMENT}-1.ipynb": "late"}, "friday.zip")
    found = collect(course, ASSIGNMENT, [late, first])
    assert laid(course) == {f"kim_1/{ASSIGNMENT}/{NAME}": "late"}
    assert found.collected[0].attempts == 2
    (again,) = collect(course, ASSIGNMENT, [first]).collected
    assert again.state == "older"
    assert laid(course) == {f"kim_1/{ASSIGNMENT}/{NAME}": "late"}


def test_late_attempts_can_be_left(course, zipped):
    first = zipped({f"kim_1_70_{NAME}": "first"}, "monday.zip")
    late = zipped({f"kim_LATE_1_90_{NAME}": "late", f"lee_LATE_2_91_{NAME}": "late"}, "friday.zip")
    found = collect(course, ASSIGNMENT, [first, late], take_late=False)
    assert laid(course) == {f"kim_1/{ASSIGNMENT}/{NAME}": "first"}
    assert refusals(found) == {(f"lee_LATE_2_91_{NAME}", "late")}


def test_a_later_export_replaces_the_whole_submission(course, zipped):
    old = zipped({f"kim_1_70_{NAME}": "old", "kim_1_71_extra.txt": "x"}, "monday.zip")
    new = zipped({f"kim_1_90_{NAME}": "new"}, "friday.zip")
    collect(course, ASSIGNMENT, [old])
    (one,) = collect(course, ASSIGNMENT, [new]).collected
    assert one.state == "replaced"
    assert laid(course) == {f"kim_1/{ASSIGNMENT}/{NAME}": "new"}
    assert [path.name for path in (course.submitted / "kim_1").iterdir()] == [ASSIGNMENT]


# Rosters

ROSTERS = {
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        "    Points Possible,,,,\n"
        '"Kim, Minsu",1201,20261,mkim,A\n'
        '"Lee, Anna",1202,20262,alee,A\n'
    ),
    "moodle": (
        "Identifier,Full name,Username,Email address,Grade\n"
        "Participant 1201,Minsu Kim,mkim,m@x.kr,\n"
        "Participant 1202,Anna Lee,alee,a@x.kr,\n"
    ),
    "plain": "\ufeffid,name\nmkim,Minsu Kim\nalee,Lee Anna\n",
}


@pytest.mark.parametrize("form", ROSTERS)
@pytest.mark.parametrize(
    "names",
    [
        (f"kimminsu_1201_88001_{NAME}", f"leeanna_1202_88002_{NAME}"),
        (f"Minsu Kim_1201_assignsubmission_file_/{NAME}", "Anna Lee_1202_assignsubmission_file_/x"),
        (f"Minsu Kim - {NAME}", f"Anna Lee - {NAME}"),
        ("hw3 kim minsu.ipynb", "alee final.ipynb"),
        (f"mkim/{NAME}", f"alee/{NAME}"),
    ],
)
def test_a_roster_names_the_folders(course, zipped, tmp_path, form, names):
    export = zipped(dict.fromkeys([*names, f"stranger_9_9_{NAME}"], "x"))
    found = collect(course, ASSIGNMENT, [export], class_list(tmp_path, ROSTERS[form]))
    assert {one.student for one in found.collected} == {"mkim", "alee"}
    assert refusals(found) == {(f"stranger_9_9_{NAME}", "not-in-roster")}


def test_two_students_of_one_name_are_told_apart_by_id_alone(course, zipped, tmp_path):
    students = class_list(tmp_path, "id,name,platform_id\na,Kim Minsu,1\nb,Kim Minsu,2\n")
    export = zipped({f"kimminsu_2_5_{NAME}": "b", f"Kim Minsu - {NAME}": "?"})
    found = collect(course, ASSIGNMENT, [export], students)
    assert laid(course) == {f"b/{ASSIGNMENT}/{NAME}": "b"}
    assert refusals(found) == {(f"Kim Minsu - {NAME}", "not-in-roster")}


@pytest.mark.parametrize("text", ["", "name\nKim\n", "id,name\na,Kim\nA,Lee\n"])
def test_a_bad_roster_is_refused_with_what_one_looks_like(tmp_path, text):
    with pytest.raises(roster.RosterError, match="class.csv"):
        class_list(tmp_path, text)


# Zip files that mean harm: the good submission beside them is always taken


@pytest.fixture
def beside(course, zipped, tmp_path):
    """Collect a hostile zip with a good submission in it; return the refusals."""

    def run(files=None, data=None):
        good = {f"good_1_1_{NAME}": "good"}
        if data is None:
            data = packed(good | files)
        path = tmp_path / "hostile.zip"
        path.write_bytes(data)
        found = collect(course, ASSIGNMENT, [path])
        assert laid(course)[f"good_1/{ASSIGNMENT}/{NAME}"] == "good"
        outside = {p.name for p in tmp_path.iterdir()} - {"grading", "hostile.zip"}
        assert outside == set()
        return refusals(found)

    return run


@pytest.mark.parametrize(
    "name",
    [
        f"../../evil_2_2_{NAME}",
        f"/evil_2_2_{NAME}",
        f"C:\\evil_2_2_{NAME}",
        f"..\\..\\evil_2_2_{NAME}",
        f"a/../../../evil_2_2_{NAME}",
        f"evil_2_2_\n{NAME}",
    ],
)
def test_paths_that_lead_out(beside, name):
    assert beside({name: "evil"}) == {(name, "unsafe-path")}


def test_paths_that_lead_out_of_a_zip_within(beside, course):
    inner = packed({"../../../../evil.ipynb": "evil", NAME: "fine"})
    assert beside({"evil_2_2_work.zip": inner}) == {("../../../../evil.ipynb", "unsafe-path")}
    assert laid(course)[f"evil_2/{ASSIGNMENT}/{NAME}"] == "fine"


def test_links_and_devices(beside):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(f"good_1_1_{NAME}", "good")
        for number, kind in enumerate((stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR)):
            info = zipfile.ZipInfo(f"evil_2_{number}_{NAME}")
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    names = {name for _, name in beside(data=data.getvalue())}
    assert names == {"symbolic-link", "not-a-file"}


def test_a_bomb_is_stopped_long_before_it_is_unpacked(beside, course):
    bomb = bytes(60_000_000)
    assert beside({f"evil_2_2_{NAME}": bomb}) == {(f"evil_2_2_{NAME}", "zip-bomb")}
    inner = packed({f"{n}.ipynb": bomb for n in range(3)})
    found = beside({"evil_2_2_work.zip": packed({"again.zip": inner})})
    assert {name for _, name in found} == {"zip-bomb"}
    assert not (course.submitted / "evil_2").exists()


def test_a_zip_of_too_many_files(beside):
    many = packed({f"{number}.txt": "" for number in range(1500)})
    assert beside({"evil_2_2_many.zip": many}) == {("many.zip", "too-many-files")}


def test_a_zip_in_itself_has_an_end(beside):
    inner = packed({NAME: "x"})
    for _ in range(6):
        inner = packed({"more.zip": inner})
    assert beside({"evil_2_2_deep.zip": inner}) == {("more.zip", "too-deep")}


def test_sizes_that_lie(beside):
    data = bytearray(packed({f"good_1_1_{NAME}": "good", f"evil_2_2_{NAME}": bytes(9_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark)
        data[at + offset : at + offset + 4] = struct.pack("<I", 10)
    assert beside(data=bytes(data)) == {(f"evil_2_2_{NAME}", "broken-archive")}


def test_an_encrypted_member_and_a_broken_one(beside):
    files = {f"good_1_1_{NAME}": "good", f"evil_2_2_{NAME}": "secret" * 50, f"bad_3_3_{NAME}": "x"}
    data = bytearray(packed(files))
    directory = data.find(b"PK\x01\x02")
    for name, flag in ((b"evil_2", 1),):
        at = data.find(name, directory) - 46
        data[at + 8] |= flag
    broken = data.find(b"bad_3_3")
    data[broken + len(f"bad_3_3_{NAME}")] ^= 0xFF
    assert beside(data=bytes(data)) == {
        (f"evil_2_2_{NAME}", "encrypted"),
        (f"bad_3_3_{NAME}", "broken-archive"),
    }


def test_compression_that_nobody_knows(beside):
    data = bytearray(packed({f"good_1_1_{NAME}": "good", f"odd_2_2_{NAME}": "x"}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.rfind(mark)
        data[at + offset] = 99
    assert beside(data=bytes(data)) == {(f"odd_2_2_{NAME}", "unknown-compression")}


def test_names_that_differ_in_case_alone(beside, course):
    files = {f"evil/{NAME}": "a", f"evil/{NAME.upper()}": "b", f"EVIL/{NAME}": "c"}
    files = {f"students/{name}": text for name, text in files.items()}
    data = packed({f"students/good_1/{NAME}": "good"} | files)
    assert beside(data=data) == {(f"students/EVIL/{NAME}", "name-collision")}
    lying = {name.rsplit("/", 1)[1] for name in laid(course) if name.startswith("evil/")}
    assert lying == {NAME, NAME.upper().replace(".IPYNB", " (2).IPYNB")}


@pytest.mark.parametrize("encoding, language", [("utf-8", "en"), ("cp949", "ko")])
def test_names_in_no_declared_encoding(tmp_path, encoding, language):
    name = f"박지훈_1203_88003_{NAME}"
    written = name.encode(encoding)
    data = packed({"x" * len(written): "박"}).replace(b"x" * len(written), written)
    path = tmp_path / "old.zip"
    path.write_bytes(data)
    course = Course(language, tmp_path / "grading")
    collect(course, ASSIGNMENT, [path])
    assert laid(course) == {f"박지훈_1203/{ASSIGNMENT}/{NAME}": "박"}


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + bytes(50), bytes(100_000)])
def test_what_is_no_zip_is_told(course, tmp_path, data):
    path = tmp_path / "submissions.zip"
    path.write_bytes(data)
    assert refusals(collect(course, ASSIGNMENT, [path])) == {("submissions.zip", "broken-archive")}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_damage_to_a_zip_stops_collecting_or_leads_out(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    whole = bytearray(packed({f"anna/{NAME}": "a" * 99, f"ben/{NAME}": "b", "c.zip": packed({})}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (folder / "any.zip").write_bytes(whole)
    collect(Course(work=folder / "grading"), ASSIGNMENT, [folder / "any.zip"])
    assert {path.name for path in folder.iterdir()} == {"grading", "any.zip"}


# The command


def test_the_command_says_what_it_took_and_what_not(zipped, tmp_path, capsys):
    export = zipped({f"kim_LATE_1_70_{NAME}": "x", f"../{NAME}": "evil"})
    work = tmp_path / "grading"
    assert main(["collect", ASSIGNMENT, str(export), "--work", str(work)]) == 1
    said = capsys.readouterr().out
    assert f"kim_1  {NAME}  (Canvas, late, new)" in said
    assert f"unsafe-path: submissions.zip: ../{NAME}: its path leads out" in said
    record = json.loads((work / "collected" / f"{ASSIGNMENT}.json").read_text())
    assert record["kim_1"]["platform_id"] == "1"


def test_a_missing_file_is_named(tmp_path, capsys):
    work = ["--work", str(tmp_path)]
    assert main(["collect", ASSIGNMENT, str(tmp_path / "none.zip"), *work]) == 2
    assert "none.zip" in capsys.readouterr().err
    assert not Path(tmp_path, "submitted").exists()
