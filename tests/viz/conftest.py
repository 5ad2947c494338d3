"""What the tests of pictures and widgets share."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


@pytest.fixture
def displayed():
    """What is displayed while the test runs. Without a shell IPython would print it."""
    InteractiveShell.instance()
    with capture_output(stdout=False, stderr=False) as captured:
        yield captured
    InteractiveShell.clear_instance()
