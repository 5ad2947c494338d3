"""What was compiled is kept, and not for ever."""

from kerasish.core.kept import Kept


def test_the_oldest_is_dropped():
    kept = Kept(2)
    for number in range(3):
        assert kept.keep(number, str(number)) == str(number)
    assert kept == {1: "1", 2: "2"}
    kept.keep(1, "one")  # no new entry
    assert kept == {1: "one", 2: "2"}
