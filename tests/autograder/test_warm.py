"""Kernels are forks of one warm process, and still know nothing of each other."""

import pytest

from autograder import warm

pytestmark = pytest.mark.usefixtures("sandboxed")

LEAVE = """
import os, pathlib
of_others = ["/proc/1/root/tmp", "/proc/2/root/tmp"]
for folder in ["/tmp", pathlib.Path.home(), "/dev", "/dev/shm", *of_others]:
    try:
        pathlib.Path(folder, "left").write_text("by an earlier one")
    except OSError:
        pass
if os.fork() == 0:
    os.setsid()
    while True:
        pass
"""
LOOK = """
import pathlib
files = [p for folder in ("/tmp", pathlib.Path.home(), "/dev")
         for p in pathlib.Path(folder).rglob("left")]
busy = [p for p in pathlib.Path("/proc").glob("[0-9]*/stat") if p.read_text().split()[2] == "R"]
print(files, len(busy))
"""


@pytest.fixture(params=[True, False], ids=["nested", "alone"])
def nested(request, monkeypatch, sandboxed):
    """Kernels in namespaces of their own, or each in a sandbox of its own."""
    if request.param and not warm.nesting_works():
        pytest.skip("this system keeps bubblewrap's programs from making namespaces")
    monkeypatch.setattr(warm, "nesting_works", lambda: request.param)
    yield request.param
    warm.close_all()


def test_what_a_kernel_leaves_behind_the_next_does_not_find(nested, run_cells):
    run_cells(LEAVE)
    (found,) = run_cells(LOOK)
    assert found == "[] 1"  # the one that looks


def test_a_kernel_reads_nothing_of_a_process_outside_its_own(nested, run_cells):
    (printed,) = run_cells("""
        import os, pathlib
        own = os.readlink("/proc/self/ns/pid")
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            for secret in ("environ", "mem", "ns/pid", "fd", "root"):
                try:
                    if os.readlink(process / "ns/pid") == own:
                        continue
                    open(process / secret, "rb").close()
                except OSError:
                    continue
                print(process, secret)
    """)
    assert printed == ""


def test_kernels_draw_different_numbers(nested, run_cells):
    source = """
        import random
        import numpy as np
        import kerasish as tf
        print(random.random(), np.random.rand(), np.random.default_rng().random(),
              float(tf.random.uniform([])))
    """
    (first,), (second,) = run_cells(source), run_cells(source)
    assert not set(first.split()) & set(second.split())


def test_a_cell_is_transformed_once(nested, run_cells):
    *_, printed = run_cells(
        """
        seen = []
        def counted(lines):
            seen.append(lines)
            return [line.replace("twice", "say") for line in lines]
        get_ipython().input_transformers_post.append(counted)
        """,
        "twice = print",
        "twice(len(seen))",
    )
    assert printed == "2"


def test_a_kernel_has_no_rights(nested, run_cells):
    (printed,) = run_cells("""
        import re, pathlib
        status = pathlib.Path("/proc/self/status").read_text()
        print(re.findall(r"^(Cap.*|NoNewPrivs):\\s(.*)", status, re.MULTILINE))
    """)
    assert printed == str(
        [(f"Cap{kind}", "0" * 16) for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")]
        + [("NoNewPrivs", "1")]
    )


def test_a_zygote_that_was_killed_is_replaced(run_cells):
    run_cells("1")
    before = warm.zygote()
    before.close()
    (printed,) = run_cells("print('on')")
    assert printed == "on"
    assert warm.zygote() is not before
