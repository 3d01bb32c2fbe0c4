"""The running demo: its pages first, what works behind them beside that, until Ctrl-C."""

from __future__ import annotations

import click

from provportal.cli.later import later
from provportal.cli.sample_folder import is_ready
from provportal.cli.supervisor import Ended, supervised
from provportal.settings import Settings

LOG = "demo.log"
"""What the processes tell; each start adds to it."""


def serve(settings: Settings) -> None:
    """Everything, until Ctrl-C. The first start makes the sample; later ones find it."""
    if not is_ready(settings):
        later("make")(settings)
    told = settings.data / LOG
    try:
        with told.open("ab") as log, supervised(settings.as_environment(), log) as running:
            # Before what follows is even loaded: nobody waits for anything as for the first page.
            running.begin("web")
            later("behind")(settings, running, told)
    except KeyboardInterrupt:
        click.echo("Ended.")
    except Ended as ended:
        sentence = f"The process '{ended}' ended by itself. {told} says why."
        raise click.ClickException(sentence) from ended
