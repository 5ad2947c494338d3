"""What the guard notices about names, by identity alone."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from autograder.inside.tables import additions, as_found, of_class, sound, table, unchanged

NAMES = [f"name{number}" for number in range(5)]
VALUES = [object() for _ in range(4)]
MEMBERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES))


class Text(str):
    """A name that would run a comparison of its own."""

    def __eq__(self, other):
        raise AssertionError("the guard ran a student's comparison")

    __hash__ = str.__hash__


@given(MEMBERS, MEMBERS)
def test_as_found_is_what_has_the_same_members_in_the_same_order(before, after):
    members = dict(before)
    known = table("module", members, NAMES)
    assert as_found(known)
    members.clear()
    members.update(after)
    assert as_found(known) == (list(before.items()) == list(after.items()))
    if as_found(known):
        assert unchanged(known) and not additions(known, dict.fromkeys(NAMES))


def test_a_forged_name_is_never_as_found():
    members = {"name0": VALUES[0]}
    known = table("module", members, NAMES)
    members.clear()
    members[Text("name0")] = VALUES[0]
    assert not as_found(known) and not sound(members)
    assert not as_found(table("module", members, []))


def test_a_method_added_in_the_place_of_another_attribute_is_seen():
    class Result:
        note = "for people"

        def same(self):
            """Watched."""

    known = of_class(Result)
    assert as_found(known) and isinstance(vars(Result), MappingProxyType)
    del Result.note
    Result.__eq__ = lambda self, other: True
    assert not as_found(known)
    assert [line for line in additions(known, {}) if "__eq__" in line]
