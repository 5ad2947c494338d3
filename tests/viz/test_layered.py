"""Layers: each node after all that lead to it, edges with few crossings, none on top of another."""

import itertools

import pytest

from kerasish.viz.layered import arrange, spread

DIAMOND = [(0, 1), (0, 2), (1, 3), (2, 3)]


@pytest.mark.parametrize("edges", [[], DIAMOND, [(0, 1), (1, 2), (0, 3), (2, 3)]])
def test_every_edge_leads_onward_through_each_layer_in_between(edges):
    layout = arrange(4, edges)
    for (start, end), route in zip(edges, layout.routes):
        layers = [layout.nodes[start][0], *(layer for layer, _ in route), layout.nodes[end][0]]
        assert layers == list(range(int(layers[0]), int(layers[-1]) + 1))


def test_nodes_of_a_layer_are_a_step_apart():
    edges = [(start, end) for start in range(6) for end in range(6, 12)]
    layout = arrange(12, edges)
    for one, other in itertools.combinations(layout.nodes, 2):
        assert one[0] != other[0] or abs(one[1] - other[1]) >= 1 - 1e-9


def test_a_chain_is_straight_and_what_feeds_it_stands_beside_its_use():
    layout = arrange(6, [(0, 1), (1, 2), (2, 3), (4, 3), (3, 5)])
    assert len({round(layout.nodes[node][1], 1) for node in (0, 1, 2)}) == 1
    assert layout.nodes[4][0] == layout.nodes[2][0]


def test_crossings_that_can_be_avoided_are():
    layout = arrange(8, [(0, 7), (1, 6), (2, 5), (3, 4)])
    order = sorted(range(4), key=lambda node: layout.nodes[node][1])
    ends = sorted(range(4, 8), key=lambda node: layout.nodes[node][1])
    assert [7 - node for node in order] == ends


def test_places_that_are_too_close_give_way_by_weight():
    assert spread([0.0, 0.0], [1.0, 1.0]) == [-0.5, 0.5]
    assert spread([0.0, 0.0], [3.0, 1.0]) == [-0.25, 0.75]
    assert spread([0.0, 5.0], [1.0, 1.0]) == [0.0, 5.0]
