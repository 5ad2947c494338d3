"""What the tests of pictures and widgets share."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from browser import CHROMIUM, jupyterlab

pytest.register_assert_rewrite("viz.laboratory")  # so that its assertions show both sides

from viz.laboratory import laboratory  # noqa: E402


@pytest.fixture
def displayed():
    """What is displayed while the test runs. Without a shell IPython would print it."""
    InteractiveShell.instance()
    with capture_output(stdout=False, stderr=False) as captured:
        yield captured
    InteractiveShell.clear_instance()


@pytest.fixture(scope="session")
def jupyterlab_address(tmp_path_factory):
    """A folder and the address of the JupyterLab that serves it, one for all tests of a process."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH to open JupyterLab in")
    folder = tmp_path_factory.mktemp("lab")
    with jupyterlab(folder) as address:
        yield folder, address


@pytest.fixture(scope="module")
def lab(jupyterlab_address):
    """The JupyterLab with a browser, one for all tests of a file."""
    with laboratory(*jupyterlab_address) as started:
        yield started
