"""Training on several devices: the same numbers as on one device, and as Keras's."""

import os
import pickle
import re
import socket
import subprocess
import sys

import jax
import numpy as np
import pytest

from beside_keras import ours, parity
from project.checkout import ROOT

PROGRAM = ROOT / "tests/keras/distributed_programs.py"
CLOSE = (2e-4, 2e-5)  # sums are taken in another order, step after step


def started(program, results, devices, *more):
    command = [sys.executable, PROGRAM, program, results, str(devices), *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XLA_FLAGS": "", "JAX_PLATFORMS": "cpu"}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def finished(process, results):
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return pickle.loads(results.read_bytes())


def assert_close(actual, expected):
    assert jax.tree.structure(actual) == jax.tree.structure(expected)
    for one, other in zip(jax.tree.leaves(actual), jax.tree.leaves(expected)):
        if isinstance(other, str):
            assert one == other
        else:
            np.testing.assert_allclose(one, other, *CLOSE)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Two programs on four devices, which run at the same time."""
    folder = tmp_path_factory.mktemp("four")
    names = ["several_devices", "as_keras"]
    return {name: (started(name, folder / name, 4), folder / name) for name in names}


@pytest.fixture(scope="module")
def on_four(running):
    return finished(*running["several_devices"])


@pytest.mark.parametrize(
    "program",
    ["a dataset", "batches that do not come out even", "single batches", "in order"],
)
def test_four_devices_find_what_one_finds(on_four, program):
    assert_close(on_four["all"][program], on_four["one"][program])


def test_four_devices_find_the_same_eagerly(on_four):
    assert_close(on_four["eagerly"], on_four["one"]["in order"])


def test_a_model_made_before_is_distributed_and_can_be_used_after(on_four):
    assert_close(on_four["made before"], on_four["one"]["arrays"])
    *_, predicted = on_four["one"]["arrays"]
    assert_close(on_four["after"], predicted)
    assert_close(on_four["on two others"], predicted)
    assert on_four["devices of weights"] == {(1, 2)}


def test_each_device_has_a_part_of_every_batch_and_all_weights(on_four):
    assert on_four["compiled"]["chunk"] == [(2, 2, 6), (2, 2)]
    assert on_four["compiled"]["weights"] == {True}


def test_devices_add_up_in_a_step_and_hand_no_data_around(on_four):
    assert on_four["compiled"]["messages"] == {"all-reduce"}


def test_a_batch_smaller_than_the_number_of_devices_warns(on_four):
    (message,) = on_four["warnings"]
    assert "batch of 2" in message
    assert "4 devices" in message
    assert "batch_size=4" in message


def test_keras_finds_the_same_on_four_devices(running):
    found = finished(*running["as_keras"])
    assert_close(found["kerasish.keras"], found["keras"])


@pytest.fixture(scope="module")
def of_two(tmp_path_factory):
    """What each of two processes found, which have two devices each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    files = [tmp_path_factory.mktemp("two") / f"results{process}" for process in range(2)]
    running = [
        started("two_processes", file, 2, address, str(process))
        for process, file in enumerate(files)
    ]
    return [finished(process, file) for process, file in zip(running, files)]


@pytest.mark.parametrize("program", ["arrays", "a dataset", "in order"])
def test_two_processes_find_what_one_finds(of_two, on_four, program):
    for found in of_two:
        assert_close(found[program], on_four["one"][program])


def test_processes_draw_the_same_numbers_and_see_all_devices(of_two):
    one, other = of_two
    np.testing.assert_array_equal(one["drawn"], other["drawn"])
    assert one["devices"] == other["devices"]
    assert len(one["devices"]) == 4


def test_joined_processes_without_a_distribution_are_warned(of_two):
    for found in of_two:
        (message,) = found["warnings"]
        assert "no distribution is set" in message
        assert "set_distribution" in message


@pytest.mark.parametrize(
    "mistake, says",
    [
        ("uneven", "ValueError: .*batch of 3 rows.*multiples of 2.*drop_remainder"),
        ("eager", "ValueError: run_eagerly=True is for one process.*over 2"),
        ("other weights", "ValueError: Variable 'bias' has another value.*set_seed"),
        ("initialized twice", "RuntimeError: The processes could not be joined.*once, before"),
    ],
)
def test_mistakes_with_several_processes(of_two, mistake, says):
    for found in of_two:
        assert re.search(says, found[mistake]), found[mistake]


@parity
def test_the_distribution_is_set_for_all_or_for_a_block(keras):
    parallel = keras.distribution.DataParallel()
    found = [keras.distribution.distribution() is None]
    keras.distribution.set_distribution(parallel)
    found.append(keras.distribution.distribution() is parallel)
    with keras.distribution.DataParallel(devices=["cpu:0"]).scope():
        found.append(keras.distribution.distribution() is parallel)
    found.append(keras.distribution.distribution() is parallel)
    keras.backend.clear_session()
    return [*found, keras.distribution.distribution() is None, parallel.auto_shard_dataset]


@parity
def test_no_devices_are_all_devices(keras):
    return repr(keras.distribution.DataParallel(devices=[]))


@parity
def test_a_mesh(keras):
    mesh = keras.distribution.DeviceMesh((1, 1), ["rows", "columns"], ["cpu:0"])
    return [repr(mesh), mesh.shape, mesh.axis_names, mesh.devices.tolist()]


def test_a_mesh_of_two_axes_warns():
    """Keras 3.15 fails on the way to its warning."""
    mesh = ours.distribution.DeviceMesh((1, 1), ["rows", "columns"])
    with pytest.warns(UserWarning, match="2 axes, .* along the first"):
        assert ours.distribution.DataParallel(mesh).batch_dim_name == "rows"


@parity(raises="ValueError")
def test_a_mesh_without_axes(keras):
    keras.distribution.DeviceMesh((), [])


@parity(raises="ValueError", says="one name for each axis")
def test_a_mesh_with_a_name_missing(keras):
    keras.distribution.DeviceMesh((1, 1), ["batch"])


@parity(raises="ValueError", says=r"2 places, but there are 1 devices: cpu:0")
def test_a_mesh_of_too_few_devices(keras):
    keras.distribution.DeviceMesh((2,), ["batch"])


@parity(raises="ValueError", says=r"DataParallel\(devices=\[")
def test_a_list_in_place_of_a_mesh(keras):
    keras.distribution.DataParallel(["cpu:0"])


@parity(raises="ValueError", says="cpu:9.*There are cpu:0.*list_devices.*XLA_FLAGS")
def test_a_device_that_there_is_not(keras):
    with keras.distribution.DataParallel(devices=["cpu:9"]).scope():
        keras.layers.Dense(1).build((None, 2))


@parity(raises="RuntimeError", says="'tpu'.*there is: cpu:0")
def test_a_type_of_devices_that_there_is_not(keras):
    keras.distribution.list_devices("tpu")


@parity(raises="ValueError", says="2 addresses, but num_processes is 3")
def test_addresses_that_do_not_fit(keras):
    keras.distribution.initialize("10.0.0.1:1,10.0.0.2:1", num_processes=3, process_id=0)


def test_a_process_number_out_of_range():
    with pytest.raises(ValueError, match="from 0 to 1.*but 2 came"):
        ours.distribution.initialize("10.0.0.1:1234", num_processes=2, process_id=2)


def test_something_else_is_no_distribution():
    with pytest.raises(ValueError, match=r"set_distribution\(keras.distribution.DataParallel\(\)"):
        ours.distribution.set_distribution(["cpu:0"])


def test_sharing_out_weights_is_absent():
    with pytest.raises(AttributeError, match=r"DataParallel\(\)"):
        _ = ours.distribution.ModelParallel
