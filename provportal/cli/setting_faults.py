"""A wrong setting, key file or folder is told in one sentence, before anything large is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from provportal.settings import SettingsFault
from provportal.store.keyring import KeyFileRefused


@contextmanager
def sentence_of_settings() -> Iterator[None]:
    """End the command with a sentence and exit code 1 for what the operator has set."""
    try:
        yield
    except SettingsFault as fault:
        raise click.ClickException(str(fault)) from fault
    except KeyFileRefused as refused:
        raise click.ClickException(f"The key file was refused: {refused}.") from refused
    except OSError as wrong:
        raise click.ClickException(f"{wrong.filename}: {wrong.strerror}.") from wrong
