"""Nothing of the machine that a file was written on goes into the repository."""

import re

import pytest

from project.checkout import ROOT, tracked, tracked_texts

# Where a tracked file may point. An address that is not listed is often a package registry's,
# written by a tool into a lock; a new place to read goes in here by hand.
HOSTS = {
    "arxiv.org",
    "colab.research.google.com",
    "doi.org",
    "github.com",
    "jax.readthedocs.io",
    "docs.jax.dev",
    "keras.io",
    "nbgrader.readthedocs.io",
    "numpy.org",
    "playground.tensorflow.org",
    "storage.googleapis.com",  # the MNIST file that Keras and TensorFlow load too
    "www.apache.org",
    "www.tensorflow.org",
    "www.w3.org",
    "localhost",
    "127.0.0.1",
}
ADDRESS = re.compile(r"\b(?:https?|ftp|git\+\w+)://(?:[^\s/@]+@)?([\w.-]+)")
# Places that the project itself makes, in the graders' sandbox.
MADE_HERE = {"/home/student", "/opt/compiled", "/opt/inside"}
MACHINE_PATH = re.compile(
    r"(?<![\w.~$)}\]>-])/(?:home|Users|root|work|tmp|mnt|opt|private|var/folders)/[\w.][\w.-]*|\b[A-Z]:\\\\?Users\\"
)


@pytest.fixture(scope="module")
def texts():
    return {name: text for name, text in tracked_texts().items() if name != "LICENSE"}


def test_addresses_are_of_known_places(texts):
    unknown = {
        f"{name}: {host}"
        for name, text in texts.items()
        for host in ADDRESS.findall(text)
        if host not in HOSTS
    }
    assert unknown == set()


def test_no_file_points_at_the_machine_that_it_was_written_on(texts):
    found = {
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in MACHINE_PATH.finditer(text)
        if name != "tests/project/test_repository.py" and match.group() not in MADE_HERE
    }
    assert found == set()


@pytest.mark.parametrize(
    "text", ["open('/home/ada/x.npz')", "file:///opt/x", r"C:\Users\ada", '"/root/.cache"']
)
def test_a_machine_path_is_recognized(text):
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["../work/x", "https://doi.org/home/x", "--tmpfs /tmp", "a/tmp/b"])
def test_a_relative_path_is_no_machine_path(text):
    assert not MACHINE_PATH.search(text)


def test_no_file_is_a_link_or_large():
    for path in tracked():
        assert not path.is_symlink(), path
        assert path.stat().st_size < 2_000_000, f"{path.relative_to(ROOT)} is larger than 2 MB"
