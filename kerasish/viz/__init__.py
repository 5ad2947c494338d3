"""Pictures and widgets of the course. The library itself imports none of them."""
